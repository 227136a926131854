"""Fingerprints and codings of texts."""

import base64
import binascii
import hashlib

from common.marks import N_
from survey.expressions.errors import Broken, Code
from survey.expressions.functions.table import Function, T

_METHODS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def _digest(text: str, method: str, coding: str = "base64") -> str:
    if method not in _METHODS or coding not in ("base64", "hex"):
        raise Broken(Code.FAILED, name="digest")
    found = hashlib.new(_METHODS[method], text.encode(errors="replace"), usedforsecurity=False)
    return found.hexdigest() if coding == "hex" else base64.b64encode(found.digest()).decode()


def _decode(text: str) -> str:
    try:
        return base64.b64decode(text.encode()).decode(errors="replace")
    except (binascii.Error, ValueError) as wrong:
        raise Broken(Code.FAILED, name="base64-decode") from wrong


FUNCTIONS = (
    Function(
        "digest",
        (T, T, T),
        T,
        N_("Der Fingerabdruck eines Textes nach MD5, SHA-1, SHA-256, SHA-384 oder SHA-512."),
        _digest,
        least=2,
    ),
    Function("base64-decode", (T,), T, N_("Der Text hinter einer Base64-Darstellung."), _decode),
)

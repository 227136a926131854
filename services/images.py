"""Pictures that people add to an answer: taken, made small and bare, sealed, kept with the answer, shown to whoever may read it.

A picture is sent before the answer is. Until then it waits under a key that needs the form's own number, which only the person's browser has; nobody else can open it.
"""

import hashlib
import io
import logging
import os
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

import settings
from common import clock, ids
from db.models import Image
from db.queries import images as query
from db.queries import surveys as survey_query
from db.writer import NewImage
from services import house, may
from services.may import Actor, Forbidden
from services.surveys import Survey
from survey.errors import Code
from survey.kinds import kind_of
from survey.kinds.image import file_name, id_in
from survey.model import Questionnaire, Values, pattern_of

LARGEST = 10 * 1024 * 1024
"""Bytes of a picture as it is sent."""
MOST_PIXELS = 50_000_000
"""What the larger cameras of phones make. One without colours saved could still need 200 MB for a moment, so they are opened one by one."""
EDGE, QUALITY = 1600, 80
"""Of what is kept: enough to see a broken swing, about 300 KB."""
FORMATS = ("JPEG", "PNG", "WEBP")
"""HEIC is not among them: Pillow cannot read it, and iPhones send JPEG where a page asks for pictures."""
HOURS = 24
WAITS = timedelta(hours=HOURS - 1)
"""What waited too long is deleted every hour, so it is gone after a day."""
MOST_WAITING = 3000
"""In all; about a gigabyte."""
NONCE = 12

log = logging.getLogger(__name__)
_one_by_one = threading.Lock()


class Refused(Exception):
    """The picture cannot be taken; `code` says why."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


class UnknownImage(LookupError):
    """No answer has this picture, or not any more."""


@dataclass(frozen=True, slots=True)
class Gathered:
    images: tuple[NewImage, ...]
    """Sealed anew, to be kept with the answer."""
    gone: frozenset[str]
    """Names under which nothing is there."""


def take(survey: Survey, instance: str, control: str, content: bytes) -> str:
    """The name under which a picture waits for its answer. The same picture sent again for the same control is the same. Raises `Refused`."""
    image_id = _id_of(instance, control, content)
    with house.reading() as session:
        if query.is_there(session, image_id, clock.now()):
            return file_name(image_id)
        if query.how_many_wait(session) >= MOST_WAITING:
            raise Refused(Code.IMAGE_LATER)
    _let_wait(survey, instance, image_id, made_bare(content))
    return file_name(image_id)


def made_bare(content: bytes) -> bytes:
    """The picture alone, upright and small: nothing of the place, the time and the device that cameras write beside it. Raises `Refused`."""
    if len(content) > LARGEST:
        raise Refused(Code.IMAGE_TOO_LARGE)
    with _one_by_one:
        try:
            return _drawn_anew(content)
        except (Refused, MemoryError):
            raise Refused(Code.IMAGE_TOO_LARGE) from None
        except Exception as error:  # a broken picture breaks its reader in a dozen ways, not only with OSError
            log.info("not a picture: %s", type(error).__name__)
            raise Refused(Code.NOT_AN_IMAGE) from None


def _drawn_anew(content: bytes) -> bytes:
    from PIL import Image as Pictures  # 60 ms that only those wait for who send a picture
    from PIL import ImageOps

    try:
        opened = Pictures.open(io.BytesIO(content), formats=FORMATS)
    except (Pictures.DecompressionBombError, Pictures.DecompressionBombWarning):
        raise Refused(Code.IMAGE_TOO_LARGE) from None
    with opened as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(Code.IMAGE_TOO_LARGE)
        picture.thumbnail((EDGE, EDGE), reducing_gap=2.0)
        upright = ImageOps.exif_transpose(picture)
        seen = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    bare = Pictures.new("RGB", seen.size, "white")  # a fresh one: what is beside the pixels stays behind
    bare.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def drop(instance: str, name: str) -> None:
    """Deletes a picture that waits."""
    image_id = id_in(name)
    if image_id:
        with house.writing() as session:
            query.forget_waiting(session, image_id, _waiting_hash(instance))


def asked_in(questionnaire: Questionnaire) -> frozenset[str]:
    """Questions that are answered with a file; in repeats without saying which time."""
    found = _asked.get(id(questionnaire))
    if found is None or found[0] is not questionnaire:
        names = frozenset(one.name for one in questionnaire.questions() if kind_of(one).takes_file)
        if len(_asked) > 64:
            _asked.clear()
        found = _asked[id(questionnaire)] = questionnaire, names
    return found[1]


_asked: dict[int, tuple[Questionnaire, frozenset[str]]] = {}


def are_asked(questionnaire: Questionnaire, control: str) -> bool:
    asked = asked_in(questionnaire)
    return control in asked or pattern_of(control) in asked


def named_in(questionnaire: Questionnaire, values: Values) -> dict[str, str]:
    """Item name to the name of its picture."""
    if not asked_in(questionnaire):
        return {}
    return {item: str(value) for item, value in values.items() if are_asked(questionnaire, item)}


def gather(survey: Survey, instance: str, names: Collection[str]) -> Gathered:
    """What waits for the answer of this form, ready to be kept. What its stored answer has already is neither gathered nor gone."""
    with house.reading() as session:
        waiting, kept = _found(session, survey, instance, names)
    opened = {one.id: _opened(_waiting_key(instance), one) for one in waiting}
    images = tuple(
        NewImage(image_id, _sealed(_kept_key(image_id), image_id, content))
        for image_id, content in opened.items()
        if content
    )
    there = {file_name(image_id) for image_id in (*(one.id for one in kept), *(one.id for one in images))}
    return Gathered(images, frozenset(names) - there)


def take_along(survey: Survey, instance: str, to: str, values: Mapping[str, str]) -> dict[str, str]:
    """Control to the new names of the same pictures, which now wait under another form. What is gone stays behind."""
    with house.reading() as session:
        waiting, kept = _found(session, survey, instance, values.values())
    opened = {file_name(one.id): _opened(_waiting_key(instance), one) for one in waiting}
    opened |= {file_name(one.id): _opened(_kept_key(one.id), one) for one in kept}
    taken = {}
    for control, name in values.items():
        if content := opened.get(name):
            image_id = ids.new_id()
            _let_wait(survey, to, image_id, content)
            taken[control] = file_name(image_id)
    return taken


def show(actor: Actor, name: str) -> bytes:
    """For whoever may read single answers. Raises `UnknownImage` and `Forbidden`."""
    image_id = id_in(name)
    if image_id is None:
        raise UnknownImage
    with house.reading() as session:
        image = query.kept(session, image_id)
        survey = survey_query.by_id(session, image.survey_id) if image else None
    if image is None or survey is None:
        raise UnknownImage
    if not may.see_raw_data(actor, survey):
        raise Forbidden
    content = _opened(_kept_key(image_id), image)
    if content is None:
        raise UnknownImage
    return content


def address() -> str:
    """Where staff see a picture: its name stands behind this."""
    return f"{settings.current().public_url}/download/image/"


def forget_waited() -> int:
    """Deletes what waited too long; returns how many."""
    with house.reading() as session:
        if not query.how_many_wait(session):
            return 0
    with house.writing() as session:
        return query.forget_waited(session, clock.now())


def waiting_hash(questionnaire: Questionnaire, instance: str) -> bytes | None:
    """Under which the pictures of a form wait. None where none are asked for."""
    return _waiting_hash(instance) if asked_in(questionnaire) else None


# Where they lie, and under which key


def _id_of(instance: str, control: str, content: bytes) -> UUID:
    """Made from what was sent, so that a form sent twice is the same form; without our key it says nothing of it."""
    words = f"{instance} {control} {hashlib.sha256(content).hexdigest()}"
    return UUID(bytes=ids.keyed_hash(settings.current().secret_key, "image id", words)[:16], version=4)


def _let_wait(survey: Survey, instance: str, image_id: UUID, content: bytes) -> None:
    sealed = _sealed(_waiting_key(instance), image_id, content)
    with house.writing() as session:
        query.let_wait(session, image_id, survey.id, _waiting_hash(instance), clock.now() + WAITS, sealed)


def _found(
    session: Session, survey: Survey, instance: str, names: Collection[str]
) -> tuple[Sequence[Image], Sequence[Image]]:
    """Those that wait under a form, and those that its stored answer has."""
    wanted = [image_id for name in names if (image_id := id_in(name))]
    return (
        query.waiting(session, wanted, _waiting_hash(instance), clock.now()),
        query.kept_in_answer(session, wanted, survey.id, _answer_hash(instance)),
    )


def _waiting_hash(instance: str) -> bytes:
    return ids.keyed_hash(settings.current().secret_key, "image waits", instance)


def _answer_hash(instance: str) -> bytes:
    return ids.keyed_hash(settings.current().secret_key, "instance", instance)


def _waiting_key(instance: str) -> bytes:
    return ids.keyed_hash(settings.current().secret_key, "image waiting", instance)


def _kept_key(image_id: UUID) -> bytes:
    return ids.keyed_hash(settings.current().secret_key, "image kept", str(image_id))


def _sealed(key: bytes, image_id: UUID, content: bytes) -> bytes:
    """Not with Fernet, whose seal tells when it was made."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, image_id.bytes)


def _opened(key: bytes, image: Image) -> bytes | None:
    """None where SECRET_KEY is not the one of then."""
    try:
        return AESGCM(key).decrypt(image.content[:NONCE], image.content[NONCE:], image.id.bytes)
    except InvalidTag:
        log.warning("a picture cannot be opened: SECRET_KEY was changed")
        return None

"""How this installation is reached from outside, and whether it is the demonstration."""

import settings


def public_url() -> str:
    return settings.current().public_url


def is_local() -> bool:
    """Links and QR codes would lead to this very machine only."""
    return settings.current().local


def is_demo() -> bool:
    return settings.current().demo

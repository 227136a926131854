"""Finds what announces itself by a module constant, so that a new kind, format or score is one new file."""

import importlib
import pkgutil
from typing import TypeVar

T = TypeVar("T")


def constants(package: str, constant: str, of: type[T]) -> list[T]:
    """The named constant of every module of a package, by module name. Refuses two of one `name`."""
    found: dict[str, T] = {}
    home = importlib.import_module(package)
    for module in sorted(pkgutil.iter_modules(home.__path__), key=lambda module: module.name):
        value = getattr(importlib.import_module(f"{package}.{module.name}"), constant, None)
        if value is None:
            continue
        if not isinstance(value, of):
            raise TypeError(f"{package}.{module.name}.{constant} is no {of.__name__}")
        name = getattr(value, "name", module.name)
        if name in found:
            raise ValueError(f"two modules of {package} call their {constant} {name!r}")
        found[name] = value
    return list(found.values())

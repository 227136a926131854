"""The shape of a questionnaire as expressions see it: groups, repeats and questions by name and by path. No answers here."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

LOOKS = 300
"""How many misspelt names one questionnaire gets a suggestion for."""
ROOT = "data"
"""What XLSForm calls the root node."""


@dataclass(eq=False)
class Place:
    """A question, or with `children` a group, with `repeats` a repeat. What stands below the line is filled in by the outline."""

    name: str
    children: tuple["Place", ...] = ()
    repeats: bool = False
    choices: str = ""
    """The list of choices that a question draws from."""

    parent: "Place | None" = field(default=None, init=False, repr=False)
    number: int = field(default=0, init=False, repr=False)
    chain: tuple["Place", ...] = field(default=(), init=False, repr=False)
    """The repeats around it, the outermost first."""
    depth: int = field(default=0, init=False, repr=False)
    """In how many repeats it lies; an instance of a repeat lies in itself."""
    path: str = field(default="", init=False)
    """Names from the root, without the root's: `children/age`."""
    key: str = field(default="", init=False, repr=False)
    """What its answer is called within its repeat: its name, or its path where another question there has the same name."""

    def lineage(self) -> Iterator["Place"]:
        """The groups around it, from the nearest to the root, itself first."""
        place: Place | None = self
        while place:
            yield place
            place = place.parent

    def child(self, name: str) -> "Place | None":
        return next((place for place in self.children if place.name == name), None)


def group(name: str, *children: Place) -> Place:
    return Place(name, children)


def repeat(name: str, *children: Place) -> Place:
    return Place(name, children, repeats=True)


def question(name: str, choices: str = "") -> Place:
    return Place(name, choices=choices)


class Outline:
    """All places of a questionnaire, and the columns of its lists of choices (`None` where lists are not known yet)."""

    def __init__(self, *children: Place, lists: Mapping[str, frozenset[str]] | None = None, root: str = ROOT) -> None:
        self.root = Place(root, children)
        self.lists = lists
        self.places: list[Place] = []
        self._named: dict[str, list[Place]] = {}
        self._by_key: dict[tuple[int, str], Place] = {}
        self._by_path: dict[str, Place] = {}
        self._looks = LOOKS
        self._grow()

    def _grow(self) -> None:
        waiting = [self.root]
        while waiting:
            place = waiting.pop()
            place.number = len(self.places)
            self.places.append(place)
            self._by_path[place.path] = place
            if place.parent:
                self._named.setdefault(place.name, []).append(place)
            for child in reversed(place.children):
                child.parent = place
                child.chain = (*place.chain, place) if place.repeats else place.chain
                child.depth = len(child.chain) + child.repeats
                child.path = f"{place.path}/{child.name}" if place.path else child.name
                waiting.append(child)
        for named in self._named.values():
            together = Counter(place.chain for place in named)
            for place in named:
                place.key = place.name if together[place.chain] == 1 else place.path
                self._by_key[place.chain[-1].number if place.chain else 0, place.key] = place

    def at(self, path: str) -> Place:
        """The place at a path; the root for an empty one. Raises `KeyError`."""
        return self._by_path[path]

    def named(self, name: str, seen_from: Place | None = None) -> list[Place]:
        """The places that a name may mean: the nearest ones where several are called so."""
        found = self._named.get(name, [])
        if len(found) < 2 or seen_from is None:
            return found
        for around in seen_from.lineage():
            near = [place for place in found if around in place.lineage()]
            if near:
                return near
        return found

    def keyed(self, key: str, repeat: Place) -> Place:
        """What is called so within a repeat, or within the root. Raises `KeyError`."""
        return self._by_key[repeat.number, key]

    def like(self, name: str) -> str:
        """The name that was probably meant, or nothing. Only names alike in length and first letter are compared, and only so often: forms have thousands."""
        self._looks -= 1
        if self._looks < 0:
            return ""
        near = [
            other
            for other in self._named
            if abs(len(other) - len(name)) < 3 and other[:1].casefold() == name[:1].casefold()
        ]
        return next(iter(get_close_matches(name, near, 1, 0.6)), "")

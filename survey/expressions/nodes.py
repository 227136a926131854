"""One place of one answer: a text, or a group of nodes. Hidden nodes have an empty text and keep what was answered for when they show again."""

from collections.abc import Iterable

from survey.expressions.outline import Place


class Node:
    __slots__ = (
        "above",
        "children",
        "inside",
        "kept",
        "locked",
        "name",
        "needed",
        "own",
        "parent",
        "place",
        "position",
        "repeats",
        "scope",
        "shown",
        "text",
        "valid",
    )

    def __init__(self, name: str, parent: "Node | None" = None, place: Place | None = None) -> None:
        self.name = name
        self.parent = parent
        self.place = place
        self.text = ""
        """What expressions see."""
        self.kept = ""
        """What was answered or calculated."""
        self.children: dict[str, list[Node]] | None = None
        self.scope: Node = parent.scope if parent else self
        """The innermost instance of a repeat around it, or the root."""
        self.above: Node | None = None
        """Of such a scope: the scope around it."""
        self.inside: dict[int, Node] = {}
        """Of such a scope: its nodes by the number of their place, without those in further repeats."""
        self.repeats: dict[int, list[Node]] = {}
        """Of such a scope: the instances of its repeats."""
        self.position = 1
        """Among its siblings of the same name."""
        self.own = True
        """What its own condition says."""
        self.shown: bool = parent.shown if parent else True
        """Whether it and everything around it shows."""
        self.valid = True
        self.needed = False
        self.locked = False

    def add(self, child: "Node") -> "Node":
        if self.children is None:
            self.children = {}
        alike = self.children.setdefault(child.name, [])
        alike.append(child)
        child.position = len(alike)
        return child

    def cell(self, name: str) -> str:
        """The text of a child; empty where there is none."""
        found = (self.children or {}).get(name)
        return found[0].text if found else ""

    def nodes(self) -> Iterable["Node"]:
        for alike in (self.children or {}).values():
            yield from alike

    def __repr__(self) -> str:
        return f"<Node {self.place.path if self.place else self.name}={self.text!r}>"


def whole_text(node: Node) -> str:
    """Its text and that of everything below it, as XPath has it."""
    if node.children is None:
        return node.text
    parts, waiting = [], [node]
    while waiting:
        here = waiting.pop()
        if here.children is None:
            parts.append(here.text)
        else:
            waiting.extend(reversed([child for child in here.nodes() if child.shown]))
    return "".join(parts)


Value = str | float | bool | list[Node]
"""What an expression comes to. Days and times are ISO texts."""

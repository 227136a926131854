"""Lists of choices and other tables, as nodes that expressions can search: `instance('towns')/root/item[…]/label`."""

from collections.abc import Mapping, Sequence

from survey.expressions.nodes import Node
from survey.model import Text, said


class Shelf(Node):
    """The `root` of a list. Finds its items by what stands in a column without looking at each."""

    __slots__ = ("_indexes", "items")

    def __init__(self, parent: Node) -> None:
        super().__init__("root", parent)
        self.items: list[Node] = []
        self._indexes: dict[str, dict[str, list[Node]]] = {}

    def with_cell(self, column: str, text: str) -> list[Node]:
        index = self._indexes.get(column)
        if index is None:
            index = {}
            for item in self.items:
                if item.children and column in item.children:
                    index.setdefault(item.children[column][0].text, []).append(item)
            self._indexes[column] = index
        return index.get(text, [])


class Items:
    """One list: rows of columns. A cell is a text, or words in several languages."""

    def __init__(self, rows: Sequence[Mapping[str, str | Text]]) -> None:
        self.rows = rows
        self._shelves: dict[str, Shelf] = {}

    @property
    def columns(self) -> frozenset[str]:
        return frozenset().union(*self.rows)

    def shelf(self, language: str) -> Shelf:
        """Built once for each language and shared by all answers: nothing in it changes."""
        if language not in self._shelves:
            self._shelves[language] = self._build(language)
        return self._shelves[language]

    def _build(self, language: str) -> Shelf:
        shelf = Shelf(Node("instance"))
        assert shelf.parent
        shelf.parent.add(shelf)
        for row in self.rows:
            item = shelf.add(Node("item", shelf))
            for column, cell in row.items():
                child = item.add(Node(column, item))
                child.text = cell if isinstance(cell, str) else said(cell, language).words
            shelf.items.append(item)
        return shelf

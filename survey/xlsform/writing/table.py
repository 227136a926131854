"""Rows of named cells, laid out under one header: a column for each language of a text, only columns that have something in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from survey.model import Text
from survey.xlsform.languages import written

Cells = dict[str, "str | Text"]
"""Column name to a cell, or to words in several languages."""


class Table:
    def __init__(
        self, order: Sequence[str], rows: Iterable[Mapping[str, str | Text]], languages: Sequence[str]
    ) -> None:
        self.rows = list(rows)
        used = dict.fromkeys(name for row in self.rows for name, cell in row.items() if cell)
        first = [name for name in order if name in used or name in order[:2]]
        self._columns = [*first, *(name for name in used if name not in order)]
        spoken = {name: self._spoken(name, languages) for name in self._columns}
        self._places = [(name, tag) for name in self._columns for tag in spoken[name]]

    def _spoken(self, name: str, languages: Sequence[str]) -> list[str]:
        """The languages of a column in their order; an empty one where its cells are no words."""
        texts = [cell for row in self.rows if isinstance(cell := row.get(name), dict)]
        tags = {tag for text in texts for tag in text}
        return [tag for tag in languages if tag in tags] or ([] if texts else [""])

    def headers(self) -> list[str]:
        return [f"{name}::{written(tag)}" if tag else name for name, tag in self._places]

    def grid(self) -> Iterator[list[str]]:
        yield self.headers()
        for row in self.rows:
            yield [_cell(row.get(name, ""), tag) for name, tag in self._places]


def _cell(cell: str | Text, tag: str) -> str:
    return cell.get(tag, "") if isinstance(cell, dict) else cell

"""Which cells of a table of group by group must be hidden when its margins are shown (DOMAIN 6.4). Other rules of protection live in `disclosure`."""

from collections.abc import Iterable, Sequence

import msgspec

from metrics.disclosure import THRESHOLD_STAFF

TOO_MANY = 0.4
"""From more hidden cells than this, as a share, categories should be merged instead."""

Table = Sequence[Sequence[int]]
Cell = tuple[int, int]
"""Row and column, from 0."""


class Suppressed(msgspec.Struct, frozen=True):
    """What to hide. `ranges` holds, for each primary cell, what the shown numbers still allow."""

    primary: frozenset[Cell]
    hidden: frozenset[Cell]
    ranges: dict[Cell, tuple[int, int]]
    unprotected: frozenset[Cell]
    """Cells that no further hiding protects: the table must not be shown before categories are merged."""
    too_many: bool


def suppress(table: Table, threshold: int = THRESHOLD_STAFF, sensitive: bool = False) -> Suppressed:
    """Hides cells 0 < c < threshold, then as few others as a greedy search finds until none of them can be computed or closely bounded.

    rows × columns of persons, margins published. `sensitive`: zeros are hidden as well, since an empty cell tells what nobody of a group is.
    Exact audit: a hidden cell whose unit vector lies in the row space of the equations of the margins is recoverable. Interval audit: the
    feasible range of a primary cell (linear programme, c ≥ 0) must be wider than the threshold. Method: Willenborg & de Waal 2001.
    Raises `ValueError` where rows differ in length or a count is negative.
    """
    if len({len(row) for row in table}) > 1 or any(c < 0 for row in table for c in row):
        raise ValueError("a table needs rows of one length and counts from 0")
    primary = frozenset(
        (i, j) for i, row in enumerate(table) for j, c in enumerate(row) if 0 < c < threshold or (sensitive and c == 0)
    )
    hidden, unprotected = _protect(table, primary, threshold)
    cells = sum(len(row) for row in table)
    return Suppressed(primary, hidden, _ranges(table, hidden, primary), unprotected, len(hidden) > TOO_MANY * cells)


def _protect(table: Table, primary: frozenset[Cell], threshold: int) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """All cells to hide, and those that remain open to computation when nothing is left to hide."""
    hidden = set(primary)
    while True:
        _complement(table, hidden)
        exposed = _recoverable(table, hidden) or _narrow(table, hidden, primary, threshold)
        more = next(
            (cell for cell in (_cheapest(table, hidden, _cross(table, at)) for at in sorted(exposed)) if cell), None
        )
        more = more or (_cheapest(table, hidden, _all(table)) if exposed else None)
        if more is None:
            return frozenset(hidden), frozenset(exposed)
        hidden.add(more)


def _complement(table: Table, hidden: set[Cell]) -> None:
    """Where a row or column hides exactly one cell, its smallest other one is hidden too; again until nothing changes."""
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for line in _lines(table):
            if sum(cell in hidden for cell in line) == 1 and (other := _cheapest(table, hidden, line)):
                hidden.add(other)


def _cheapest(table: Table, hidden: set[Cell], cells: Iterable[Cell]) -> Cell | None:
    """The smallest shown cell, a zero only where nothing else is left; of equal ones the first."""
    return min(
        (cell for cell in cells if cell not in hidden),
        key=lambda cell: (not table[cell[0]][cell[1]], table[cell[0]][cell[1]], cell),
        default=None,
    )


def _recoverable(table: Table, hidden: set[Cell]) -> set[Cell]:
    """Exact audit: the projection on the row space leaves the unit vector of a recoverable cell as it is."""
    if not hidden:
        return set()
    import numpy as np

    unknowns = sorted(hidden)
    equations = np.array([[cell in line for cell in unknowns] for line in map(set, _lines(table))], dtype=float)
    kept = np.diag(np.linalg.pinv(equations) @ equations)
    return {cell for cell, length in zip(unknowns, kept, strict=True) if length > 1 - 1e-9}


def _narrow(table: Table, hidden: set[Cell], primary: frozenset[Cell], threshold: int) -> set[Cell]:
    """Interval audit: the primary cells whose feasible range is not wider than the threshold."""
    return {cell for cell, (low, high) in _ranges(table, frozenset(hidden), primary).items() if high - low <= threshold}


def _ranges(table: Table, hidden: frozenset[Cell], primary: frozenset[Cell]) -> dict[Cell, tuple[int, int]]:
    """The least and the most that a primary cell can be; whole numbers, since the equations of a two-way table have whole corners."""
    import numpy as np
    from scipy.optimize import linprog

    unknowns, lines = sorted(hidden), [set(line) for line in _lines(table)]
    equations = np.array([[cell in line for cell in unknowns] for line in lines], dtype=float)
    totals = [sum(table[i][j] for i, j in line & hidden) for line in lines]

    def furthest(cell: Cell, sign: int) -> int:
        target = [sign * (unknown == cell) for unknown in unknowns]
        return sign * round(float(linprog(target, A_eq=equations, b_eq=totals).fun or 0))

    return {cell: (furthest(cell, 1), furthest(cell, -1)) for cell in sorted(primary)}


def _all(table: Table) -> list[Cell]:
    return [(i, j) for i, row in enumerate(table) for j in range(len(row))]


def _lines(table: Table) -> list[list[Cell]]:
    """All rows, then all columns."""
    cells = _all(table)
    rows = [[cell for cell in cells if cell[0] == i] for i in range(len(table))]
    return rows + [[cell for cell in cells if cell[1] == j] for j in range(len(table[0]) if table else 0)]


def _cross(table: Table, at: Cell) -> list[Cell]:
    """The row and the column of a cell."""
    return [cell for cell in _all(table) if cell[0] == at[0] or cell[1] == at[1]]

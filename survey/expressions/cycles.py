"""Puts what depends on one another in order, and finds what waits for itself (Tarjan's strongly connected components, without recursion)."""

from collections.abc import Sequence


def arranged(needs: Sequence[set[int]]) -> list[list[int]]:
    """Groups of things by number, each group after everything it needs. More than one thing in a group: they need one another."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    waiting: list[int] = []
    open_: set[int] = set()
    groups: list[list[int]] = []

    def enter(thing: int) -> tuple[int, list[int]]:
        index[thing] = low[thing] = len(index)
        waiting.append(thing)
        open_.add(thing)
        return thing, sorted(needs[thing], reverse=True)

    for first in range(len(needs)):
        if first in index:
            continue
        stack = [enter(first)]
        while stack:
            thing, left = stack[-1]
            if left:
                following = left.pop()
                if following not in index:
                    stack.append(enter(following))
                elif following in open_:
                    low[thing] = min(low[thing], index[following])
                continue
            stack.pop()
            if stack:
                above = stack[-1][0]
                low[above] = min(low[above], low[thing])
            if low[thing] == index[thing]:
                groups.append(_closed(thing, waiting, open_))
    return groups


def _closed(thing: int, waiting: list[int], open_: set[int]) -> list[int]:
    group: list[int] = []
    while not group or group[-1] != thing:
        group.append(waiting.pop())
        open_.discard(group[-1])
    return sorted(group)

"""Rules run in the order in which they need one another; after a change only what depends on it runs again, and nothing is left stale."""

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from survey.expressions import (
    Environment,
    Graph,
    Node,
    Outline,
    Role,
    Rule,
    Tree,
    bring_up_to_date,
    compile,
    follow,
    follow_added,
    follow_removed,
    group,
    question,
    repeat,
)
from survey.expressions.cycles import arranged

HOUSE = Outline(
    question("a"),
    question("b"),
    question("c"),
    group("g", question("d"), question("e")),
    repeat("r", question("x"), question("y"), question("z")),
    question("total"),
)
ROLES = {
    "r": Role.RELEVANT,
    "k": Role.CALCULATION,
    "c": Role.CONSTRAINT,
    "q": Role.REQUIRED,
    "l": Role.READ_ONLY,
    "w": Role.WATCHED,
}


def graph(*rules: tuple[str, str, str], outline: Outline = HOUSE) -> Graph:
    """Rules as (place, first letter of the role, expression)."""
    return Graph(outline, [Rule(ROLES[role], compile(source, outline, at)) for at, role, source in rules])


def fresh(of: Graph, given_answers: dict[str, Any] | None = None) -> Tree:
    tree = Tree(of.outline, given_answers or {}, Environment())
    bring_up_to_date(of, tree)
    return tree


def put(of: Graph, tree: Tree, value: Any, *way: str | int) -> set[str]:
    """Changes an answer; the paths of what looks different afterwards."""
    node = tree.at(*way)
    tree.put(node, value)
    return {touched.place.path for touched in follow(of, tree, node).touched.values() if touched.place}


# Order and cycles


def test_calculations_run_after_what_they_need_whatever_the_order_they_are_written_in() -> None:
    of = graph(("total", "k", "${c} + 1"), ("c", "k", "${b} + 1"), ("b", "k", "${a} + 1"))
    assert fresh(of, {"a": 1}).at("total").text == "4"


@pytest.mark.parametrize(
    ("rules", "cycles"),
    [
        ([("a", "k", "${b}"), ("b", "k", "${a}")], {("a", "b")}),
        ([("a", "k", "${b}"), ("b", "k", "${c}"), ("c", "k", "${a}"), ("total", "k", "1")], {("a", "b", "c")}),
        ([("a", "k", "${a} + 1")], {("a",)}),
        ([("a", "k", ". + 1")], {("a",)}),
        ([("a", "r", "${a} = ''")], {("a",)}),
        ([("a", "r", "${b} = 1"), ("b", "r", "${a} = 1")], {("a", "b")}),
        ([("a", "k", "${b}"), ("b", "r", "${a} = 1")], {("a", "b")}),
        ([("g", "r", "${d} = 1")], {("g",)}),
        ([("g", "r", "${b} = 1"), ("b", "k", "${e}")], {("b", "g")}),
        ([("a", "k", "${b}"), ("b", "k", "${a}"), ("c", "k", "${d}"), ("g/d", "k", "${c}")], {("a", "b"), ("c", "g/d")}),
        ([("r/x", "k", "sum(${y})"), ("r/y", "k", "${total}"), ("total", "k", "sum(${x})")], {("r/x", "r/y", "total")}),
    ],
)  # fmt: skip
def test_what_waits_for_itself_is_named(rules: list[tuple[str, str, str]], cycles: set[tuple[str, ...]]) -> None:
    of = graph(*rules)
    assert {tuple(sorted(cycle)) for cycle in of.cycles} == cycles
    assert [str(problem.code) for problem in of.problems()] == ["cycle"] * len(cycles)
    assert bring_up_to_date(of, Tree(HOUSE, {"r": [{}]})).failures == []


@pytest.mark.parametrize(
    "rules",
    [
        [("a", "c", ". > 1 and ${b} > ."), ("b", "c", "${a} < .")],
        [("a", "k", "once(random())")],
        [("r/x", "k", "position(..) = count(${r})"), ("total", "k", "count(${r})")],
        [("r/x", "k", "indexed-repeat(${y}, ${r}, position(..) - 1)")],
        [("a", "r", "${b} = 1"), ("b", "q", "${a} = 1")],
        [("g", "r", "${a} = 1"), ("g/d", "r", "${e} = 1"), ("g/e", "k", "${a}")],
        [("a", "k", "instance('x')/root/item[name = current()/../b]/label")],
    ],
)
def test_what_only_looks_like_a_cycle_is_none(rules: list[tuple[str, str, str]]) -> None:
    assert graph(*rules).cycles == ()


def test_the_rest_runs_where_some_wait_for_themselves() -> None:
    of = graph(("a", "k", "${b}"), ("b", "k", "${a}"), ("total", "k", "${c} * 2"))
    assert fresh(of, {"c": 4}).at("total").text == "8"


@settings(deadline=None)
@given(some.lists(some.sets(some.integers(0, 11)), min_size=12, max_size=12))
def test_each_group_comes_after_what_it_needs(needs: list[set[int]]) -> None:
    groups = arranged(needs)
    place = {thing: at for at, one in enumerate(groups) for thing in one}
    assert sorted(place) == list(range(12))
    for thing, needed in enumerate(needs):
        assert all(place[other] <= place[thing] for other in needed)


# What rules decide


def test_hidden_answers_count_as_empty_and_come_back() -> None:
    of = graph(("g", "r", "${a} = 1"), ("total", "k", "concat(${d}, ${e})"))
    tree = fresh(of, {"a": 1, "d": "D", "e": "E"})
    assert tree.at("total").text == "DE"
    assert put(of, tree, 2, "a") == {"g", "g/d", "g/e", "total"}
    assert (tree.at("d").text, tree.at("d").kept, tree.at("d").shown, tree.at("total").text) == ("", "D", False, "")
    assert tree.values() == {"a": "2"}
    put(of, tree, "later", "e")
    put(of, tree, 1, "a")
    assert tree.at("total").text == "Dlater"


def test_within_a_hidden_group_a_question_keeps_its_own_condition() -> None:
    of = graph(("g", "r", "${a} = 1"), ("g/d", "r", "${b} = 1"))
    tree = fresh(of, {"a": 2, "b": 1})
    assert [tree.at(key).shown for key in ("d", "e")] == [False, False]
    put(of, tree, 2, "b")
    put(of, tree, 1, "a")
    assert [tree.at(key).shown for key in ("d", "e")] == [False, True]


def test_a_hidden_calculation_is_empty_and_made_anew_when_it_shows() -> None:
    of = graph(("c", "r", "${a} = 1"), ("c", "k", "${b} * 2"), ("total", "k", "coalesce(${c}, 'none')"))
    tree = fresh(of, {"a": 2, "b": 3})
    assert (tree.at("c").text, tree.at("total").text) == ("", "none")
    put(of, tree, 5, "b")
    put(of, tree, 1, "a")
    assert (tree.at("c").text, tree.at("total").text) == ("10", "10")


def test_a_constraint_is_asked_only_of_an_answer() -> None:
    of = graph(("a", "c", ". > 3"), ("b", "q", "${a} > 5"), ("c", "l", "${a} > 5"))
    tree = fresh(of)
    states = []
    for answer in ("", "3", "6"):
        put(of, tree, answer, "a")
        states.append((tree.at("a").valid, tree.at("b").needed, tree.at("c").locked))
    assert states == [(True, False, False), (False, False, False), (True, True, True)]


def test_what_is_watched_is_said_when_it_may_have_changed() -> None:
    of = graph(("b", "w", "${a} = 1"), ("c", "w", "${total} = 1"))
    assert put(of, fresh(of), 1, "a") == {"b"}


def test_a_rule_that_fails_harms_nobody_and_is_reported() -> None:
    of = graph(
        ("a", "r", "date('x') = ''"), ("b", "c", "date('x') = ''"), ("c", "k", "date('x')"), ("total", "q", "date('x')")
    )
    tree = Tree(HOUSE, {"a": "1", "b": "1", "c": "old"})
    failures = bring_up_to_date(of, tree).failures
    assert (tree.at("a").shown, tree.at("b").valid, tree.at("c").text, tree.at("total").needed) == (
        True,
        True,
        "",
        False,
    )
    assert [str(failure.code) for _, _, failure in failures] == ["not_a_date"] * 4


# Repeats


def test_only_the_repetition_that_changed_is_worked_on() -> None:
    of = graph(("r/y", "k", "${x} * 2"), ("r/z", "r", "${y} > 4"), ("total", "k", "sum(${y})"))
    tree = fresh(of, {"r": [{"x": 1}, {"x": 2}, {"x": 3}]})
    assert (tree.at("total").text, [node.shown for node in tree.nodes(HOUSE.at("r/z"))]) == ("12", [False, False, True])
    node = tree.at("r", 2, "x")
    tree.put(node, 5)
    outcome = follow(of, tree, node)
    assert outcome.evaluated == 3
    assert set(map(id, outcome.touched.values())) == {id(tree.at("r", 2, key)) for key in ("y", "z")} | {
        id(tree.at("total"))
    }
    assert tree.at("total").text == "18"


def test_repetitions_that_come_and_go_are_counted() -> None:
    of = graph(
        ("r/y", "k", "position(..)"),
        ("r/z", "k", "position(..) = count(${r})"),
        ("total", "k", "concat(count(${r}), join('', ${x}))"),
    )
    tree = fresh(of, {"r": [{"x": "a"}, {"x": "b"}]})
    added = tree.add(HOUSE.at("r"), given={"x": "c"})
    follow_added(of, tree, added)
    assert tree.at("total").text == "3abc"
    assert [node.text for node in tree.nodes(HOUSE.at("r/z"))] == ["false", "false", "true"]
    removed = tree.at("r", 1)
    tree.remove(removed)
    follow_removed(of, tree, removed)
    assert tree.at("total").text == "2bc"
    assert [node.text for node in tree.nodes(HOUSE.at("r/y"))] == ["1", "2"]


def test_a_hidden_repetition_leaves_the_count() -> None:
    of = graph(("r/x", "r", "position(..) <= ${a}"), ("total", "k", "count(${x})"))
    tree = fresh(of, {"a": 3, "r": [{}, {}, {}]})
    assert tree.at("total").text == "3"
    put(of, tree, 1, "a")
    assert tree.at("total").text == "1"


# Incremental equals full

NAMES = ["a", "b", "c", "d", "e", "x", "y", "total"]
AT = {
    "a": "a",
    "b": "b",
    "c": "c",
    "d": "g/d",
    "e": "g/e",
    "x": "r/x",
    "y": "r/y",
    "total": "total",
    "g": "g",
    "z": "r/z",
    "r": "r",
}


def _expression(chance: random.Random) -> str:
    one, other = (f"${{{chance.choice(NAMES)}}}" for _ in range(2))
    return chance.choice(
        [
            f"{one} = {other}",
            f"{one} > {chance.randint(0, 3)} or {other} = ''",
            f"concat({one}, '-', count(${{r}}))",
            f"sum(${{x}}) + count({other} | ${{r}})",
            f"coalesce({one}, {other})",
            f"join('', ${{y}}) != {one}",
            f"indexed-repeat(${{x}}, ${{r}}, {one} + 1)",
            f"count(${{r}}[x = {one}])",
            f"if({one} > 1, {other}, /data/r[2]/y)",
            "position(..) + count(../*)",
            "sum(/data/*/x) + count(/data/*[. = '1'])",
        ]
    )


def _random_graph(chance: random.Random) -> Graph:
    """Rules that may need one another in circles; those never run, in no pass."""
    rules = {}
    for _ in range(chance.randint(3, 14)):
        role = chance.choice("rrrkkkcqw")
        at = (
            chance.choice(sorted(AT))
            if role == "r"
            else chance.choice(["a", "b", "c", "d", "e", "x", "y", "z", "total"])
        )
        rules[at, role] = (AT[at], role, _expression(chance))
    return graph(*rules.values())


def _state(tree: Tree) -> list[tuple[object, ...]]:
    nodes: list[Node] = [node for place in HOUSE.places for node in tree.nodes(place)]
    return [
        (node.place.path if node.place else "", node.position, node.text, node.shown, node.valid, node.needed)
        for node in nodes
    ]


@given(some.integers(0, 2**32))
@settings(max_examples=250, deadline=None)
def test_after_any_changes_nothing_is_stale(seed: int) -> None:
    chance = random.Random(seed)
    of = _random_graph(chance)
    tree = fresh(of, {"a": 1, "b": 2, "d": 1, "r": [{"x": 1, "y": 2}, {"x": 2}]})
    calculated = {rule.place.path for rule in of.rules if rule.role is Role.CALCULATION}
    for _ in range(6):
        _change(of, tree, chance, calculated)
        followed = _state(tree)
        bring_up_to_date(of, tree)
        assert _state(tree) == followed


def _change(of: Graph, tree: Tree, chance: random.Random, calculated: set[str]) -> None:
    instances = tree.nodes(HOUSE.at("r"))
    kind = chance.random()
    if kind < 0.15:
        follow_added(of, tree, tree.add(HOUSE.at("r"), given={"x": chance.randint(0, 3)}))
    elif kind < 0.3 and instances:
        instance = chance.choice(instances)
        tree.remove(instance)
        follow_removed(of, tree, instance)
    else:
        free = [place for place in HOUSE.places if not place.children and place.path not in calculated]
        nodes = tree.nodes(chance.choice(free))
        if nodes:
            node = chance.choice(nodes)
            tree.put(node, chance.choice(["", "0", "1", "2", "3"]))
            follow(of, tree, node)


def test_a_change_touches_only_what_depends_on_it() -> None:
    names = [f"q{number}" for number in range(500)]
    outline = Outline(*(question(name) for name in names))
    rules = [("q0", "c", ". > 0")]
    rules += [(name, "k", f"${{{before}}} + 1") for before, name in pairwise(names[:11])]
    rules += [(name, "r", "${q400} = ''") for name in names[100:300]]
    of = graph(*rules, outline=outline)
    tree = fresh(of, {"q0": 1})
    node = tree.at("q7")
    tree.put(tree.at("q0"), 2)
    assert follow(of, tree, tree.at("q0")).evaluated == 11
    assert node.text == "9"
    tree.put(tree.at("q350"), 2)
    assert follow(of, tree, tree.at("q350")).evaluated == 0

"""The benchmarks work: a real app, a few light clients, a table. Times are never asserted here."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench import forms, server, table
from bench.__main__ import measured
from bench.model import Bench, Line, Size
from bench.rows import answers
from bench.rows.live import _delays
from bench.server import Server
from common.discover import constants

TINY = Size(crowds=(2,), seconds=0.5)


def test_every_family_of_rows_is_found() -> None:
    assert {bench.name for bench in constants("bench.rows", "BENCH", Bench)} == {
        "answers",
        "export",
        "expressions",
        "live",
        "long_form",
        "phone",
        "signups",
        "staff",
        "xlsform",
    }


def test_whoever_is_thanked_is_stored_and_the_table_says_so() -> None:
    lines = list(measured([answers.BENCH], TINY))
    assert [line.what.partition(",")[0] for line in lines] == [*ROWS, *ROWS]
    lost = [line for line in lines if line.what.startswith("thanked")]
    assert [line.value for line in lost] == [0, 0]
    assert all(not line.note.startswith("0 ") for line in lost), "somebody was thanked"
    assert [line.note for line in lines if line.what.startswith("failed")] == ["", ""]
    head, _, *rows = table.markdown(lines).splitlines()
    assert head == "| what | measured | floor | goal | verdict |"
    assert {row.count("|") for row in rows} == {6}


ROWS = ["complete answers", "one page", "server CPU an answer", "thanked but not stored", "failed attempts"]


def test_an_app_is_ended_when_its_benchmark_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = []

    @contextmanager
    def running(template: object) -> Iterator[Server]:
        try:
            yield Server(0, 0, template)  # type: ignore[arg-type]
        finally:
            ended.append(True)

    def breaks(start: object, size: Size) -> Iterator[Line]:
        with start():  # type: ignore[operator]
            raise RuntimeError("for this test")
        yield Line("never", 0)

    monkeypatch.setattr(server, "prepared", lambda pack: contextmanager(lambda: iter(["template"]))())
    monkeypatch.setattr(server, "running", running)
    assert [line.verdict for line in measured([Bench("broken", breaks)], TINY)] == ["missed"]
    assert ended == [True]


@pytest.mark.parametrize(
    ("value", "verdict"), [(500, "goal"), (300, "floor"), (100, "missed"), (float("nan"), "missed")]
)
def test_a_figure_is_judged_by_its_budget(value: float, verdict: str) -> None:
    assert Line("answers", value, "/s", floor=200, goal=400, more_is_better=True).verdict == verdict


def test_a_delay_runs_until_at_least_that_many_are_shown() -> None:
    shown = [(0.0, 7), (10.0, 8), (12.0, 10)]
    assert _delays([9.0, 11.5, 11.0, 13.0], 7, shown) == [1.0, 0.5, 1.0]
    assert _delays([10.5], 7, shown) == [0.0], "shown before the thanks arrived"


def test_a_form_is_filled_in_from_what_is_on_the_page() -> None:
    from random import Random

    page = (
        '<form method="post" id="f" action="/s/x?lang=de&amp;d=eving"><input type="radio" name="q" value="1"><input type="radio" name="q" value="2">'
        '<input type="number" name="n" min="3" max="3"><input class="honeypot" name="_website" value=""><input type="hidden" name="_instance" value="a&amp;b">'
        '<button name="_action" value="submit">los</button><button name="_action" value="back">zurück</button></form>'
    )
    form = forms.read(page, {})
    assert form.action == "/s/x?lang=de&d=eving"
    assert forms.filled(form, Random(1)).decode() in {
        f"_instance=a%26b&q={q}&n=3&_website=&_action=submit" for q in "12"
    }

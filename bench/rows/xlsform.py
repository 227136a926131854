"""An XLSForm of a thousand rows: read with all checks, and written. In CPU time: nothing here waits, and no app is needed."""

import time
from collections.abc import Callable, Iterator

from bench.model import Bench, Line, Size, Start, quantile
from survey.model import Choice, Question, Questionnaire, Section
from survey.xlsform import read, write

ROWS, PAGE = 1000, 20
GOAL = 1.0
ROUNDS = 5
LANGUAGES = ("de", "tr", "ar")


def run(start: Start, size: Size) -> Iterator[Line]:
    asked = questionnaire()
    content = write(asked)
    read("first.xlsx", content)  # imports, and what is remembered for good
    what = f"XLSForm of {ROWS:,} rows in {len(LANGUAGES)} languages"
    yield Line(f"{what}, read with full checks", _median(lambda: read("form.xlsx", content)), "s", GOAL, GOAL)
    yield Line(f"{what}, written", _median(lambda: write(asked)), "s", goal=GOAL)
    yield Line(f"{what}, differs once read", float(read("form.xlsx", content).questionnaire != asked), "", 0, 0)


def questionnaire() -> Questionnaire:
    """Every row has words in three languages, most of them a condition or a constraint."""
    numbers = range(ROWS // PAGE)
    return Questionnaire(_text("Tausend Zeilen"), tuple(_section(number) for number in numbers), languages=LANGUAGES)


def _section(number: int) -> Section:
    """With its two rows for the group as long as a page."""
    questions = tuple(_question(number * PAGE + place) for place in range(PAGE - 2))
    return Section(f"part_{number}", _text(f"Teil {number}"), questions)


def _question(number: int) -> Question:
    before = f"${{q{max(0, number - 5)}}}" if number % PAGE > 5 else ""
    words = _text(f"Frage {number}: Wie ist es in Ihrer Straße, wenn es regnet?")
    if number % 3:
        return Question(f"q{number}", "number", words, relevant=f"{before} > 3 and {before} < 90" if before else "")
    return Question(
        f"q{number}",
        "single",
        words,
        hint=_text("Eine Antwort reicht."),
        relevant=f"{before} != '' or string-length({before}) > 2" if before else "",
        list_name=f"list_{number % 10}",
        choices=tuple(Choice(f"c{place}", _text(f"Antwort {place} von {number % 10}")) for place in range(5)),
    )


def _text(words: str) -> dict[str, str]:
    return {tag: f"{words} ({tag})" for tag in LANGUAGES}


def _median(work: Callable[[], object]) -> float:
    return quantile([_timed(work) for _ in range(ROUNDS)], 0.5)


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


BENCH = Bench("xlsform", run)

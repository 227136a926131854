"""Forms as tests write them: Markdown tables in the test, read as they are or as a workbook."""

from io import BytesIO
from textwrap import dedent
from typing import Any

from openpyxl import Workbook

from survey.model import Question, Questionnaire
from survey.xlsform import Problem, Taken, read


def form(table: str, **beside: str) -> Taken:
    """Tables beside the form by their names without ending."""
    return read(
        "form.md", dedent(table).strip().encode(), {f"{name}.csv": text.encode() for name, text in beside.items()}
    )


def asked(table: str, **beside: str) -> Questionnaire:
    taken = form(table, **beside)
    assert taken.reasons == ()
    assert taken.questionnaire
    return taken.questionnaire


def questions(table: str, **beside: str) -> dict[str, Question]:
    """Everything, groups too, by name."""
    found: dict[str, Question] = {}
    waiting = [one for section in asked(table, **beside).sections for one in section.questions]
    while waiting:
        one = waiting.pop(0)
        found[one.name] = one
        waiting = [*one.questions, *waiting]
    return found


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, str]]:
    """What and where, short enough to compare."""
    return [(str(problem.code), problem.row, problem.column) for problem in problems]


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()

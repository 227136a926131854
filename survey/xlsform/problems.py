"""What can be wrong with a form, or was skipped of it: a code, where, and its context. The sentences are made at the edge (i18n/forms.py)."""

from enum import StrEnum

import msgspec

Detail = str | int | float


class Code(StrEnum):
    # The file
    EMPTY_FILE = "empty_file"
    FILE_TOO_LARGE = "file_too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    UNKNOWN_ENDING = "unknown_ending"
    WRONG_ENDING = "wrong_ending"
    LOCKED = "locked"
    DANGEROUS_XML = "dangerous_xml"
    UNREADABLE = "unreadable"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    CELL_TOO_LONG = "cell_too_long"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    # Sheets and columns
    NO_SURVEY_SHEET = "no_survey_sheet"
    SHEET_MISSPELT = "sheet_misspelt"
    SHEET_IGNORED = "sheet_ignored"
    SHEET_SKIPPED = "sheet_skipped"
    COLUMN_MISSING = "column_missing"
    COLUMN_REPEATED = "column_repeated"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_SKIPPED = "column_skipped"
    COLUMN_UNNAMED = "column_unnamed"
    LANGUAGE_UNKNOWN = "language_unknown"
    LANGUAGE_ASSUMED = "language_assumed"
    # Rows
    NOTHING_ASKED = "nothing_asked"
    TYPE_MISSING = "type_missing"
    TYPE_UNKNOWN = "type_unknown"
    TYPE_SKIPPED = "type_skipped"
    ROW_DISABLED = "row_disabled"
    NAME_MISSING = "name_missing"
    NAME_BAD = "name_bad"
    NAME_REPEATED = "name_repeated"
    NAME_CHANGED = "name_changed"
    LABEL_MISSING = "label_missing"
    NOT_CLOSED = "not_closed"
    NOT_OPENED = "not_opened"
    CLOSED_WRONGLY = "closed_wrongly"
    TOO_DEEP = "too_deep"
    PARAMETER_BAD = "parameter_bad"
    PARAMETER_UNKNOWN = "parameter_unknown"
    PARAMETER_SKIPPED = "parameter_skipped"
    APPEARANCE_SKIPPED = "appearance_skipped"
    CALCULATION_MISSING = "calculation_missing"
    READ_ONLY_SKIPPED = "read_only_skipped"
    OTHER_SKIPPED = "other_skipped"
    # Choices
    LIST_MISSING = "list_missing"
    LIST_NOT_NAMED = "list_not_named"
    FILE_MISSING = "file_missing"
    CHOICE_SKIPPED = "choice_skipped"
    CHOICE_WITHOUT_NAME = "choice_without_name"
    CHOICE_REPEATED = "choice_repeated"
    CHOICE_WITH_SPACE = "choice_with_space"
    # Logic
    EXPRESSION = "expression"
    EXPRESSION_SKIPPED = "expression_skipped"
    REFERENCE_UNKNOWN = "reference_unknown"
    REFERENCE_AMBIGUOUS = "reference_ambiguous"


class Problem(msgspec.Struct, frozen=True):
    """Rows count from 1 as spreadsheets show them; 0 means the sheet, or the file, as a whole. Columns have the names they have in the form."""

    code: Code
    sheet: str = ""
    row: int = 0
    column: str = ""
    context: dict[str, Detail] = {}
    refuses: bool = True
    """Whether the form cannot be taken because of it. Otherwise it says what was skipped or assumed."""


class Findings:
    """Collects everything that is found, so that people see all of it at once."""

    def __init__(self) -> None:
        self.all: list[Problem] = []

    def refuse(self, code: Code, sheet: str = "", row: int = 0, column: str = "", **context: Detail) -> None:
        self.all.append(Problem(code, sheet, row, column, context))

    def note(self, code: Code, sheet: str = "", row: int = 0, column: str = "", **context: Detail) -> None:
        self.all.append(Problem(code, sheet, row, column, context, refuses=False))

    @property
    def refused(self) -> bool:
        return any(problem.refuses for problem in self.all)

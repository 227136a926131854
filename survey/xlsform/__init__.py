"""Questionnaires as XLSForm, the spreadsheet format of ODK and KoboToolbox: taken in, and given out. No database and no web.

    taken = read("form.xlsx", content)       never raises
    taken.questionnaire                      or None, then `taken.reasons` says why, all of it at once
    taken.notes                              what was skipped, changed or assumed: sheet, row, column and reason
    write(questionnaire)                     the bytes of an .xlsx that reads as an equal questionnaire

What becomes what: docs/decisions, "XLSForm". Sentences for problems are made in i18n/forms.py.
"""

from survey.xlsform.problems import Code, Problem
from survey.xlsform.reading import Taken, read
from survey.xlsform.writing import write

__all__ = ["Code", "Problem", "Taken", "read", "write"]

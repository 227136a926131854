"""Questionnaires as files: XLSForms that come in become drafts, questionnaires go out as XLSForms."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from db.queries import surveys as survey_query
from services import designing, house, may, surveys
from services.designing import Draft
from services.may import Actor, Forbidden
from survey import xlsform
from survey.model import Questionnaire, said
from survey.xlsform import Problem, Taken
from survey.xlsform import limits as form_limits

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_FILES: Mapping[str, bytes] = {}
_ADDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Imported:
    """Without a draft the form was refused: then `reasons` says why, all of it. `notes` says what was skipped, changed or assumed."""

    draft: Draft | None
    reasons: tuple[Problem, ...]
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class File:
    name: str
    media_type: str
    content: bytes


def read_form(actor: Actor, name: str, content: bytes, beside: Mapping[str, bytes] = NO_FILES) -> Taken:
    """The questionnaire of a form, for whoever wants to put it into a draft that is there. Raises `Forbidden`."""
    _ask(actor)
    return xlsform.read(name, content, beside)


def import_form(
    actor: Actor,
    name: str,
    content: bytes,
    beside: Mapping[str, bytes] = NO_FILES,
    *,
    slug: str = "",
    partition: str = "district",
    network_id: int | None = None,
) -> Imported:
    """Makes a new survey of a form, as a draft. Without a slug one is made of the title. Raises `Forbidden`, `NotPossible` (`slug`, `slug_taken`)."""
    return _begin(actor, read_form(actor, name, content, beside), slug, partition, network_id)


def take_form(path: Path, *, slug: str = "", partition: str = "district") -> Imported:
    """For the operator's console; tables that the form asks for are looked for beside it. Raises `OSError`, `NotPossible`."""
    content = _content(path)
    taken = xlsform.read(path.name, content)
    beside = {name: _content(path.parent / name) for name in taken.files if (path.parent / name).is_file()}
    return _begin(None, xlsform.read(path.name, content, beside) if beside else taken, slug, partition, None)


def export_form(actor: Actor, slug: str) -> File:
    """The newest version as XLSForm, or the draft where nothing was published yet. Raises `Forbidden`, `UnknownSurvey`."""
    _ask(actor)
    survey = surveys.by_slug(slug)
    asked = survey.questionnaire if survey.version_number else designing.look(actor, slug).questionnaire
    return written(slug, asked)


def written(slug: str, questionnaire: Questionnaire) -> File:
    return File(f"{slug}.xlsx", MEDIA_TYPE, xlsform.write(questionnaire))


def address(title: str) -> str:
    """A title as an address: "Größe & Glück" becomes `groesse-glueck`."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_ADDED)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[: designing.LONGEST_SLUG - 4].strip("-") or "umfrage"


def _begin(actor: Actor | None, taken: Taken, slug: str, partition: str, network_id: int | None) -> Imported:
    if taken.questionnaire is None:
        return Imported(None, taken.reasons, taken.notes)
    slug = slug or _free(address(title(taken.questionnaire)))
    draft = designing.start(actor, slug, taken.questionnaire, partition, network_id)
    return Imported(draft, (), taken.notes)


def _free(slug: str) -> str:
    """The address, with a number where a survey has it already."""
    number, free = 1, slug
    with house.reading() as session:
        while survey_query.by_slug(session, free):
            number += 1
            free = f"{slug}-{number}"
    return free


def title(questionnaire: Questionnaire) -> str:
    return said(questionnaire.title, questionnaire.languages[0]).words


def _content(path: Path) -> bytes:
    """As much of a file as is needed to see that it is too large."""
    with path.open("rb") as file:
        return file.read(form_limits.FILE + 1)


def _ask(actor: Actor) -> None:
    if not may.manage_surveys(actor):
        raise Forbidden

"""What every column means and every code stands for, over all versions; and the versions themselves."""

from collections import defaultdict
from collections.abc import Iterator

from common.marks import N_
from exports.columns import OWN, Field
from exports.table import Cell, Row, Sheets
from metrics.scales import Scale
from metrics.scores import SCORES
from survey.model import Choice

_HEADER = (
    N_("Spalte"),
    N_("Frage"),
    N_("Art"),
    N_("Messniveau"),
    N_("Code"),
    N_("Bedeutung"),
    N_("Fassungen"),
    N_("Skala"),
    N_("Facette"),
    N_("umgepolt"),
)  # fmt: skip
_VERSIONS = (N_("Fassung"), N_("veröffentlicht am"), N_("Titel"), N_("Fragen"), N_("Sprachen"))
_NO_CODE = Choice("", {})


def codebook(sheets: Sheets) -> Iterator[Row]:
    """A header, then one row for each code of each column; a new row where a version words it differently."""
    yield tuple(sheets.words.gettext(name) for name in _HEADER)
    yield from _own(sheets)
    for field in sheets.fields:
        yield from _of(field, sheets)


def versions(sheets: Sheets) -> Iterator[Row]:
    """A header, then one row for each version. Days are ISO."""
    yield tuple(sheets.words.gettext(name) for name in _VERSIONS)
    for version in sheets.versions:
        asked = version.questionnaire
        yield (
            version.number,
            version.published_on.isoformat(),
            sheets.words.say(asked.title).words,
            sum(1 for _ in asked.questions()),
            " ".join(asked.languages),
        )


def _own(sheets: Sheets) -> Iterator[Row]:
    codes = sheets.own_codes()
    for name in OWN:
        meanings: list[tuple[Cell, Cell]] = [(named.code, named.name) for named in codes.get(name, {}).values()]
        for code, label in meanings or [(None, None)]:
            yield name, sheets.own_label(name), None, None, code, label, None, None, None, None


def _of(field: Field, sheets: Sheets) -> Iterator[Row]:
    say = sheets.words.say
    found: defaultdict[Row, list[int]] = defaultdict(list)
    for number, source in field.sources.items():
        for choice in source.column.choices or (_NO_CODE,):
            found[
                say(source.column.label).words,
                source.question.kind,
                choice.name or None,
                say(choice.label).words or None,
            ].append(number)
    for (words, kind, code, label), numbers in found.items():
        yield (
            field.name,
            words,
            kind,
            field.level.value,
            _number(code),
            label,
            ", ".join(map(str, numbers)),
            *_scoring(field, sheets),
        )


def _number(code: Cell) -> Cell:
    """Codes that are numbers stand as numbers, as they do among the answers."""
    return int(code) if isinstance(code, str) and code.isdecimal() and str(int(code)) == code else code


def _scoring(field: Field, sheets: Sheets) -> tuple[Cell, Cell, Cell]:
    """The scale that scores the column in the newest version that has it, the facet or figure it belongs to, and whether it is reversed."""
    number = next(reversed(field.sources))
    scale = next(
        (SCORES.get(version.questionnaire.scale) for version in sheets.versions if version.number == number), None
    )
    facet = _facet(scale, field.newest.column.name, sheets) if scale else None
    if scale is None or facet is None:
        return None, None, None
    return (
        sheets.words.say(scale.title).words,
        facet,
        sheets.words.gettext(N_("ja")) if field.newest.column.name in scale.reversed_items else None,
    )


def _facet(scale: Scale, item: str, sheets: Sheets) -> str | None:
    """The code of its facet, share or recommendation, with its label."""
    parts = [(facet.code, facet.label, facet.items) for facet in scale.facets] + [
        (share.code, share.label, (share.item,)) for share in scale.shares
    ]
    if scale.recommendation:
        parts.append((scale.recommendation.code, scale.recommendation.label, (scale.recommendation.item,)))
    return (
        ", ".join(f"{code} ({sheets.words.say(label).words})" for code, label, items in parts if item in items) or None
    )

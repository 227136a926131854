"""The questionnaires of the demonstration: whole, consistent, and worded as agreed."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from demo import library
from metrics import scales
from metrics.scores import SCORES
from services.places import District
from survey import flow, model
from survey.kinds import KINDS, kind_of
from survey.model import Questionnaire

PULSE = {
    "AM1": ("Das Mitmachen im Netzwerk macht mir Freude.", "I enjoy taking part in the network."),
    "AM2": ("Ich mache mit, weil mir die Ziele wichtig sind.", "I take part because its goals matter to me."),
    "AM3": ("Ich mache nur mit, weil andere es von mir erwarten.", "I only take part because others expect it."),
    "KO1": ("Ich kann hier etwas Sinnvolles beitragen.", "I can contribute something useful here."),
    "KO2": ("Meine Aufgaben im Netzwerk traue ich mir zu.", "I feel up to my tasks in the network."),
    "EI1": ("Ich bin in der Runde willkommen.", "I am welcome in the group."),
    "EI2": ("Wir hören einander zu.", "We listen to each other."),
    "ID1": ("Ich fühle mich dem Netzwerk INFamilie zugehörig.", "I feel I belong to Netzwerk INFamilie."),
    "ID2": ("Ich erzähle anderen gern, dass ich hier mitmache.", "I like telling others that I take part."),
    "NU1": (
        "Zusammen erreichen wir für Familien mehr als allein.",
        "Together we achieve more for families than alone.",
    ),
    "NU2": (
        "Das Netzwerk hilft mir bei meiner Arbeit oder im Alltag.",
        "The network helps me in my work or daily life.",
    ),
    "KQ1": ("Auf Absprachen ist Verlass.", "Agreements are kept."),
    "KQ2": ("Wichtige Informationen bekomme ich rechtzeitig.", "I get important information in time."),
    "BL1": ("In einem Jahr möchte ich noch dabei sein.", "I want to still be part of this in a year."),
    "REC": ("Würden Sie anderen raten, hier mitzumachen?", "Would you advise others to join?"),
}
"""DOMAIN 1.3."""

TEXTS = {"title", "lead", "thanks", "label", "hint"}


@pytest.fixture(params=library.slugs())
def slug(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def questionnaire(slug: str) -> Questionnaire:
    return library.read(slug)


@pytest.fixture
def plain(slug: str) -> Any:
    return json.loads((library.HOME / f"{slug}.json").read_text(encoding="utf-8"))


@pytest.fixture
def pulse() -> Questionnaire:
    return library.read("netzwerk-puls")


def texts(plain: Any) -> Iterator[dict[str, str]]:
    """Every text of a questionnaire, wherever it stands."""
    if isinstance(plain, list):
        for one in plain:
            yield from texts(one)
    elif isinstance(plain, dict):
        for key, value in plain.items():
            if key in TEXTS:
                yield value
            elif key == "labels":
                yield from value.values()
            else:
                yield from texts(value)


def test_the_demonstration_has_its_surveys() -> None:
    wanted = {
        "netzwerk-puls",
        "leben-mit-kindern",
        "ankommen-in-der-kita",
        "spielplatz-check",
        "angebots-landkarte",
        "elterncafe-feedback",
        "kurz-gefragt",
    }
    assert set(library.slugs()) == wanted


def test_nothing_in_the_file_is_misspelt_and_so_passed_over(questionnaire: Questionnaire, plain: Any) -> None:
    assert json.loads(model.to_json(questionnaire)) == plain


def test_every_name_is_used_once_and_none_is_ours(questionnaire: Questionnaire) -> None:
    names = [
        name for question in questionnaire.questions() for name in (question.name, *(row.name for row in question.rows))
    ]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) for name in names)
    sections = [section.name for section in questionnaire.sections]
    assert len(set(sections)) == len(sections)


def test_every_kind_is_known(questionnaire: Questionnaire) -> None:
    assert {question.kind for question in questionnaire.questions()} <= KINDS.keys()


def test_choices_stand_where_they_are_needed_and_once(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions():
        names = [choice.name for choice in question.choices]
        assert len(set(names)) == len(names)
        assert (len(names) >= 2) == (question.kind in ("single", "multiple", "ranking")), question.name
        assert bool(question.rows) == (question.kind == "matrix"), question.name


def test_every_text_is_there_in_every_language(questionnaire: Questionnaire, plain: Any) -> None:
    for text in texts(plain):
        assert tuple(text) == questionnaire.languages, text
        assert all(words.strip() == words and words for words in text.values()), text


def test_arabic_is_written_in_arabic(plain: Any) -> None:
    for text in texts(plain):
        assert "ar" not in text or re.search("[\u0600-\u06ff]", text["ar"]), text
        assert not any(re.search("[\u0600-\u06ff]", words) for language, words in text.items() if language != "ar"), (
            text
        )


def test_nobody_has_to_answer_anything(questionnaire: Questionnaire) -> None:
    assert not any(question.required for question in questionnaire.questions())
    assert flow.check(questionnaire, {}).problems == ()
    assert 2 <= questionnaire.minutes <= 5


def test_the_pulse_asks_what_its_scale_scores(pulse: Questionnaire) -> None:
    scale = SCORES[pulse.scale]
    assert scale.recommendation
    asked = {item.name: question.kind for question in pulse.questions() for item in kind_of(question).items(question)}
    assert {item: asked.get(item) for item in PULSE} == {
        item: "ten" if item == "REC" else "matrix" if item[:2] in ("EI", "KQ") else "agreement" for item in PULSE
    }
    assert {*scales.items(scale), scale.recommendation.item} == PULSE.keys()
    assert asked.keys() - PULSE.keys() == {"sector", "role", "wish"}


def test_the_pulse_is_worded_as_agreed(pulse: Questionnaire) -> None:
    worded = {
        item.name: (item.label["de"], item.label["en"])
        for question in pulse.questions()
        for item in kind_of(question).items(question)
        if item.name in PULSE
    }
    assert worded == PULSE
    assert pulse.languages == ("de", "de-simple", "en", "tr", "ar")


def test_the_load_test_has_twelve_common_questions_in_three_sections() -> None:
    quick = library.read("kurz-gefragt")
    assert [len(section.questions) for section in quick.sections] == [4, 4, 4]
    assert {question.kind for question in quick.questions()} == {
        "agreement",
        "single",
        "multiple",
        "smileys",
        "ten",
        "short_text",
        "long_text",
        "number",
    }


def test_the_parents_cafe_asks_six_questions() -> None:
    assert len(list(library.read("elterncafe-feedback").questions())) == 6


def test_districts_are_filled_in_where_somebody_lives() -> None:
    districts = (District(1, "eving", "Eving", 0, 1), District(2, "hoerde", "Hörde", 3, 1))
    home = next(
        question for question in library.read("spielplatz-check", districts).questions() if question.name == "home"
    )
    assert [(choice.name, choice.label) for choice in home.choices] == [
        ("eving", {"de": "Eving"}),
        ("hoerde", {"de": "Hörde"}),
    ]


@pytest.mark.parametrize("slug", ["ankommen-in-der-kita", "spielplatz-check", "leben-mit-kindern"])
def test_residents_are_asked_the_same_about_themselves(slug: str) -> None:
    assert [question.name for question in library.read(slug).sections[-1].questions] == [
        "home",
        "children",
        "home_language",
        "age",
    ]
    assert library.read(slug).sections[-1] == library.read("spielplatz-check").sections[-1]

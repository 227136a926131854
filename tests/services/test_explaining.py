"""What a condition does, in a sentence."""

import pytest

from i18n.catalogue import words
from services.explaining import sentence
from survey.model import Choice, Question, Questionnaire, Section

YES_NO = (Choice("yes", {"de": "ja", "en": "yes"}), Choice("no", {"de": "nein", "en": "no"}))
KIDS = Question("kids", "single", {"de": "Haben Sie Kinder?", "en": "Do you have children?"}, choices=YES_NO)
AGE = Question("age", "number", {"de": "Wie alt sind Sie?"})
MISSING = Question("missing", "multiple", {"de": "Was fehlt?"}, choices=(Choice("shade", {"de": "Schatten"}),))
SAFE = Question("safe", "agreement", {"de": "Der Weg ist sicher."})
ASKED = Questionnaire({}, (Section("all", {}, (KIDS, AGE, MISSING, SAFE)),))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("${kids} = 'yes'", "„Haben Sie Kinder?“ mit „ja“ beantwortet ist"),
        ("'yes' = ${kids}", "„Haben Sie Kinder?“ mit „ja“ beantwortet ist"),
        ("${kids} != 'yes'", "„Haben Sie Kinder?“ nicht mit „ja“ beantwortet ist"),
        ("not(${kids} = 'yes')", "„Haben Sie Kinder?“ nicht mit „ja“ beantwortet ist"),
        ("${kids} = ''", "„Haben Sie Kinder?“ nicht beantwortet ist"),
        ("${kids} != ''", "„Haben Sie Kinder?“ beantwortet ist"),
        ("${age} >= 18", "„Wie alt sind Sie?“ mindestens 18 ist"),
        ("18 < ${age}", "„Wie alt sind Sie?“ größer als 18 ist"),
        ("not(${age} > 18)", "„Wie alt sind Sie?“ nicht größer als 18 ist"),
        ("selected(${missing}, 'shade')", "bei „Was fehlt?“ „Schatten“ gewählt ist"),
        ("not(selected(${missing}, 'shade'))", "bei „Was fehlt?“ „Schatten“ nicht gewählt ist"),
        ("${safe} = 5", "„Der Weg ist sicher.“ mit „stimmt völlig“ beantwortet ist"),
        ("${age} > 3 and ${age} < 9", "„Wie alt sind Sie?“ größer als 3 ist und „Wie alt sind Sie?“ kleiner als 9 ist"),
        (
            "${kids} = 'no' or (${age} > 3 and ${age} < 9)",
            "„Haben Sie Kinder?“ mit „nein“ beantwortet ist oder („Wie alt sind Sie?“ größer als 3 ist und „Wie alt sind Sie?“ kleiner als 9 ist)",
        ),
        (
            "not(${age} > 3 and ${kids} = 'no')",
            "„Wie alt sind Sie?“ nicht größer als 3 ist oder „Haben Sie Kinder?“ nicht mit „nein“ beantwortet ist",
        ),
        ("regex(${age}, '[0-9]+')", "gilt: regex(${age}, '[0-9]+')"),
    ],
)
def test_a_condition_is_said_as_a_neighbour_would(source, said):
    assert sentence(source, "relevant", ASKED, words("de"), AGE) == f"Wird nur gefragt, wenn {said}."


@pytest.mark.parametrize(
    ("source", "field", "said"),
    [
        (". >= 18", "constraint", "Eine Antwort gilt nur, wenn die Antwort mindestens 18 ist."),
        (
            "count-selected(.) <= 3",
            "constraint",
            "Eine Antwort gilt nur, wenn die Zahl der gewählten Antworten höchstens 3 ist.",
        ),
        ("${age} * 2 + 1.5", "calculation", "Wird ausgerechnet: („Wie alt sind Sie?“ × 2) + 1,5."),
        ("if(${kids} = 'yes', 1, 2)", "calculation", "Wird ausgerechnet: if(${kids} = 'yes', 1, 2)."),
        (
            "${kids} = 'yes'",
            "required_if",
            "Muss beantwortet werden, wenn „Haben Sie Kinder?“ mit „ja“ beantwortet ist.",
        ),
    ],
)
def test_each_field_has_a_sentence_of_its_own(source, field, said):
    assert sentence(source, field, ASKED, words("de"), AGE) == said


def test_it_is_said_in_the_language_of_whoever_writes():
    told = sentence("${kids} = 'yes'", "relevant", ASKED, words("en"), AGE)
    assert told == "Only asked if “Do you have children?” is answered with “yes”."


def test_a_section_is_called_one():
    assert sentence("${age} > 3", "relevant", ASKED, words("de")).startswith("Dieser Abschnitt kommt nur, wenn ")


@pytest.mark.parametrize("source", ["", "${age} >=", "(("])
def test_nothing_is_said_about_what_is_not_there_or_broken(source):
    assert sentence(source, "relevant", ASKED, words("de"), AGE) == ""

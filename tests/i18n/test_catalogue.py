"""The languages and what their words do."""

from datetime import date

import pytest

from i18n.catalogue import LANGUAGES, choose, direction_of, words
from survey.kinds import agreement


def test_a_language_brings_its_own_name_and_direction():
    assert [(one.tag, one.name, one.direction) for one in LANGUAGES][:5] == [
        ("de", "Deutsch", "ltr"),
        ("de-simple", "Einfache Sprache", "ltr"),
        ("en", "English", "ltr"),
        ("tr", "Türkçe", "ltr"),
        ("ar", "العربية", "rtl"),
    ]


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("tr-TR,tr;q=0.9,de;q=0.5", "tr"),
        ("de;q=0.5, ar;q=0.8", "ar"),
        ("DE-AT", "de"),
        ("de-simple", "de-simple"),
        ("ja, *;q=0.1", "de"),
        ("en;q=0, tr;q=0.2", "tr"),
        ("", "de"),
        (";;;q=x,,=", "de"),
        ("en" + ",x" * 5000, "en"),
    ],
)
def test_the_browser_proposes_a_language(header: str, tag: str):
    assert choose(header) == tag


def test_a_text_is_said_in_the_language_asked_for():
    said = words("tr").say({"de": "Guten Tag", "tr": "Merhaba"})
    assert (said.words, said.language, said.direction) == ("Merhaba", "tr", "ltr")


def test_our_own_scale_labels_are_translated_by_the_catalogue():
    said = words("ar").say(agreement.STEPS[0].label)
    assert said.language == "ar" and said.direction == "rtl" and said.words != agreement.STEPS[0].label["de"]


def test_a_text_without_a_translation_is_german_and_says_so():
    said = words("ar").say({"de": "Ein Satz, den niemand übersetzt hat.", "uk": "Речення"})
    assert (said.language, said.direction) == ("de", "ltr")


def test_plain_german_falls_back_to_german():
    assert words("de-simple").say({"de": "Ein Satz.", "en": "A sentence."}).words == "Ein Satz."


def test_a_text_without_german_is_said_in_what_there_is():
    said = words("tr").say({"de": "", "fa": "سلام"})
    assert (said.words, said.language, said.direction) == ("سلام", "fa", "rtl")


def test_an_empty_text_is_empty():
    assert words("en").say({}).words == ""


def test_an_unknown_language_speaks_german():
    assert words("xx").tag == "de" and words("tr-CY").tag == "tr"


def test_the_direction_of_languages_without_a_file_is_known():
    assert (direction_of("fa"), direction_of("uk"), direction_of("ar-SY")) == ("rtl", "ltr", "rtl")


def test_arabic_has_six_plural_forms():
    say = words("ar").ngettext
    assert len({say("{n} Umfrage", "{n} Umfragen", n) for n in (0, 1, 2, 3, 11, 100)}) == 6


def test_german_plurals_need_no_file_entries():
    say = words("de").ngettext
    assert [say("{n} Umfrage", "{n} Umfragen", n) for n in (1, 2)] == ["{n} Umfrage", "{n} Umfragen"]


def test_numbers_dates_and_shares_are_written_as_people_write_them():
    german, english = words("de"), words("en")
    assert german.number(1234.5, 1) == "1.234,5" and english.number(1234.5, 1) == "1,234.5" and german.number(3) == "3"
    assert german.percent(0.45) == "45\N{NO-BREAK SPACE}%" and english.percent(0.45) == "45%"
    assert (
        german.date(date(2026, 12, 5)) == "5. Dezember 2026" and words("tr").date(date(2026, 12, 5)) == "5 Aralık 2026"
    )

"""The PO files are complete. `python -m i18n.extract` adds what is missing here, ready to be translated."""

from pathlib import Path

import pytest

from i18n import extract
from i18n.catalogue import LANGUAGES, header, path_of


def test_nothing_is_left_untranslated():
    faults = list(extract.faults(extract.sentences()))
    assert not faults, "run `python -m i18n.extract` and translate:\n" + "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_a_file_says_what_its_language_is_called(language):
    po = path_of(language.tag).read_text("utf-8")
    assert header(po, "X-Name") and header(po, "X-Direction") in ("ltr", "rtl") and header(po, "X-Order").isdigit()


def _house(tmp_path: Path, template: str) -> Path:
    (tmp_path / "web" / "templates").mkdir(parents=True)
    (tmp_path / "pages").mkdir()
    (tmp_path / "babel.cfg").write_text((extract.ROOT / "babel.cfg").read_text("utf-8"), "utf-8")
    (tmp_path / "web" / "a.py").write_text(
        '_("Eins"); words.ngettext("{n} Tag", "{n} Tage", n); N_("Zwei"); other("Drei")\n', "utf-8"
    )
    (tmp_path / "web" / "templates" / "a.html").write_text(template, "utf-8")
    (tmp_path / "pages" / "b.py").write_text('_("Nur Team"); _("Eins")\n', "utf-8")
    return tmp_path


def test_sentences_are_found_in_code_and_templates(tmp_path: Path):
    found = {
        extract._id(one.key): one
        for one in extract.sentences(_house(tmp_path, '{{ _("Vier") }}{{ ngettext("a {n}", "b {n}", n) }}'))
    }
    assert list(found) == ["Eins", "{n} Tag", "Zwei", "Vier", "a {n}", "Nur Team"]
    assert found["Eins"].files == ["web/a.py", "pages/b.py"] and found["Eins"].public
    assert not found["Nur Team"].public and [one.tag for one in LANGUAGES if found["Nur Team"].concerns(one.tag)] == [
        "en"
    ]


def test_what_staff_see_on_the_light_face_needs_english_only(tmp_path: Path):
    house = _house(tmp_path, "")
    (house / "web" / "templates" / "staff").mkdir()
    (house / "web" / "templates" / "staff" / "c.html").write_text('{{ _("Nur Tür") }}{{ _("Eins") }}', "utf-8")
    found = {extract._id(one.key): one.public for one in extract.sentences(house)}
    assert (found["Nur Tür"], found["Eins"]) == (False, True)


@pytest.mark.parametrize(
    ("key", "strings", "fault"),
    [
        ("Teil {a}", "Part {a}", ""),
        ("Teil {a}", "Part {b}", "placeholders differ in 'Part {b}'"),
        ("Teil", "", "not translated"),
        ("Teil", "Part {", "placeholders differ in 'Part {'"),
        (("{n} Tag", "{n} Tage"), ("one day", "{n} days"), ""),
        (("{n} Tag", "{n} Tage"), ("one day", ""), "needs 2 plural forms"),
    ],
)
def test_a_bad_translation_is_found(key, strings, fault: str):
    from babel.messages.catalog import Message

    message = Message(key, strings)
    assert list(extract._faults_of(key, message, 2)) == ([fault] if fault else [])


def test_updating_twice_changes_nothing():
    before = {language.tag: path_of(language.tag).read_bytes() for language in LANGUAGES}
    if list(extract.faults(extract.sentences())):
        pytest.skip("the files are not in step with the code")
    extract.update(extract.sentences())
    after = {language.tag: path_of(language.tag).read_bytes() for language in LANGUAGES}
    assert after == before

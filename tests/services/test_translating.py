"""Translating a draft beside its source and in PO files; what is behind is marked."""

from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from sample import coordinator

from i18n import exchange
from i18n.exchange import Entry, NotReadable
from services import designing, translating, writing
from services.writing import Key, Sort
from survey.model import Choice, Question, Questionnaire, Section
from survey.texts import Where

SLUG = "am-teich"
NAME = Key(Sort.QUESTION, "name")
LABEL = Where(NAME, "label")
AGAIN = Key(Sort.QUESTION, "again")
YES = (Choice("yes", {"de": "ja"}),)
ASKED = Questionnaire(
    {"de": "Am Teich"},
    (
        Section(
            "all",
            {"de": "Alles"},
            (
                Question("name", "short_text", {"de": "Wie heißt der Teich?"}),
                Question("again", "single", {"de": 'Kommen Sie wieder zu ${name}, "unserem" Teich?'}, choices=YES),
                Question("dog", "single", {"de": "Haben Sie einen Hund?\nOder zwei?"}, choices=YES),
            ),
        ),
    ),
)


@pytest.fixture
def alice(house_on_sqlite):
    actor = coordinator()
    designing.start(actor, SLUG, ASKED, "district")
    return actor


def now(alice) -> designing.Draft:
    return designing.look(alice, SLUG)


def put(alice, where: Where, words: str, language: str = "tr") -> None:
    translating.translate(alice, SLUG, now(alice).step, where, language, words)


def test_a_language_joins_with_its_first_text_and_its_progress_is_counted(alice):
    put(alice, LABEL, "Göletin adı ne?")
    asked = now(alice).questionnaire
    assert asked.languages == ("de", "tr")
    assert translating.progress(asked, "tr") == translating.Progress(done=1, outdated=0, all=7)


def test_the_same_answer_elsewhere_is_translated_with_it(alice):
    put(alice, Where(AGAIN, "choices", "yes"), "evet")
    _, again, dog = now(alice).questionnaire.questions()
    assert again.choices[0].label["tr"] == dog.choices[0].label["tr"] == "evet"


def test_a_translation_is_outdated_when_its_source_changes_and_not_any_more_when_somebody_looks(alice):
    put(alice, LABEL, "Göletin adı ne?")
    writing.say(alice, SLUG, now(alice).step, NAME, "label", "de", "Wie nennen Sie den Teich?")
    row = next(row for row in translating.rows(now(alice).questionnaire, "tr") if row.where == LABEL)
    assert row.outdated
    translating.settle(alice, SLUG, now(alice).step, LABEL, "tr")
    assert translating.progress(now(alice).questionnaire, "tr").outdated == 0


def test_it_is_not_outdated_any_more_when_it_is_translated_anew(alice):
    put(alice, LABEL, "Göletin adı ne?")
    writing.say(alice, SLUG, now(alice).step, NAME, "label", "de", "Wie nennen Sie den Teich?")
    put(alice, LABEL, "Gölete ne diyorsunuz?")
    assert now(alice).questionnaire.outdated == ()


def test_a_mark_moves_with_a_question_that_gets_another_name(alice):
    put(alice, LABEL, "Göletin adı ne?")
    writing.say(alice, SLUG, now(alice).step, NAME, "label", "de", "Wie nennen Sie den Teich?")
    writing.rename(alice, SLUG, now(alice).step, NAME, "teich")
    assert translating.progress(now(alice).questionnaire, "tr").outdated == 1


def test_a_po_file_goes_out_and_comes_back_with_everything(alice):
    for row in translating.rows(ASKED, "tr"):
        put(alice, row.where, f"TR {row.source}")
    file = translating.po_file(alice, SLUG, "tr")
    read = read_po(BytesIO(file.content), abort_invalid=True)
    assert len([message for message in read if message.id]) == 7
    before = now(alice).questionnaire
    translating.remove_language(alice, SLUG, now(alice).step, "tr")
    emptied = designing.save(alice, SLUG, ASKED, now(alice).step)
    taken = translating.take_po(alice, SLUG, emptied.step, "tr", file.content)
    assert (taken.taken, taken.refused, taken.unknown) == (7, (), 0)
    assert now(alice).questionnaire == before


def test_a_translation_that_lost_its_placeholder_is_refused_and_named(alice):
    content = translating.po_file(alice, SLUG, "tr").content.decode()
    broken = content.replace('msgstr ""', 'msgstr "Yine gelir misiniz?"').replace(
        'msgid ""\nmsgstr "Yine gelir misiniz?"', 'msgid ""\nmsgstr ""'
    )
    taken = translating.take_po(alice, SLUG, now(alice).step, "tr", broken.encode())
    assert taken.refused == ('Kommen Sie wieder zu ${name}, "unserem" Teich?',)
    assert taken.taken == 6


def test_what_was_reworded_meanwhile_is_not_overwritten(alice):
    put(alice, LABEL, "Göletin adı ne?")
    content = translating.po_file(alice, SLUG, "tr").content
    writing.say(alice, SLUG, now(alice).step, NAME, "label", "de", "Wie nennen Sie den Teich?")
    assert translating.take_po(alice, SLUG, now(alice).step, "tr", content).unknown == 1


def test_placeholders_are_said_to_whoever_translates(alice):
    assert "keep as it is: ${name}" in translating.po_file(alice, SLUG, "tr").content.decode()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'msgid "a\nmsgstr', b"PK\x03\x04 no text"])
def test_what_is_no_po_file_is_refused(content):
    with pytest.raises(NotReadable):
        exchange.from_po(content)


def test_an_outdated_translation_goes_out_as_fuzzy_and_is_not_taken_back_unseen():
    content = exchange.to_po([Entry("title", "Am Teich", "Gölde", outdated=True)], "tr", 'Der "Teich"')
    assert exchange.from_po(content) == (Entry("title", "Am Teich", "Gölde", outdated=True),)

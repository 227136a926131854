"""Drafts: kept after every edit, undone, guarded against overwriting, published with their impact. On both databases."""

import csv
import io
from uuid import uuid4

import pytest
import sample
from msgspec.structs import replace
from neighbours import People

from db import models, writer
from services import accounts, answering, designing, exporting, house, may, results, surveys
from services.answering import Submission
from services.designing import NoDraft, NotReady, Outdated
from services.exporting import Order
from services.may import Forbidden
from services.surveys import NotPossible, Survey, UnknownSurvey
from survey import changes, checklist, editing
from survey.editing import Key, Sort
from survey.model import Choice, Question, Questionnaire, Section

SLUG = "neu"


@pytest.fixture
def people(people_on_both: People) -> People:
    return people_on_both


@pytest.fixture
def draft(people: People) -> designing.Draft:
    return designing.start(people.alice, SLUG, sample.questionnaire(), "district")


def thanking(words: str) -> Questionnaire:
    return sample.questionnaire(words)


# Beginning


def test_a_new_survey_exists_only_as_a_draft(people: People, draft: designing.Draft) -> None:
    assert (draft.is_new, draft.can_undo, draft.can_redo, draft.by) == (True, False, False, "Alice")
    survey = surveys.by_slug(SLUG)
    assert (survey.status, survey.version_number, survey.takes_answers) == ("draft", 0, False)
    assert survey.questionnaire == draft.questionnaire, "so that lists can name it"
    assert surveys.versions(survey) == () and surveys.open_to_residents() == ()
    assert [(one.survey.slug, one.drafted) for one in surveys.listed(people.alice)] == [(SLUG, True)]
    assert surveys.listed(people.bob) == ()


def test_a_survey_without_a_version_is_not_opened(people: People, draft: designing.Draft) -> None:
    with pytest.raises(NotPossible) as refused:
        surveys.open_survey(people.alice, SLUG, "Herbst")
    assert refused.value.code == "no_version"


@pytest.mark.parametrize(
    ("slug", "code"),
    [("Neu", "slug"), ("", "slug"), ("a b", "slug"), ("ä", "slug"), ("x" * 81, "slug"), (SLUG, "slug_taken")],
)
def test_an_address_must_be_one_and_be_free(people: People, draft: designing.Draft, slug: str, code: str) -> None:
    with pytest.raises(NotPossible) as refused:
        designing.start(people.alice, slug, sample.questionnaire(), "district")
    assert refused.value.code == code


def test_a_published_survey_gets_a_draft_of_its_newest_version_and_stays_as_it_is(people: People) -> None:
    sample.park(people.alice)
    with pytest.raises(NoDraft):
        designing.look(people.alice, sample.SLUG)
    draft = designing.open_draft(people.alice, sample.SLUG)
    assert (draft.based_on, draft.is_new, draft.questionnaire) == (1, False, sample.questionnaire())
    designing.save(people.alice, sample.SLUG, thanking("Anders"), draft.step)
    assert designing.open_draft(people.alice, sample.SLUG).questionnaire == thanking("Anders"), "the same draft"
    assert surveys.read_fresh(sample.SLUG).questionnaire == sample.questionnaire()


# Editing


def test_every_edit_is_kept_and_can_be_undone_and_redone(people: People, draft: designing.Draft) -> None:
    steps = [draft]
    for words in ("eins", "zwei", "drei"):
        steps.append(designing.save(people.alice, SLUG, thanking(words), steps[-1].step))
    assert designing.look(people.alice, SLUG) == steps[3]
    now = steps[3]
    for before in (steps[2], steps[1], steps[0]):
        now = designing.undo(people.alice, SLUG, now.step)
        assert now.questionnaire == before.questionnaire
    assert (now.can_undo, now.can_redo) == (False, True)
    assert designing.undo(people.alice, SLUG, now.step) == now, "there is nothing before it"
    for after in steps[1:]:
        now = designing.redo(people.alice, SLUG, now.step)
        assert (now.questionnaire, now.step) == (after.questionnaire, after.step)
    assert designing.redo(people.alice, SLUG, now.step) == now


def test_what_was_undone_is_gone_once_something_else_is_done(people: People, draft: designing.Draft) -> None:
    first = designing.save(people.alice, SLUG, thanking("eins"), draft.step)
    back = designing.undo(people.alice, SLUG, first.step)
    other = designing.save(people.alice, SLUG, thanking("zwei"), back.step)
    assert not other.can_redo
    assert other.step not in (draft.step, first.step), "a number never stands for two contents"
    assert designing.undo(people.alice, SLUG, other.step).questionnaire == draft.questionnaire


def test_an_edit_that_changes_nothing_is_no_step(people: People, draft: designing.Draft) -> None:
    assert designing.save(people.alice, SLUG, sample.questionnaire(), draft.step) == draft


def test_nobody_overwrites_what_somebody_else_did_meanwhile(people: People, draft: designing.Draft) -> None:
    theirs = designing.save(people.alice, SLUG, thanking("ihres"), draft.step)
    with pytest.raises(Outdated) as outdated:
        designing.save(people.alice, SLUG, thanking("meines"), draft.step)
    assert (outdated.value.mine, outdated.value.theirs) == (thanking("meines"), theirs)
    for do in (designing.undo, designing.redo):
        with pytest.raises(Outdated):
            do(people.alice, SLUG, draft.step)
    with pytest.raises(Outdated):
        designing.publish_draft(people.alice, SLUG, draft.step)
    assert designing.look(people.alice, SLUG) == theirs


def test_a_stale_edit_after_undo_and_redo_is_noticed_too(people: People, draft: designing.Draft) -> None:
    """With numbers counted anew after an undo, two people held different drafts under one number."""
    seen = designing.save(people.alice, SLUG, thanking("eins"), draft.step)
    back = designing.undo(people.alice, SLUG, seen.step)
    designing.save(people.alice, SLUG, thanking("zwei"), back.step)
    with pytest.raises(Outdated):
        designing.save(people.alice, SLUG, thanking("drei"), seen.step)


def test_two_hundred_edits_can_be_undone_and_no_more_are_kept(
    people: People, draft: designing.Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert designing.MOST_STEPS == 200
    monkeypatch.setattr(designing, "MOST_STEPS", 5)
    now = draft
    for number in range(9):
        now = designing.save(people.alice, SLUG, thanking(str(number)), now.step)
    undone = 0
    while now.can_undo:
        now = designing.undo(people.alice, SLUG, now.step)
        undone += 1
    assert (undone, now.questionnaire) == (5, thanking("3"))


def test_what_nothing_could_draw_is_not_kept(people: People, draft: designing.Draft) -> None:
    strange = Questionnaire({"de": "x"}, (Section("s", {"de": "s"}, (Question("q", "hologram", {"de": "?"}),)),))
    with pytest.raises(NotPossible):
        designing.save(people.alice, SLUG, strange, draft.step)
    assert designing.look(people.alice, SLUG) == draft


def test_discarding_a_draft_leaves_the_published_survey(people: People) -> None:
    sample.park(people.alice)
    designing.open_draft(people.alice, sample.SLUG)
    designing.discard(people.alice, sample.SLUG)
    with pytest.raises(NoDraft):
        designing.discard(people.alice, sample.SLUG)
    assert surveys.by_slug(sample.SLUG).is_open


def test_discarding_the_draft_of_a_survey_that_was_never_published_removes_it(
    people: People, draft: designing.Draft
) -> None:
    with house.writing() as session:
        session.add(models.RawRight(user_id=people.bob.user_id, survey_id=draft.survey.id))
    designing.discard(people.alice, SLUG)
    with pytest.raises(UnknownSurvey):
        surveys.by_slug(SLUG)
    designing.start(people.alice, SLUG, sample.questionnaire(), "district")


# Rights and traces


@pytest.mark.parametrize("who", ["bob", "chelsea", "dilek"])
@pytest.mark.parametrize(
    "do",
    [
        lambda actor: designing.start(actor, "anders", sample.questionnaire(), "district"),
        lambda actor: designing.open_draft(actor, SLUG),
        lambda actor: designing.look(actor, SLUG),
        lambda actor: designing.save(actor, SLUG, thanking("x"), 1),
        lambda actor: designing.undo(actor, SLUG, 1),
        lambda actor: designing.redo(actor, SLUG, 1),
        lambda actor: designing.discard(actor, SLUG),
        lambda actor: designing.preview_link(actor, SLUG),
        lambda actor: designing.impact(actor, SLUG),
        lambda actor: designing.checklist(actor, SLUG),
        lambda actor: designing.publish_draft(actor, SLUG),
        lambda actor: surveys.close_by(actor, SLUG, day=None, answers=1),
    ],
)
def test_only_coordinators_write_surveys(people: People, draft: designing.Draft, who: str, do: object) -> None:
    with pytest.raises(Forbidden):
        do(getattr(people, who))  # type: ignore[operator]
    assert designing.look(people.alice, SLUG) == draft


def test_whoever_wrote_and_published_left_a_trace(people: People, draft: designing.Draft) -> None:
    designing.publish_draft(people.alice, SLUG)
    designing.open_draft(people.alice, SLUG)
    designing.discard(people.alice, SLUG)
    deeds = [deed.action for deed in accounts.audit(people.alice) if deed.subject == SLUG]
    assert deeds == ["draft_discard", "draft_open", "publish", "draft_start"]


# Publishing


def test_a_draft_becomes_the_next_version_and_is_no_draft_any_more(people: People, draft: designing.Draft) -> None:
    assert designing.publish_draft(people.alice, SLUG, draft.step).version_number == 1
    with pytest.raises(NoDraft):
        designing.look(people.alice, SLUG)
    again = designing.open_draft(people.alice, SLUG)
    with pytest.raises(NotPossible) as refused:
        designing.publish_draft(people.alice, SLUG)
    assert refused.value.code == "unchanged"
    designing.save(people.alice, SLUG, thanking("Neuer Dank"), again.step)
    assert designing.publish_draft(people.alice, SLUG).version_number == 2


def test_nothing_broken_is_published(people: People, draft: designing.Draft) -> None:
    broken = editing.replaced(
        draft.questionnaire, Key(Sort.QUESTION, "clean"), lambda one: replace(one, relevant="${vists} = 'often'")
    )
    designing.save(people.alice, SLUG, broken, draft.step)
    with pytest.raises(NotReady) as refused:
        designing.publish_draft(people.alice, SLUG)
    assert [(one.code, one.name, one.field) for one in refused.value.findings] == [
        (checklist.Code.EXPRESSION, "clean", "relevant")
    ]
    assert surveys.read_fresh(SLUG).version_number == 0


def test_a_draft_knows_that_another_version_came_out_meanwhile(people: People) -> None:
    sample.park(people.alice)
    assert not designing.open_draft(people.alice, sample.SLUG).is_behind
    surveys.publish(people.alice, sample.SLUG, thanking("von der Konsole"), partition="district")
    assert designing.look(people.alice, sample.SLUG).is_behind


# Impact


def edited(now: Questionnaire) -> Questionnaire:
    """Another wording, a new question, a choice less, another kind."""
    now = editing.replaced(
        now, Key(Sort.QUESTION, "clean"), lambda one: replace(one, label={**one.label, "de": "Der Park ist gepflegt."})
    )
    now = editing.replaced(
        now,
        Key(Sort.QUESTION, "missing"),
        lambda one: replace(one, choices=tuple(c for c in one.choices if c.name != "water")),
    )
    now = editing.replaced(
        now,
        Key(Sort.QUESTION, "children"),
        lambda one: replace(
            one, kind="single", limits={}, choices=(Choice("few", {"de": "bis zwei"}), Choice("many", {"de": "mehr"}))
        ),
    )
    new = Question(
        "dog",
        "single",
        {"de": "Haben Sie einen Hund?"},
        choices=(Choice("yes", {"de": "ja"}), Choice("no", {"de": "nein"})),
    )
    return editing.put_in(now, new, Key(Sort.SECTION, "end"), (), Key(Sort.QUESTION, "dog"))


def give(survey: Survey, version: int, form: dict[str, list[str]]) -> writer.NewAnswer:
    return answering.prepare(survey, Submission(survey.slug, version, str(uuid4()), "de", form, district="eving"))


@pytest.fixture
def live(people: People) -> Survey:
    """With a thousand answers: every fourth misses water, every second comes with children."""
    survey = sample.park(people.alice)
    forms = [
        sample.ANSWER
        | {"missing": ["water"] if number % 4 == 0 else ["shade"]}
        | {"children": [] if number % 2 else [str(number % 16)]}
        | {"clean": ["4"] if number < 214 else []}
        for number in range(1000)
    ]
    with house.writing() as session:
        assert set(writer.store(session, [give(survey, 1, form) for form in forms])) == {writer.Outcome.STORED}
    return survey


def rows(actor: may.Actor, **order: object) -> list[dict[str, str]]:
    stream = exporting.fetch(actor, exporting.order(actor, sample.SLUG, Order(**order)))  # type: ignore[arg-type]
    content = b"".join(stream.chunks).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))


def test_a_live_survey_is_edited_published_and_exported_with_all_versions(
    people: People, live: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "LOOK_AGAIN", 0.0)
    before = {row["id"]: row for row in rows(people.alice, labels=True)}
    header = list(next(iter(before.values())))
    draft = designing.open_draft(people.alice, sample.SLUG)
    draft = designing.save(people.alice, sample.SLUG, edited(draft.questionnaire), draft.step)

    found = designing.impact(people.alice, sample.SLUG)
    assert found.stored == 1000
    told = {
        (one.change.code, one.change.key.name if one.change.key else "", one.change.part): one for one in found.touched
    }
    assert {place: (one.answers, one.risk) for place, one in told.items()} == {
        (changes.Code.WORDING, "clean", ""): (214, changes.Risk.SAFE),
        (changes.Code.CHOICE_REMOVED, "missing", "water"): (250, changes.Risk.BREAKING),
        (changes.Code.KIND, "children", ""): (500, changes.Risk.BREAKING),
        (changes.Code.NEW, "dog", ""): (0, changes.Risk.SAFE),
    }

    published = designing.publish_draft(people.alice, sample.SLUG, draft.step)
    assert published.is_open
    late = give(published, 1, sample.ANSWER | {"missing": ["water"], "name": ["unterwegs"]})
    new = give(
        published, 2, sample.ANSWER | {"children": ["many"], "missing": ["shade"], "dog": ["yes"], "name": ["neu"]}
    )
    with house.writing() as session:
        assert writer.store(session, [late, new]) == [writer.Outcome.STORED] * 2, "whoever had begun may finish"

    after = {row["id"]: row for row in rows(people.alice, labels=True)}
    columns = list(next(iter(after.values())))
    assert [name for name in columns if name in header] == header, "old columns keep their names and their order"
    assert [name for name in columns if name not in header] == ["children.v2", "dog"]
    for answer_id, row in before.items():
        assert {name: after[answer_id][name] for name in header} == row, "what was answered stays as it was"
        assert (after[answer_id]["children.v2"], after[answer_id]["dog"]) == ("", "")
    by_name = {row["name"]: row for row in after.values()}
    assert (by_name["neu"]["children"], by_name["neu"]["children.v2"], by_name["neu"]["dog"]) == ("", "mehr", "ja")
    assert (by_name["neu"]["version"], by_name["unterwegs"]["version"]) == ("2", "1")
    assert sum(row["missing.water"] == by_name["unterwegs"]["missing.water"] for row in after.values()) == 251
    assert results.view(people.alice, sample.SLUG).figures.n == 1002  # type: ignore[union-attr]


def test_a_breaking_change_that_nobody_answered_yet_breaks_nothing(people: People) -> None:
    sample.park(people.alice)
    draft = designing.open_draft(people.alice, sample.SLUG)
    designing.save(people.alice, sample.SLUG, edited(draft.questionnaire), draft.step)
    found = designing.impact(people.alice, sample.SLUG)
    assert found.stored == 0 and found.breaking == () and len(found.touched) == 4


def test_one_change_is_taken_back_and_the_others_stay(people: People, live: Survey) -> None:
    draft = designing.open_draft(people.alice, sample.SLUG)
    draft = designing.save(people.alice, sample.SLUG, edited(draft.questionnaire), draft.step)
    breaking = designing.impact(people.alice, sample.SLUG).breaking
    assert len(breaking) == 2
    for one in breaking:
        draft = designing.take_back(people.alice, sample.SLUG, one.change, draft.step)
    left = designing.impact(people.alice, sample.SLUG)
    assert {one.change.code for one in left.touched} == {changes.Code.WORDING, changes.Code.NEW}
    assert left.breaking == () and draft.can_undo


def test_the_first_version_touches_nothing(people: People, draft: designing.Draft) -> None:
    assert designing.impact(people.alice, SLUG) == designing.Impact(draft, 0, ())

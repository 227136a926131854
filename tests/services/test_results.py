"""Results as each member of staff may see them, and when they move."""

import threading
from collections.abc import Callable, Iterator
from uuid import uuid4

import msgspec
import pytest
from neighbours import People
from sample import ANSWER, SLUG, park, questionnaire
from sqlalchemy import select

from db import models
from db.queries import cuts
from services import accounts, answering, house, releasing, results, surveys
from services.answering import Submission
from services.figures import Figures
from services.may import Actor, Forbidden
from services.releasing import PUBLIC, STAFF
from services.results import Where
from survey.model import Choice, Question
from survey.tally import Tally

BRUNNEN, MAERCHEN, DORSTFELD = "brunnenstrassenviertel", "maerchensiedlung", "dorstfeld"


@pytest.fixture(autouse=True)
def always_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "LOOK_AGAIN", 0.0)


@pytest.fixture
def people(people_on_both: People) -> People:
    return people_on_both


@pytest.fixture
def survey(people: People) -> surveys.Survey:
    return park(people.alice, partition="network")


def send(how_many: int = 1, network: str = BRUNNEN, *, receipt: bool = False, visits: str = "often") -> list[str]:
    """So many people of a network answer; their receipt codes."""
    forms = [
        Submission(SLUG, 1, str(uuid4()), "de", ANSWER | {"visits": [visits]}, network=network, wants_receipt=receipt)
        for _ in range(how_many)
    ]
    return [answering.submit(form).receipt for form in forms]


def seen(actor: Actor, where: Where | None = None) -> int | None:
    figures = results.view(actor, SLUG, where or Where()).figures
    return figures.n if figures else None


def test_twelve_answers_as_the_lead_and_the_coordinator_see_them(survey: surveys.Survey, people: People) -> None:
    by_count = {}
    for count in range(1, 13):
        send()
        by_count[count] = (seen(people.bob), seen(people.alice))
    assert {count: everything for count, (_, everything) in by_count.items()} == {
        count: count for count in range(1, 13)
    }
    assert {count: released for count, (released, _) in by_count.items()} == {
        count: 5 if count >= 10 else None for count in range(1, 13)
    }
    send(2)
    assert seen(people.bob) == 5
    send(1)
    assert seen(people.bob) == 10, "the next batch is whole at fifteen"
    send(2)
    assert results.view(people.bob, SLUG).held_back
    surveys.close_survey(people.alice, SLUG)
    assert (seen(people.bob), seen(people.alice)) == (17, 17), "at the end nobody is left out"
    assert not results.view(people.bob, SLUG).held_back


@pytest.fixture
def delicate(people: People) -> surveys.Survey:
    """As the park, with "Wie oft sind Sie im Park?" marked sensitive."""
    plain = questionnaire()
    first = plain.sections[0]
    questions = (msgspec.structs.replace(first.questions[0], sensitive=True), *first.questions[1:])
    sections = (msgspec.structs.replace(first, questions=questions), *plain.sections[1:])
    surveys.publish(people.alice, SLUG, msgspec.structs.replace(plain, sections=sections), partition="network")
    return surveys.open_survey(people.alice, SLUG, "Welle 1")


def test_a_sensitive_question_is_shown_when_every_answer_was_given_by_enough(
    delicate: surveys.Survey, people: People
) -> None:
    def shown(where: Where | None = None) -> tuple[bool, bool]:
        found = results.view(people.bob, SLUG, where or Where())
        assert found.figures
        return "visits" in found.figures.tallies, "visits" in found.hidden

    send(10)
    assert shown() == (False, True), "nobody said never: that is told of everybody"
    assert "visits" in (results.view(people.alice, SLUG).figures or Figures()).tallies, "raw-data right"
    send(9, visits="never")
    assert shown() == (False, True), "four of the nine are released"
    send(6, visits="never")
    assert shown() == (True, False)
    network = people.networks[BRUNNEN]
    assert shown(Where(network_id=network)) == (False, True), "a part beside the whole would tell the rest"


def test_words_beside_a_sensitive_choice_must_have_been_written_by_enough() -> None:
    way = Question("way", "single", {"de": "?"}, choices=(Choice("poster", {"de": "Aushang"}),), other=True)
    tallies = {"way": Tally(20, {"poster": 10, "other": 10})}
    shown = {n: results._enough_each(way, tallies | {"way_other": Tally(n)}, 5) for n in (0, 4, 5)}
    assert shown == {0: False, 4: False, 5: True}


def test_of_a_sensitive_ranking_every_choice_must_have_been_on_every_place() -> None:
    order = Question(
        "order", "ranking", {"de": "?"}, choices=(Choice("a", {"de": "A"}), Choice("b", {"de": "B"})), limits={"max": 1}
    )
    assert results._enough_each(order, {"order": Tally(10, {"a.1": 5, "b.1": 5})}, 5)
    assert not results._enough_each(order, {"order": Tally(10, {"a.1": 10})}, 5)


def test_whoever_only_looks_from_time_to_time_sees_the_same(survey: surveys.Survey, people: People) -> None:
    """Cuts are made when somebody looks, of full batches only: looking late shows no other groups of people."""
    send(12)
    assert seen(people.bob) == 5


def test_a_released_figure_moves_only_with_the_next_batch(survey: surveys.Survey, people: People) -> None:
    codes = send(12, receipt=True)
    before = results.view(people.bob, SLUG).figures
    stamp = results.stamp(people.bob, SLUG)
    for code in codes[:2]:
        answering.withdraw(code)
        assert results.view(people.bob, SLUG).figures == before
        assert results.stamp(people.bob, SLUG) == stamp
    assert seen(people.alice) == 10, "who sees every answer sees the withdrawal at once"
    send(1)  # 7 + 2 + 1 changes since the cut: the batch is whole
    assert seen(people.bob) != 5


def test_a_withdrawal_after_the_end_does_not_show_who_it_was(survey: surveys.Survey, people: People) -> None:
    codes = send(12, receipt=True)
    surveys.close_survey(people.alice, SLUG)
    before = results.view(people.bob, SLUG).figures
    answering.withdraw(codes[0])
    assert results.view(people.bob, SLUG).figures == before
    assert seen(people.alice) == 11
    for code in codes[1:10]:
        answering.withdraw(code)
    assert seen(people.bob) is None or seen(people.bob) == 7, "ten changes are two batches, of which one is held back"


def test_what_was_withdrawn_before_the_end_is_in_no_figure(survey: surveys.Survey, people: People) -> None:
    codes = send(8, receipt=True)
    answering.withdraw(codes[0])
    surveys.close_survey(people.alice, SLUG)
    figures = results.view(people.bob, SLUG).figures
    assert figures
    assert (figures.n, figures.tallies["visits"]) == (7, Tally(7, {"often": 7}))


def test_a_total_is_the_sum_of_what_is_published_of_its_parts(survey: surveys.Survey, people: People) -> None:
    for network, count in ((BRUNNEN, 12), (MAERCHEN, 21), (DORSTFELD, 4)):
        send(count, network)
    parts = [
        results.view(people.dilek, SLUG, Where(network_id=people.networks[network]))
        for network in (BRUNNEN, MAERCHEN, DORSTFELD)
    ]
    whole = results.view(people.dilek, SLUG)
    assert whole.figures
    assert [part.figures.n if part.figures else None for part in parts] == [None, 10, None]
    assert whole.figures.n == 10
    surveys.close_survey(people.alice, SLUG)
    parts = [
        results.view(people.dilek, SLUG, Where(network_id=people.networks[network]))
        for network in (BRUNNEN, MAERCHEN, DORSTFELD)
    ]
    assert [part.figures.n if part.figures else None for part in parts] == [10, 20, None]
    whole = results.view(people.dilek, SLUG)
    assert whole.figures
    assert (whole.figures.n, whole.withheld) == (35, (people.networks[DORSTFELD],)), (
        "12 + 21 to base 5; the four of Dorstfeld are in no total"
    )


def test_after_the_end_small_parts_stand_together_if_they_are_enough(survey: surveys.Survey, people: People) -> None:
    emre = accounts.create_user(
        "emre@example.org", "Emre", [(results.Role.FACILITATOR, None)], password="drei blaue Fahrräder"
    )
    assert emre
    actor = accounts.actor_of(accounts.sign_in("emre@example.org", "drei blaue Fahrräder"))
    assert actor
    for network, count in ((BRUNNEN, 9), (MAERCHEN, 3), (DORSTFELD, 3)):
        send(count, network)
    surveys.close_survey(people.alice, SLUG)
    result = results.view(actor, SLUG)
    assert result.figures
    assert (result.figures.n, result.withheld) == (15, ())
    assert seen(actor, Where(network_id=people.networks[MAERCHEN])) is None, "alone they are too few"


@pytest.mark.parametrize("count", [1, 4])
def test_fewer_than_five_are_never_shown_not_even_how_many(survey: surveys.Survey, people: People, count: int) -> None:
    send(count)
    surveys.close_survey(people.alice, SLUG)
    for actor in (people.bob, people.chelsea, people.dilek):
        result = results.view(actor, SLUG)
        assert result.figures is None
        assert not hasattr(result, "n")
    assert seen(people.alice) == count


def test_whoever_reads_published_figures_gets_them_rounded_and_from_ten_on(
    survey: surveys.Survey, people: People
) -> None:
    send(7)
    send(5, visits="never")
    surveys.close_survey(people.alice, SLUG)
    result = results.view(people.dilek, SLUG)
    assert result.figures
    assert result.rounded
    assert (result.figures.n, result.figures.tallies["visits"]) == (10, Tally(10, {"often": 5, "never": 5}))
    numbers = [
        *result.figures.days.values(),
        *result.figures.languages.values(),
        *result.figures.channels.values(),
        *(count for tally in result.figures.tallies.values() for count in tally.counts.values()),
    ]
    assert all(number % 5 == 0 for number in numbers)
    assert not results.view(people.bob, SLUG).rounded


def test_nine_are_too_few_for_the_public(survey: surveys.Survey, people: People) -> None:
    send(9)
    surveys.close_survey(people.alice, SLUG)
    assert (seen(people.dilek), seen(people.bob)) == (None, 9)


def test_a_lead_sees_the_own_network_of_a_city_wide_survey(survey: surveys.Survey, people: People) -> None:
    send(12, BRUNNEN)
    send(20, MAERCHEN)
    surveys.close_survey(people.alice, SLUG)
    assert (seen(people.bob), seen(people.chelsea), seen(people.alice)) == (12, 20, 32)
    assert seen(people.bob, Where(network_id=people.networks[MAERCHEN])) is None


def test_a_survey_declared_open_moves_with_each_answer_from_five_on(people: People) -> None:
    park(people.alice, partition="network", network_id=people.networks[BRUNNEN], open_results=True)
    found = []
    for _ in range(7):
        send()
        found.append((seen(people.bob), seen(people.dilek)))
    assert found == [(None, None)] * 4 + [(5, 5), (6, 6), (7, 7)]
    assert not results.view(people.bob, SLUG).held_back


def test_an_open_survey_of_the_city_shows_a_lead_no_foreign_network(people: People) -> None:
    park(people.alice, partition="network", open_results=True)
    send(7, MAERCHEN)
    assert seen(people.bob) is None
    assert seen(people.bob, Where(network_id=people.networks[MAERCHEN])) is None


@pytest.mark.parametrize("partition", ["network", "district"])
def test_answers_that_belong_nowhere_are_a_part_of_their_own(people: People, partition: str) -> None:
    park(people.alice, partition=partition)
    send(12, "")
    surveys.close_survey(people.alice, SLUG)
    assert seen(people.dilek) == 10
    assert seen(people.alice) == 12


def test_a_second_wave_begins_anew_and_leaves_the_first_as_it_was(survey: surveys.Survey, people: People) -> None:
    send(12)
    surveys.close_survey(people.alice, SLUG)
    surveys.open_survey(people.alice, SLUG, "Frühjahr")
    first, second = surveys.waves(survey)
    send(6)
    assert (
        seen(people.bob, Where(wave_id=first.id)),
        seen(people.bob, Where(wave_id=second.id)),
        seen(people.bob),
    ) == (12, None, 12)
    send(4)
    assert (seen(people.bob, Where(wave_id=second.id)), seen(people.bob)) == (5, 17)


def test_raw_data_right_shows_every_answer_and_can_be_taken_away(survey: surveys.Survey, people: People) -> None:
    send(1)
    accounts.grant_raw_data(people.alice, people.dilek.user_id, survey.id, True)
    assert seen(accounts.actor_of(people.tokens["dilek"]) or people.bob) == 1
    accounts.grant_raw_data(people.alice, people.dilek.user_id, survey.id, False)
    assert seen(accounts.actor_of(people.tokens["dilek"]) or people.alice) is None


def test_of_a_draft_and_of_foreign_surveys_nothing_is_shown(people: People) -> None:
    park(people.alice, is_open=False)
    park(people.alice, "fremd", network_id=people.networks[MAERCHEN])
    for actor, slug in ((people.bob, SLUG), (people.dilek, SLUG), (people.bob, "fremd")):
        for ask in (results.view, results.stamp):
            with pytest.raises(Forbidden):
                ask(actor, slug)  # type: ignore[operator]


def test_another_process_shows_the_same_cut(survey: surveys.Survey, people: People) -> None:
    send(12)
    before = results.view(people.bob, SLUG).figures
    results.forget()
    send(2)
    assert results.view(people.bob, SLUG).figures == before


def test_a_refresh_reads_only_what_is_new(
    survey: surveys.Survey, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(5)
    seen(people.alice)
    counted = []
    add = results.releasing.Counter.add
    monkeypatch.setattr(
        results.releasing.Counter,
        "add",
        lambda self, figures, answer: (counted.append(answer), add(self, figures, answer))[1],
    )
    send(2)
    assert seen(people.alice) == 7
    assert len(counted) == 2


@pytest.fixture
def in_between() -> Iterator[Callable[[Callable[[], object]], None]]:
    """Runs something in another thread and goes on when it is done, or waits for us."""
    threads: list[threading.Thread] = []

    def run(what: Callable[[], object]) -> None:
        if not threads:
            threads.append(threading.Thread(target=what))
            threads[0].start()
            threads[0].join(1.0)

    yield run
    for thread in threads:
        thread.join(60)


def test_somebody_who_looks_while_another_network_joins_gets_a_page(
    survey: surveys.Survey, people: People, monkeypatch: pytest.MonkeyPatch, in_between: Callable[..., None]
) -> None:
    """ "dictionary changed size during iteration" stood on the page."""
    send(1, BRUNNEN)
    send(1, MAERCHEN)
    seen(people.alice)
    inside = results._inside

    def slowly(*words: object) -> bool:
        in_between(lambda: (send(1, DORSTFELD), results.stamp(people.alice, SLUG)))
        return inside(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(results, "_inside", slowly)
    assert seen(people.alice) == 2
    monkeypatch.undo()


def test_closing_while_somebody_looks_leaves_nobody_out(
    survey: surveys.Survey, people: People, monkeypatch: pytest.MonkeyPatch, in_between: Callable[..., None]
) -> None:
    """On PostgreSQL a cut of the running wave was written over, or against, the last one."""
    send(12)
    of_part = cuts.of_part

    def slowly(*words: object) -> object:
        found = of_part(*words)  # type: ignore[arg-type]
        in_between(lambda: surveys.close_survey(people.alice, SLUG))
        return found

    monkeypatch.setattr(cuts, "of_part", slowly)
    seen(people.bob)
    monkeypatch.setattr(cuts, "of_part", of_part)
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.name.startswith("Thread-"):
            thread.join(60)
    with house.reading() as session:
        numbers = {cut.audience: cut.change_number for cut in session.scalars(select(models.Cut))}
        last = session.scalars(select(models.Survey.change_number)).one()
    assert numbers == {STAFF: last, PUBLIC: last}
    assert seen(people.bob) == 12


def test_a_part_without_changes_releases_nothing(survey: surveys.Survey, people: People) -> None:
    wave = surveys.waves(survey)[0]
    with house.writing() as session:
        row = session.get_one(models.Survey, survey.id)
        assert not releasing.release_due(session, row, wave.id, 1, STAFF, [])
        assert session.scalars(select(models.Cut)).all() == []

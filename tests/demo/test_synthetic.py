"""Invented people answer any questionnaire, plausibly and always alike."""

from collections import Counter
from itertools import pairwise

import msgspec
import pytest

from demo import library, synthetic
from demo.synthetic import Tendencies
from services.places import District
from survey import flow
from survey.kinds import KINDS, Level, kind_of
from survey.model import Choice, Question, Questionnaire, Section, Values

AVERAGE = Tendencies()
DISTRICTS = (District(1, "eving", "Eving", 0, 1), District(2, "hoerde", "Hörde", 3, 1))


def every_example(required: bool) -> Questionnaire:
    """All questions that kinds bring as examples, each under a name of its own."""
    questions = {
        msgspec.json.encode(example.question): example.question
        for kind in KINDS.values()
        if kind.name in synthetic.SAMPLERS and kind.name != "repeat"
        for example in kind.examples
    }
    renamed = (
        msgspec.structs.replace(
            question,
            name=f"q{number}",
            required=required,
            rows=tuple(Choice(f"q{number}r{place}", row.label) for place, row in enumerate(question.rows)),
        )
        for number, question in enumerate(questions.values())
    )
    return Questionnaire({"de": "Alles"}, (Section("all", {"de": "Alles"}, tuple(renamed)),))


def values_of(questionnaire: Questionnaire, n: int, seed: int = 1, tendencies: Tendencies = AVERAGE) -> list[Values]:
    """What is stored of invented people; fails where validation finds anything."""
    checked = [flow.check(questionnaire, form) for form in synthetic.people(questionnaire, n, seed, tendencies)]
    assert [one.problems for one in checked if one.problems] == []
    return [one.values for one in checked]


@pytest.mark.parametrize("slug", library.slugs())
def test_what_they_send_is_valid(slug: str) -> None:
    answers = values_of(library.read(slug, DISTRICTS), 400)
    items = {
        item.name
        for question in library.read(slug, DISTRICTS).questions()
        for item in KINDS[question.kind].items(question)
    }
    assert set().union(*answers) == items


@pytest.mark.parametrize("required", [False, True])
def test_they_answer_every_kind_within_its_limits(required: bool) -> None:
    questionnaire = every_example(required)
    answers = values_of(questionnaire, 400)
    if required:
        needed = {item.name for question in questionnaire.questions() for item in kind_of(question).must(question)}
        assert all(needed <= one.keys() for one in answers)
    assert set().union(*answers) == flow.names(questionnaire)


def test_what_is_asked_several_times_is_answered_each_time() -> None:
    questionnaire = Questionnaire(
        {"de": "Kinder"},
        (
            Section(
                "all",
                {"de": "Kinder"},
                (
                    Question(
                        "children",
                        "repeat",
                        {"de": "Ihre Kinder"},
                        questions=(Question("age", "number", {"de": "Wie alt?"}, limits={"max": 17}, required=True),),
                        limits={"max": 4},
                    ),
                ),
            ),
        ),
    )
    for one in values_of(questionnaire, 200):
        ages = [name for name in one if name.endswith(".age")]
        assert sorted(ages) == [f"children.{number}.age" for number in range(1, int(str(one["children"])) + 1)]


def test_most_who_choose_something_else_say_what_and_nobody_else_does() -> None:
    way = Question("way", "single", {"de": "?"}, choices=(Choice("poster", {"de": "Aushang"}),), other=True)
    answers = values_of(Questionnaire({"de": "Weg"}, (Section("all", {"de": "Weg"}, (way,)),)), 400)
    said = [one.get("way") for one in answers if "way_other" in one]
    assert set(said) == {"other"}
    assert 0.5 < len(said) / sum(one.get("way") == "other" for one in answers) < 1


def test_what_weighs_more_stands_further_ahead() -> None:
    change = Question(
        "change",
        "ranking",
        {"de": "?"},
        choices=tuple(Choice(name, {"de": name}) for name in "abcd"),
        limits={"max": 3},
    )
    leaning = Tendencies(shares={"change": {"a": 1, "b": 60, "c": 10, "d": 4}})
    answers = values_of(Questionnaire({"de": "?"}, (Section("all", {"de": "?"}, (change,)),)), 500, 1, leaning)
    ranked = [value for one in answers if isinstance(value := one.get("change"), list)]
    firsts = Counter(mine[0] for mine in ranked)
    assert [name for name, _ in firsts.most_common()] == ["b", "c", "d", "a"]
    assert {len(mine) for mine in ranked} == {1, 2, 3}


def test_every_kind_that_asks_for_something_is_answered() -> None:
    silent = {
        kind.name for kind in KINDS.values() if kind.level is not Level.NONE and kind.asked
    } - synthetic.SAMPLERS.keys()
    assert silent == set(), "give demo/synthetic.py a sampler for it"


@pytest.mark.parametrize(
    "question",
    [
        Question(
            "q",
            "multiple",
            {"de": "?"},
            choices=tuple(Choice(name, {"de": name}) for name in "abcdef"),
            limits={"min": 2, "max": 3},
        ),
        Question("q", "number", {"de": "?"}, limits={"min": -5, "max": -1}),
        Question("q", "number", {"de": "?"}, limits={"min": 0, "max": 1, "step": 0.25}),
        Question("q", "date", {"de": "?"}, limits={"min": "2090-01-01"}),
        Question("q", "date", {"de": "?"}, limits={"max": "1990-01-01"}),
        Question("q", "short_text", {"de": "?"}, limits={"max": 3}),
        Question("q", "long_text", {"de": "?"}, limits={"min": 30}),
        Question("q", "smileys", {"de": "?"}, dont_know=False),
        Question("q", "slider", {"de": "?"}, limits={"min": -1, "max": 1, "step": 0.25}),
        Question("q", "time", {"de": "?"}, limits={"min": "22:50", "max": "23:05"}),
        Question("q", "moment", {"de": "?"}, limits={"min": "2090-01-01", "max": "2090-01-02"}),
        Question("q", "moment", {"de": "?"}, limits={"max": "1990-01-01T08:00"}),
        Question(
            "q",
            "ranking",
            {"de": "?"},
            choices=tuple(Choice(name, {"de": name}) for name in "abcdef"),
            limits={"min": 2, "max": 3},
        ),
    ],
    ids=lambda question: f"{question.kind} {question.limits}",
)
def test_narrow_limits_are_kept(question: Question) -> None:
    values_of(Questionnaire({"de": "Eng"}, (Section("all", {"de": "Eng"}, (question,)),)), 300)


def test_the_same_seed_makes_the_same_people() -> None:
    pulse = library.read("netzwerk-puls")
    first, again, other = (list(synthetic.crowd(pulse, 1200, seed)) for seed in (7, 7, 8))
    assert first == again
    assert first != other
    assert len(first) == 1200


def test_people_write_in_the_language_of_their_form() -> None:
    crowd = list(synthetic.crowd(library.read("netzwerk-puls"), 1000, 1))
    assert {person.language for person in crowd} == {"de", "de-simple", "en", "tr", "ar"}
    arabic = [text for person in crowd if person.language == "ar" for text in person.form.get("wish", ())]
    assert sum("\u0600" <= text[0] <= "\u06ff" for text in arabic) > len(arabic) / 2


def test_a_better_mood_shows_in_every_scale() -> None:
    quick = library.read("kurz-gefragt")

    def mean(mood: float, item: str) -> float:
        answers = [one.get(item) for one in values_of(quick, 500, 1, Tendencies(mood=mood))]
        numbers = [answer for answer in answers if isinstance(answer, int)]
        return sum(numbers) / len(numbers)

    for item in ("well", "neighbours", "advise"):
        assert all(low < high for low, high in pairwise(mean(mood, item) for mood in (30, 50, 70, 90)))


def test_few_items_are_left_out_and_some_people_do_not_know() -> None:
    answers = values_of(library.read("netzwerk-puls"), 4000, 1, Tendencies(unsure={"KQ1": 0.12}))
    missing = sum("AM1" not in one for one in answers) / len(answers)
    unsure = sum(one.get("KQ1") == "none" for one in answers) / len(answers)
    assert 0.02 <= missing <= 0.06
    assert 0.10 <= unsure <= 0.15


def test_two_in_a_hundred_tick_the_same_step_throughout() -> None:
    items = [f"{code}{number}" for code in ("AM", "KO", "EI", "ID", "NU", "KQ") for number in (1, 2)] + ["AM3"]
    complete = [
        values
        for values in values_of(library.read("netzwerk-puls"), 6000)
        if all(isinstance(values.get(item), int) for item in items)
    ]
    straight = sum(len({values[item] for item in items}) == 1 for values in complete) / len(complete)
    assert 0.01 <= straight <= 0.035

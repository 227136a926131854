"""From tallies to what is shown: categories in order, shares against persons, "weiß nicht" apart, and what an empty question looks like."""

import msgspec
import pytest

from charts.counted import Shape, of_days, pictures
from charts.rows import RANKING, SCALE, SHARES, columns, ranking, scale, shares
from charts.sentences import sentence
from charts.tables import table
from i18n.catalogue import words
from survey import tally
from survey.kinds import KINDS, Level, kind_of
from survey.model import DONT_KNOW, Choice, Question, Questionnaire, Section
from survey.tally import Tallies, Tally

DE = words("de")
KNOWN = Question(
    "known",
    "multiple",
    {"de": "Was kennen Sie?"},
    choices=(Choice("cafe", {"de": "Elterncafé"}), Choice("sport", {"de": "Sport"})),
)
JOY = Question("AM1", "agreement", {"de": "Es macht mir Freude."})
GOALS = Question("AM2", "agreement", {"de": "Mir sind die Ziele wichtig."})


def section(*questions: Question) -> Section:
    return Section("s", {"de": "Teil"}, questions)


def counted(question: Question, *values: object) -> Tallies:
    found: Tallies = {}
    for value in values:
        tally.count(Questionnaire({"de": "x"}, (section(question),)), {question.name: value}, found)  # type: ignore[dict-item]
    return found


def test_several_choices_are_shares_of_persons_and_may_add_up_to_more_than_all() -> None:
    (picture,) = pictures(section(KNOWN), counted(KNOWN, ["cafe", "sport"], ["sport"], ["sport"]), DE)
    rows = [dict(zip(RANKING, row, strict=True)) for row in ranking(picture.items[0], DE)]
    assert [(row["label"], row["words"]) for row in rows] == [
        ("Sport", "3 · 100\N{NO-BREAK SPACE}%"),
        ("Elterncafé", "1 · 33\N{NO-BREAK SPACE}%"),
    ]
    assert picture.n == 3


def test_the_most_frequent_is_on_top_and_equal_ones_stay_as_they_were_offered() -> None:
    (picture,) = pictures(section(KNOWN), counted(KNOWN, ["sport"], ["cafe"]), DE)
    assert [row[0] for row in ranking(picture.items[0], DE)] == ["Elterncafé", "Sport"]
    (picture,) = pictures(section(KNOWN), counted(KNOWN, ["sport"]), DE)
    assert [row[0] for row in ranking(picture.items[0], DE)] == ["Sport", "Elterncafé"]


def test_a_scale_parts_at_the_middle_of_its_middle_step() -> None:
    (picture,) = pictures(section(JOY), counted(JOY, 1, 3, 3, 5), DE)
    rows = [dict(zip(SCALE, row, strict=True)) for row in scale(picture.items, DE)]
    assert [(row["left"], row["right"]) for row in rows] == [
        (-0.5, -0.25),
        (-0.25, -0.25),
        (-0.25, 0.25),
        (0.25, 0.25),
        (0.25, 0.5),
    ]
    assert {(row["least"], row["most"]) for row in rows} == {(-0.5, 0.5)}


def test_dont_know_stands_apart_and_no_share_contains_it() -> None:
    (picture,) = pictures(section(JOY), counted(JOY, 4, 4, DONT_KNOW), DE)
    item = picture.items[0]
    assert (item.n, item.none, item.base, item.share(2)) == (3, 1, 2, 1.0)
    assert [part.name for part in item.parts] == ["1", "2", "3", "4", "5"]
    assert scale(picture.items, DE)[0][SCALE.index("foot")] == "3 Personen · davon „weiß nicht“: 1"


def test_neighbouring_statements_share_a_picture_and_another_kind_ends_it() -> None:
    again = Question("AM3", "agreement", {"de": "Später."})
    shown = list(pictures(section(JOY, GOALS, KNOWN, again), {}, DE))
    assert [[item.name for item in picture.items] for picture in shown] == [["AM1", "AM2"], ["known"], ["AM3"]]


def test_a_matrix_is_a_picture_of_its_own_under_its_heading() -> None:
    group = Question(
        "group",
        "matrix",
        {"de": "Wie ist es?"},
        rows=(Choice("EI1", {"de": "Willkommen."}), Choice("EI2", {"de": "Wir hören zu."})),
    )
    first, second = pictures(section(JOY, group), {}, DE)
    assert (second.title, [item.name for item in second.items]) == ("Wie ist es?", ["EI1", "EI2"])
    assert first.title == ""


def test_from_zero_to_ten_every_number_has_its_column() -> None:
    advise = Question("REC", "ten", {"de": "Raten?"})
    (picture,) = pictures(section(advise), counted(advise, 10, 10, 0, DONT_KNOW), DE)
    assert [row[:2] for row in columns(picture.items[0], DE)] == [
        ("0", 1),
        *((str(n), 0) for n in range(1, 10)),
        ("10", 2),
    ]
    assert picture.items[0].none == 1


def test_what_an_earlier_version_offered_is_still_counted() -> None:
    (picture,) = pictures(section(KNOWN), {"known": Tally(2, {"cafe": 1, "chess": 1})}, DE)
    assert [part.label for part in picture.items[0].parts] == ["Elterncafé", "Sport", "chess"]


def test_rounded_counts_of_few_persons_have_no_percent() -> None:
    (few,) = pictures(section(KNOWN), {"known": Tally(15, {"cafe": 10})}, DE, rounded=True)
    (many,) = pictures(section(KNOWN), {"known": Tally(20, {"cafe": 10})}, DE, rounded=True)
    assert few.items[0].share(10) is None
    assert many.items[0].share(10) == 0.5
    assert sentence(few, DE) == "Am häufigsten: „Elterncafé“ (etwa 10 Personen)."


def test_a_sentence_says_where_most_and_least_agree() -> None:
    tallies = counted(JOY, 5, 4) | counted(GOALS, 1, 4)
    (picture,) = pictures(section(JOY, GOALS), tallies, DE)
    assert (
        sentence(picture, DE)
        == "Über der Mitte am meisten bei „Es macht mir Freude.“ (100\N{NO-BREAK SPACE}%), am wenigsten bei „Mir sind die Ziele wichtig.“ (50\N{NO-BREAK SPACE}%)."
    )


def test_the_table_says_the_same_numbers() -> None:
    (picture,) = pictures(section(KNOWN), counted(KNOWN, ["sport"], ["sport"]), DE)
    assert table(picture, DE) == (
        ("Antwort", "Personen", "Anteil"),
        ("Sport", "2", "100\N{NO-BREAK SPACE}%"),
        ("Elterncafé", "0", "0\N{NO-BREAK SPACE}%"),
    )


@pytest.mark.parametrize(
    "kind",
    [kind for kind in KINDS.values() if kind.asked and kind.level is not Level.NONE],
    ids=lambda kind: kind.name,
)
def test_every_kind_is_shown_with_answers_and_without(kind) -> None:  # type: ignore[no-untyped-def]
    for question in {example.question.name: example.question for example in kind.examples}.values():
        tallies: Tallies = {}
        for example in kind.examples:
            if example.values and example.question == question:
                tally.count(Questionnaire({"de": "x"}, (section(question),)), example.values, tallies)
        for found in ({}, tallies):
            shown = list(pictures(section(question), found, DE))
            assert [picture.shape for picture in shown[1:]] == [Shape.WORDS] * question.other
            picture = shown[0]
            assert sentence(picture, DE)
            if picture.shape is not Shape.WORDS:
                assert table(picture, DE)[0]
            if picture.shape is Shape.SCALE:
                assert len(scale(picture.items, DE)) == 5 * len(kind_of(question).items(question))
            elif picture.shape is Shape.RANKING:
                assert len(ranking(picture.items[0], DE)) == len(picture.items[0].parts)
            elif picture.shape in (Shape.PLACES, Shape.SHARES):
                assert len(shares(picture, DE)) == sum(len(item.parts) for item in picture.items)
            elif picture.shape is Shape.COLUMNS:
                assert sum(row[1] for row in columns(picture.items[0], DE)) == picture.items[0].base  # type: ignore[misc]


def test_what_is_only_worked_out_has_no_picture() -> None:
    total = Question("total", "calculation", {"de": "Summe"}, calculation="1 + 1")
    assert list(pictures(section(total), {"total": Tally(3)}, DE)) == []


FIRST = Question(
    "first",
    "ranking",
    {"de": "Was zuerst?"},
    choices=(Choice("green", {"de": "Grün"}), Choice("cars", {"de": "Autos"}), Choice("clean", {"de": "Sauber"})),
    limits={"max": 2},
)


def test_what_stands_ahead_more_often_comes_first_with_its_mean_place() -> None:
    (picture,) = pictures(section(FIRST), counted(FIRST, ["cars", "clean"], ["cars", "green"], ["green", "cars"]), DE)
    rows = [dict(zip(SHARES, row, strict=True)) for row in shares(picture, DE)]
    assert [row["lines"] for row in rows] == ["Autos", "", "Grün", "", "Sauber", ""]
    assert [row["inside"] for row in rows[:2]] == ["67\N{NO-BREAK SPACE}%", "33\N{NO-BREAK SPACE}%"]
    assert rows[0]["foot"] == "genannt: 3 Personen, 100\N{NO-BREAK SPACE}% · im Mittel auf Platz 1,3"
    assert table(picture, DE)[1][-1] == "1,3"
    assert sentence(picture, DE) == (
        "Am weitesten vorn: „Autos“. Auf Platz 1 steht es bei: 2 Personen, 67\N{NO-BREAK SPACE}%."
    )


def test_choices_that_stand_equally_far_ahead_stay_as_they_were_offered() -> None:
    (picture,) = pictures(section(FIRST), counted(FIRST, ["cars", "green"], ["green", "cars"]), DE)
    assert [row[0] for row in table(picture, DE)[1:]] == ["Grün", "Autos", "Sauber"]
    assert table(picture, DE)[3][-1] == "", "nobody named it, so it has no place"


def test_a_choice_that_only_an_earlier_version_offered_keeps_its_places() -> None:
    (picture,) = pictures(section(FIRST), {"first": Tally(2, {"green.1": 1, "benches.1": 1, "green.3": 1})}, DE)
    assert [item.label for item in picture.items] == ["Grün", "Autos", "Sauber", "benches"]
    assert {len(item.parts) for item in picture.items} == {3}


def test_rows_of_a_grid_share_one_picture_on_the_same_choices() -> None:
    often = Question(
        "often",
        "grid",
        {"de": "Wie oft?"},
        choices=(Choice("never", {"de": "nie"}), Choice("daily", {"de": "täglich"})),
        rows=(Choice("office", {"de": "Amt"}), Choice("school", {"de": "Schule"})),
    )
    tallies = {"office": Tally(2, {"never": 1, "hourly": 1}), "school": Tally(4, {"daily": 4})}
    (picture,) = pictures(section(often), tallies, DE)
    assert [[part.name for part in item.parts] for item in picture.items] == [["never", "daily", "hourly"]] * 2
    assert [item.base for item in picture.items] == [2, 4]
    assert sentence(picture, DE) == ("Am einhelligsten bei „Schule“: „täglich“ (4 Personen, 100\N{NO-BREAK SPACE}%).")


def test_other_is_a_category_and_what_was_written_beside_it_stands_in_no_count() -> None:
    way = Question("way", "single", {"de": "Woher?"}, choices=(Choice("poster", {"de": "Aushang"}),), other=True)
    tallies: Tallies = {}
    for values in ({"way": "other", "way_other": "poster"}, {"way": "poster"}, {"way": "other"}):
        tally.count(Questionnaire({"de": "x"}, (section(way),)), values, tallies)
    first, beside = pictures(section(way), tallies, DE)
    assert [(part.label, part.count) for part in first.items[0].parts] == [("Aushang", 1), ("etwas anderes", 2)]
    assert tallies["way_other"] == Tally(1, {})
    assert sentence(beside, DE) == "Etwas geschrieben: 1 Person."


def test_times_are_counted_by_the_hour_and_moments_by_the_day() -> None:
    best = Question("best", "time", {"de": "Wann?"})
    meet = Question("meet", "moment", {"de": "Wann?"})
    (hours,) = pictures(section(best), counted(best, "08:05", "08:55", "10:00"), DE)
    assert [row[:2] for row in columns(hours.items[0], DE)] == [("8:00", 2), ("9:00", 0), ("10:00", 1)]
    (days,) = pictures(section(meet), counted(meet, "2026-06-15T23:59", "2026-06-17T00:00"), DE)
    assert [row[1] for row in columns(days.items[0], DE)] == [1, 0, 1]


def test_a_slider_of_few_steps_has_a_column_for_each() -> None:
    safe = Question("safe", "slider", {"de": "Wie sicher?"}, limits={"min": 0, "max": 5})
    tens = msgspec.structs.replace(safe, limits={"min": 0, "max": 100, "step": 50})
    (coarse,) = pictures(section(tens), counted(tens, 50, 0, 50), DE)
    assert [row[:2] for row in columns(coarse.items[0], DE)] == [("0", 1), ("50", 2), ("100", 0)]
    (picture,) = pictures(section(safe), counted(safe, 5, 0, 5), DE)
    assert [row[:2] for row in columns(picture.items[0], DE)] == [
        ("0", 1),
        *((str(n), 0) for n in range(1, 5)),
        ("5", 2),
    ]


def test_days_without_answers_stand_between_those_with() -> None:
    picture = of_days({"2026-11-20": 3, "2026-11-23": 1}, DE)
    assert [row[1] for row in columns(picture.items[0], DE)] == [3, 0, 0, 1]
    assert of_days({}, DE).items[0].parts == ()


def test_what_cannot_be_counted_has_no_picture() -> None:
    photo = KINDS["image"].examples[0].question
    assert list(pictures(section(photo), {}, DE)) == []

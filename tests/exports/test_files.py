"""What stands in the files, read back by other programs than the ones that wrote them."""

from datetime import datetime

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_back import SAID, answer, as_csv, as_workbook, as_xlsx, choices, sheets, text, version

from exports import FORMATS, xlsx
from exports.table import Sheets
from survey.kinds import KINDS
from survey.model import Choice, Question

ROLE = Question(
    "role", "single", {"de": "Rolle", "en": "Role"}, choices=choices(staff="beruflich", resident="Ich wohne hier")
)
JOY = Question("joy", "agreement", text("Es macht mir Freude."))
KNOWN = Question("known", "multiple", text("Was kennen Sie?"), choices=choices(cafe="Elterncafé", sport="Sport"))
GROUP = Question(
    "group", "matrix", text("Die Runde"), rows=(Choice("EI1", text("willkommen")), Choice("EI2", text("zuhören")))
)
WISH = Question("wish", "long_text", text("Was wünschen Sie sich?"))
HOURS = Question("hours", "number", text("Wie viele Stunden?"), limits={"step": 0.5})
SINCE = Question("since", "date", text("Seit wann?"))
ALL = version(1, ROLE, JOY, KNOWN, GROUP, WISH, HOURS, SINCE)
FULL = {
    "role": "staff",
    "joy": 4,
    "known": ["sport"],
    "EI1": 5,
    "EI2": "none",
    "wish": "Bänke",
    "hours": 2.5,
    "since": "2020-02-29",
}


def one(*answers, **options) -> Sheets:
    return sheets([ALL], answers, **options)


def test_codes_stand_in_the_cells_unless_labels_are_asked_for():
    (row,) = as_csv(one(answer(1, FULL, network=3)))
    assert list(row.items())[1:] == [
        ("version", "1"),
        ("wave", "1"),
        ("network", "dorstfeld"),
        ("district", "eving"),
        ("language", "de"),
        ("channel", "phone"),
        ("day", "2026-11-23"),
        ("role", "staff"),
        ("joy", "4"),
        ("known.cafe", "0"),
        ("known.sport", "1"),
        ("EI1", "5"),
        ("EI2", "none"),
        ("wish", "Bänke"),
        ("hours", "2,5"),
        ("since", "2020-02-29"),
    ]


def test_labels_are_words_in_the_language_asked_for():
    (row,) = as_csv(one(answer(1, FULL, network=3), labels=True))
    assert (row["wave"], row["network"], row["district"], row["language"], row["channel"]) == (
        "Herbst",
        "Dorstfeld",
        "Eving",
        "Deutsch",
        "mit eigenem Gerät",
    )
    assert (row["role"], row["joy"], row["EI2"], row["known.sport"]) == (
        "beruflich",
        "stimmt eher",
        "weiß nicht / möchte ich nicht sagen",
        "1",
    )
    (english,) = as_csv(one(answer(1, FULL), labels=True, language="en"))
    assert english["joy"] == "mostly true"


def test_questions_can_be_the_headers():
    (row,) = as_csv(one(answer(1, FULL), texts=True, language="en"))
    assert "Role" in row
    assert "Es macht mir Freude." in row


def test_headers_that_would_be_the_same_carry_their_names():
    twice = version(1, Question("a", "number", text("Wie viele?")), Question("b", "number", text("Wie viele?")))
    assert sheets([twice], (), texts=True).header()[-2:] == ("Wie viele? [a]", "Wie viele? [b]")


def test_what_was_not_answered_is_empty():
    (row,) = as_csv(one(answer(1, {}, district=None)))
    assert {row[name] for name in list(row)[8:]} == {""}
    assert (row["network"], row["district"]) == ("", "")
    (row,) = as_xlsx(one(answer(1, {}, district=None)))
    assert {row[name] for name in list(row)[8:]} == {None}


def test_each_answer_falls_into_the_columns_of_its_version_under_its_own_words():
    before = version(1, ROLE, HOURS)
    after = version(
        2, JOY, Question("role", "single", text("Rolle"), choices=choices(staff="Ich wohne hier", mayor="Amt"))
    )
    rows = as_csv(
        sheets(
            [before, after],
            [answer(1, {"role": "staff", "hours": 3}), answer(2, {"role": "staff", "joy": 1})],
            labels=True,
        )
    )
    assert [(row["role"], row["role.v2"], row["hours"], row["joy"]) for row in rows] == [
        ("beruflich", "", "3", ""),
        ("", "Ich wohne hier", "", "stimmt gar nicht"),
    ]


def test_reworded_labels_stay_as_the_person_saw_them():
    after = version(2, Question("role", "single", text("Rolle"), choices=choices(staff="BERUFLICH")))
    rows = as_csv(
        sheets([version(1, ROLE), after], [answer(1, {"role": "staff"}), answer(2, {"role": "staff"})], labels=True)
    )
    assert [row["role"] for row in rows] == ["beruflich", "BERUFLICH"]


def test_an_answer_of_a_version_published_after_the_export_began_waits_for_the_next():
    assert as_csv(one(answer(2, {}), answer(1, {}, wave=2), answer(1, FULL))) == as_csv(one(answer(1, FULL)))


def test_values_that_no_question_of_the_version_has_are_left_out():
    assert as_csv(one(answer(1, FULL | {"": "x", "gone": "x", "known/0": 9}))) == as_csv(one(answer(1, FULL)))


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.level != "none"], ids=lambda kind: kind.name)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_every_kind_can_be_exported(kind, format):
    good = next(example for example in kind.examples if example.values)
    made = sheets([version(1, good.question)], [answer(1, dict(good.values))], labels=True)
    (row,) = as_csv(made) if format == "csv" else as_xlsx(made)
    assert any(row[name] not in ("", None) for name in list(row)[8:])


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_words_survive_a_round_trip_through_csv(separator):
    rows = as_csv(one(*(answer(1, {"wish": words}, number) for number, words in enumerate(SAID)), separator=separator))
    assert tuple(row["wish"] for row in rows) == SAID


def test_words_survive_a_round_trip_through_xlsx():
    rows = as_xlsx(one(*(answer(1, {"wish": words}, number) for number, words in enumerate(SAID))))
    assert tuple(row["wish"] for row in rows) == SAID


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30), max_size=5))
@settings(deadline=None)
def test_whatever_is_written_csv_gives_it_back(said):
    rows = as_csv(one(*(answer(1, {"wish": words}) for words in said)))
    assert [row["wish"].removeprefix("'") for row in rows] == [words.removeprefix("'") for words in said]


@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=30
        ),
        max_size=3,
    )
)
@settings(max_examples=25, deadline=None)
def test_whatever_is_written_xlsx_gives_it_back(said):
    rows = as_xlsx(one(*(answer(1, {"wish": words}) for words in said)))
    assert [row["wish"].removeprefix("'") for row in rows] == [words.removeprefix("'") for words in said]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_formulas_do_not_run_wherever_they_stand(format):
    evil = Question(
        "evil", "single", text("=1+1"), choices=(Choice("-2", text("@SUM(1)")), Choice("=3", text("harmlos")))
    )
    asked = version(1, WISH, evil)
    answers = [answer(1, {"wish": "=SUM(A1)", "evil": "=3"}), answer(1, {"wish": "＝SUM(A1)", "evil": "-2"})]
    read = as_csv if format == "csv" else as_xlsx
    assert [(row["wish"], row["evil"]) for row in read(sheets([asked], answers))] == [
        ("'=SUM(A1)", "'=3"),
        ("'＝SUM(A1)", "-2"),
    ]
    assert [row["'=1+1"] for row in read(sheets([asked], answers, labels=True, texts=True))] == ["harmlos", "'@SUM(1)"]


def test_no_cell_of_the_workbook_is_a_formula_or_a_link():
    answers = [
        answer(1, {"wish": words})
        for words in ("=SUM(A1)", "http://example.org/", "mailto:a@example.org", "{=1}", "internal:Codebuch!A1")
    ]
    book = as_workbook(one(*answers))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)


def test_numbers_are_numbers_and_days_are_days_in_xlsx():
    (row,) = as_xlsx(one(answer(1, FULL)))
    assert (row["joy"], row["hours"], row["known.sport"], row["EI2"]) == (4, 2.5, 1, "none")
    assert (row["day"], row["since"]) == (datetime(2026, 11, 23), datetime(2020, 2, 29))
    (negative,) = as_xlsx(one(answer(1, {"hours": -2.5, "since": "1899-12-31"})))
    assert (negative["hours"], negative["since"]) == (-2.5, "1899-12-31")


def test_negative_numbers_stay_numbers_in_csv():
    (row,) = as_csv(one(answer(1, {"hours": -2})))
    assert row["hours"] == "-2"


def test_fractions_follow_the_separator():
    assert [as_csv(one(answer(1, {"hours": 2.5}), separator=separator))[0]["hours"] for separator in (";", ",")] == [
        "2,5",
        "2.5",
    ]


def test_the_byte_order_mark_can_be_left_out():
    with_mark, without = (b"".join(FORMATS["csv"].write(one(answer(1, FULL), bom=bom))) for bom in (True, False))
    assert with_mark == b"\xef\xbb\xbf" + without


def test_the_first_bytes_leave_before_any_answer_is_read():
    def answers():
        raise AssertionError("read too early")
        yield

    assert next(FORMATS["csv"].write(sheets([ALL], answers()))).startswith(b"\xef\xbb\xbfid;version;wave;")


def test_many_answers_leave_in_several_chunks():
    chunks = list(FORMATS["csv"].write(one(*[answer(1, FULL)] * 2500)))
    assert len(chunks) == 4
    assert b"".join(chunks).count(b"\r\n") == 2501


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_survey_without_answers_is_a_header(format):
    made = one()
    assert (as_csv(made) if format == "csv" else as_xlsx(made)) == []


def test_answers_beyond_one_sheet_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(xlsx, "ROWS", 4)
    book = as_workbook(one(*(answer(1, FULL, number) for number in range(7))))
    assert book.sheetnames == ["Antworten", "Antworten 2", "Antworten 3", "Codebuch", "Versionen"]
    ids = [sheet.cell(row, 1).value for sheet in book.worksheets[:3] for row in range(2, sheet.max_row + 1)]
    assert len(set(ids)) == len(ids) == 7


def test_a_workbook_that_cannot_be_finished_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def answers():
        yield answer(1, FULL)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        b"".join(FORMATS["xlsx"].write(sheets([ALL], answers())))
    assert list(tmp_path.iterdir()) == []


def test_an_arabic_workbook_reads_from_right_to_left():
    assert [
        bool(as_workbook(one(language=language)).worksheets[0].sheet_view.rightToLeft) for language in ("ar", "de")
    ] == [True, False]


def codebook_of(made: Sheets) -> list[dict[str, object]]:
    header, *rows = as_workbook(made)["Codebuch"].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_codebook_explains_every_column_and_code():
    rows = codebook_of(one())
    assert {row["Spalte"] for row in rows} == set(one().header())
    assert [(row["Code"], row["Bedeutung"]) for row in rows if row["Spalte"] == "role"] == [
        ("staff", "beruflich"),
        ("resident", "Ich wohne hier"),
    ]
    assert [row["Code"] for row in rows if row["Spalte"] == "joy"] == [1, 2, 3, 4, 5, "none"]
    assert next(row for row in rows if row["Spalte"] == "hours")["Messniveau"] == "interval"


def test_the_codebook_names_the_versions_of_each_wording():
    reworded = Question("hours", "number", text("Wie viele Stunden im Monat?"))
    rows = codebook_of(sheets([version(1, HOURS), version(2, HOURS), version(3, reworded)], ()))
    assert [(row["Frage"], row["Fassungen"]) for row in rows if row["Spalte"] == "hours"] == [
        ("Wie viele Stunden?", "1, 2"),
        ("Wie viele Stunden im Monat?", "3"),
    ]


def test_the_codebook_says_what_a_scale_makes_of_an_item():
    items = [Question(name, "agreement", text(name)) for name in ("AM1", "AM3", "BL1")] + [
        Question("REC", "ten", text("REC")),
        ROLE,
    ]
    rows = {
        row["Spalte"]: (row["Skala"], row["Facette"], row["umgepolt"])
        for row in codebook_of(sheets([version(1, *items, scale="netzwerk-puls")], ()))
    }
    assert rows["AM1"] == ("Netzwerk-Puls", "AM (Autonome Motivation)", None)
    assert rows["AM3"] == ("Netzwerk-Puls", "AM (Autonome Motivation)", "ja")
    assert rows["BL1"] == ("Netzwerk-Puls", "BL (Bleiben)", None)
    assert rows["REC"] == ("Netzwerk-Puls", "REC (Empfehlung)", None)
    assert rows["role"] == (None, None, None)


def test_the_versions_have_a_sheet_of_their_own():
    header, *rows = as_workbook(sheets([version(1, ROLE), version(2, ROLE, JOY)], ()))["Versionen"].iter_rows(
        values_only=True
    )
    assert header == ("Fassung", "veröffentlicht am", "Titel", "Fragen", "Sprachen")
    assert rows == [(1, datetime(2026, 3, 1), "Unser Park", 1, "de"), (2, datetime(2026, 3, 2), "Unser Park", 2, "de")]


def test_formats_are_found_by_their_files():
    assert set(FORMATS) >= {"csv", "xlsx"}
    assert {found.suffix for found in FORMATS.values()} >= {".csv", ".xlsx"}
    assert isinstance(as_workbook(one()), openpyxl.Workbook)
    assert msgspec.structs.asdict(FORMATS["csv"])["media_type"].startswith("text/csv")


FIRST = Question(
    "first", "ranking", text("Was zuerst?"), choices=choices(green="Grün", cars="weniger Autos"), limits={"max": 2}
)
OFTEN = Question(
    "often",
    "grid",
    text("Wie oft?"),
    choices=choices(never="nie", daily="täglich"),
    rows=(Choice("office", text("Amt")),),
)
WAY = Question("way", "single", text("Woher?"), choices=choices(poster="Aushang"), other=True)
MISSING = Question("missing", "multiple", text("Was fehlt?"), choices=choices(shade="Schatten"), other=True)
NEWER = version(
    1,
    FIRST,
    OFTEN,
    WAY,
    MISSING,
    Question("safe", "slider", text("Wie sicher?")),
    Question("best", "time", text("Wann?")),
    Question("meet", "moment", text("Wann treffen?")),
    Question("rules", "acknowledge", text("Bitte eine Jacke.")),
    Question("total", "calculation", text("Summe"), calculation="1 + 1"),
)
NEWER_VALUES = {
    "first": ["cars", "green"],
    "office": "daily",
    "way": "other",
    "way_other": "=vom Bäcker",
    "missing": ["other"],
    "missing_other": "Bänke",
    "safe": 7,
    "best": "09:30",
    "meet": "2026-12-15T16:00",
    "rules": "OK",
    "total": 2.5,
}


def test_orders_grids_and_words_beside_choices_have_columns_of_their_own():
    (row,) = as_csv(sheets([NEWER], [answer(1, NEWER_VALUES)]))
    assert list(row.items())[8:] == [
        ("first.green", "2"),
        ("first.cars", "1"),
        ("office", "daily"),
        ("way", "other"),
        ("way_other", "'=vom Bäcker"),
        ("missing.shade", "0"),
        ("missing.other", "1"),
        ("missing_other", "Bänke"),
        ("safe", "7"),
        ("best", "09:30"),
        ("meet", "2026-12-15T16:00"),
        ("rules", "OK"),
        ("total", "2,5"),
    ]


def test_their_codes_become_words_and_nobody_who_left_them_out_gets_any():
    given, empty = as_csv(sheets([NEWER], [answer(1, NEWER_VALUES), answer(1, {}, 1)], labels=True))
    assert [given[name] for name in ("office", "way", "rules")] == ["täglich", "etwas anderes", "Ich habe das gelesen."]
    assert set(list(empty.values())[8:]) == {""}


def test_words_beside_a_choice_that_sound_like_a_code_stay_words():
    (row,) = as_csv(sheets([NEWER], [answer(1, {"way": "other", "way_other": "poster"})], labels=True))
    assert (row["way"], row["way_other"]) == ("etwas anderes", "poster")

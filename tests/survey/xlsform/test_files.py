"""Files of every kind, as spreadsheets write them, and files made to hurt."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsforms import told, workbook

from survey.xlsform import Taken, limits, read
from survey.xlsform.files import cells

SURVEY = [["type", "name", "label::Deutsch (de)"], ["text", "q", "Wie geht es?"]]
XLSX = workbook(survey=SURVEY)


def old_workbook(rows: list[list[object]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("survey")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def rewritten(parts: dict[str, bytes], content: bytes = XLSX) -> bytes:
    """A workbook with some of its parts replaced or added."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(XLSX)) as archive:
        return archive.read(name)


def refused(taken: Taken) -> str:
    assert taken.questionnaire is None
    return str(taken.reasons[0].code)


SHEET = "xl/worksheets/sheet1.xml"
STACKED = "survey\n,type,name,label::Deutsch (de)\n,text,q,Wie geht es?\n"
PLAIN = "type;name;label::Deutsch (de)\ntext;q;Wie geht es?\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("form.xlsx", XLSX),
        ("FORM.XLSX", XLSX),
        ("form.xlsm", XLSX),
        ("form.xls", old_workbook(SURVEY)),  # type: ignore[arg-type]
        ("form.csv", STACKED.encode()),
        ("form.csv", STACKED.encode("utf-16")),
        ("form.csv", PLAIN.encode("utf-8-sig")),
        ("form.csv", PLAIN.replace(";", "\t").encode("cp1252")),
        (
            "form.md",
            b"| survey |\r\n|  | type | name | label::Deutsch (de) |\r\n|--|--|--|--|\r\n|  | text | q | Wie geht es? |",
        ),
        ("form.xlsx", workbook(Blatt1=SURVEY)),
        ("form.xlsx", workbook(help=[["x"]], Survey=SURVEY)),
    ],
)
def test_every_kind_of_file_is_read(name: str, content: bytes) -> None:
    taken = read(name, content)
    assert taken.questionnaire
    assert taken.questionnaire.sections[0].questions[0].label == {"de": "Wie geht es?"}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (1.0, "1"),
        (0.1 + 0.2, "0.3"),
        (7, "7"),
        (True, "true"),
        (False, "false"),
        (datetime(2026, 6, 15), "2026-06-15"),
        (datetime(2026, 6, 15, 10, 30), "2026-06-15T10:30:00"),
        (date(2026, 6, 15), "2026-06-15"),
        (time(9, 30), "09:30"),
        ("  a b\r\nc ", "a b\nc"),
        (None, ""),
        (1e300, "1e+300"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
    ],
)
def test_a_cell_says_what_people_see(cell: object, said: str) -> None:
    assert cells.words(cell) == said


@pytest.mark.parametrize(
    "make", [lambda rows: ("a.xlsx", workbook(survey=rows)), lambda rows: ("a.xls", old_workbook(rows))]
)
def test_typed_cells_of_both_kinds_of_workbook_read_alike(make: object) -> None:
    rows = [["type", "name", "label::de", "default", "required"], ["text", "q", 12.0, 2.0, True]]
    taken = read(*make(rows))  # type: ignore[operator]
    assert taken.questionnaire
    question = taken.questionnaire.sections[0].questions[0]
    assert (question.label, question.default, question.required) == ({"de": "12"}, "2", True)


def test_rows_keep_their_numbers_where_others_are_blank() -> None:
    taken = read("a.xlsx", workbook(survey=[*SURVEY, [], ["", "", None], ["texxt", "r", "R"]]))
    assert told(taken.reasons) == [("type_unknown", 5, "type")]


def test_a_formula_that_was_never_worked_out_is_named() -> None:
    """As a form leaves a script: nobody opened it in a spreadsheet."""
    taken = read("a.xlsx", workbook(survey=[*SURVEY, ["text", "r", '=A1&"x"']]))
    assert told(taken.reasons) == [("formula_without_value", 3, "label::Deutsch (de)")]
    sheet = part(SHEET).replace(
        b"</sheetData>",
        b'<row r="3"><c r="A3" t="str"><f>"te"&amp;"xt"</f><v>text</v></c><c r="B3" t="e"><v>#N/A</v></c></row></sheetData>',
    )
    assert told(read("a.xlsx", rewritten({SHEET: sheet})).reasons)[0] == ("formula_without_value", 3, "name")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("form.ods", b"PK\x03\x04", "unknown_ending"),
        ("form", b"x", "unknown_ending"),
        ("form.xlsx", b"", "empty_file"),
        ("form.csv", b"\n \n", "empty_file"),
        ("form.xlsx", b"x" * (limits.FILE + 1), "file_too_large"),
        ("form.xlsx", old_workbook(SURVEY), "wrong_ending"),  # type: ignore[arg-type]
        ("form.xls", XLSX, "wrong_ending"),
        ("form.csv", XLSX, "wrong_ending"),
        ("form.xlsx", b"<html><table></table></html>", "wrong_ending"),
        ("form.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        ("form.xlsx", XLSX[: len(XLSX) // 2], "unreadable"),
        ("form.xlsx", b"PK\x03\x04" + b"\0" * 200 + b"x", "unreadable"),
        ("form.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 2000, "unreadable"),
        ("form.xlsx", rewritten({SHEET: b"<worksheet><sheetData><row>"}), "unreadable"),
        ("form.xlsx", rewritten({"xl/workbook.xml": b""}), "unreadable"),
    ],
)
def test_what_is_no_form_ends_in_a_clear_refusal(name: str, content: bytes, code: str) -> None:
    assert refused(read(name, content)) == code


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
FILE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'


@pytest.mark.parametrize("content", [BOMB, FILE, BOMB.decode().encode("utf-16")])
@pytest.mark.parametrize(
    "name", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml"]
)
def test_entities_are_refused_wherever_they_hide(name: str, content: bytes) -> None:
    assert refused(read("form.xlsx", rewritten({name: content}))) == "dangerous_xml"


def test_what_unpacks_to_gigabytes_is_never_unpacked() -> None:
    blown_up = rewritten({"xl/media/image1.png": b"\0" * (limits.UNPACKED + 1)})
    assert len(blown_up) < 200_000
    assert refused(read("form.xlsx", blown_up)) == "unpacks_too_large"
    assert refused(read("form.xlsx", rewritten({SHEET: b" " * 9_000_000}))) == "unpacks_too_large"
    many = rewritten({f"xl/media/{number}": b"" for number in range(limits.PARTS)})
    assert refused(read("form.xlsx", many)) == "unpacks_too_large"


def test_links_to_other_files_are_not_followed() -> None:
    links = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="http://127.0.0.1:9/x.xlsx" TargetMode="External"/></Relationships>'
    linked = rewritten(
        {
            "xl/externalLinks/_rels/externalLink1.xml.rels": links,
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        }
    )
    assert read("form.xlsx", linked).questionnaire


def test_too_much_on_a_sheet_is_refused_and_empty_formats_are_passed_over() -> None:
    rows = "type,name,label\n" + "note,,Hallo\n" * (limits.ROWS + 1)
    assert refused(read("form.csv", rows.encode())) == "too_many_rows"
    wide = ",".join(["type", "name", *("x" * limits.COLUMNS)])
    assert refused(read("form.csv", f"{wide}\ntext,q\n".encode())) == "too_many_columns"
    assert refused(read("form.csv", f"type,name,label\ntext,q,{'x' * (limits.CELL + 1)}\n".encode())) == "cell_too_long"
    sheet = part(SHEET).replace(
        b"</sheetData>", b'<row r="1048576" ht="15"><c r="XFD1048576" s="0"/></row></sheetData>'
    )
    assert read("form.xlsx", rewritten({SHEET: sheet})).questionnaire
    beyond = sheet.replace(b'<c r="XFD1048576" s="0"/>', b'<c r="XFD1048576"><v>1</v></c>')
    assert refused(read("form.xlsx", rewritten({SHEET: beyond}))) == "too_many_columns"


def test_groups_in_groups_have_an_end() -> None:
    deep = "type,name,label\n" + "".join(f"begin_group,g{number},G\n" for number in range(3000))
    taken = read("form.csv", deep.encode())
    assert "too_deep" in {str(reason.code) for reason in taken.reasons}


def test_a_pattern_that_would_take_for_ever_does_not_keep_the_reader() -> None:
    table = "| survey |\n| | type | name | label::de | constraint |\n| | text | q | Was? | regex(., '^(a+)+$') |"
    taken = read("form.md", table.encode())
    assert taken.problems == ()


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from([".xlsx", ".xls", ".csv", ".md"]),
    st.sampled_from([b"", b"PK\x03\x04", XLSX[:900]]),
)
def test_no_bytes_in_the_world_break_the_reader(tail: bytes, ending: str, head: bytes) -> None:
    taken = read(f"any{ending}", head + tail)
    assert (taken.questionnaire is None) == bool(taken.reasons)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, len(XLSX) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    content = bytearray(XLSX)
    for place, byte in damage:
        content[place] = byte
    taken = read("any.xlsx", bytes(content))
    assert (taken.questionnaire is None) == bool(taken.reasons)

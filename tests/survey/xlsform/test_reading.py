"""What the rows of a form become."""

import pytest
from xlsforms import asked, form, questions, told

from survey.model import Choice
from survey.xlsform import read, write

KINDS = {
    "text": "short_text",
    "string": "short_text",
    "q string": "short_text",
    "add text prompt": "short_text",
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "percentage": "number",
    "number of days in last year": "number",
    "phone number": "short_text",
    "note": "note",
    "range": "slider",
    "date": "date",
    "time": "time",
    "datetime": "moment",
    "dateTime": "moment",
    "add date time prompt": "moment",
    "acknowledge": "acknowledge",
    "trigger": "acknowledge",
    "hidden": "hidden",
    "select_one towns": "single",
    "select one from towns": "single",
    "select1 towns": "single",
    "Select_One towns": "single",
    "add select one prompt using towns": "single",
    "select_multiple towns": "multiple",
    "select all that apply from towns": "multiple",
    "select_one towns or_other": "single",
    "select_multiple towns or specify other": "multiple",
    "rank towns": "ranking",
}
SKIPPED = {
    "geopoint": "place",
    "gps": "place",
    "start-geopoint": "place",
    "osm": "place",
    "audio": "recording",
    "background-audio": "recording",
    "audit": "recording",
    "file": "upload",
    "barcode": "device",
    "deviceid": "device",
    "imei": "device",
    "start": "time",
    "end time": "time",
    "today": "day",
    "username": "person",
    "uri:email": "person",
    "csv-external": "table",
    "caseid": "surveycto",
    "text audit": "recording",
    "db:person": "cht",
}
LISTS = """
| choices |
|  | list_name | name | label::Deutsch (de) | zone |
|  | towns | eving | Eving | nord |
|  | towns | hoerde | Hörde | sued |
"""


@pytest.mark.parametrize(("written", "kind"), KINDS.items())
def test_every_way_to_write_a_type_is_understood(written: str, kind: str) -> None:
    found = questions(f"| survey |\n| | type | name | label::de |\n| | {written} | q | Was? |{LISTS}")
    assert found["q"].kind == kind
    assert (found["q"].choices != ()) == (kind in ("single", "multiple", "ranking"))
    assert found["q"].other == ("other" in written)


@pytest.mark.parametrize(("written", "why"), SKIPPED.items())
def test_what_we_do_not_ask_is_named_and_left_out(written: str, why: str) -> None:
    taken = form(f"| survey |\n| | type | name | label::de |\n| | {written} | q | Was? |\n| | note | n | Ja |")
    assert taken.questionnaire
    assert [question.name for question in taken.questionnaire.questions()] == ["n"]
    assert told(taken.notes) == [("type_skipped", 3, "type")]
    assert taken.notes[0].context["why"] == why


def test_where_others_look_at_what_is_left_out_it_counts_as_empty() -> None:
    found = questions("""
        | survey |
        |        | type     | name  | label::de | relevant        |
        |        | geopoint | where | Wo?       |                 |
        |        | today    | day   |           |                 |
        |        | text     | near  | Nah?      | ${where} != ''  |
        |        | text     | when  | Am ${day} |                 |
    """)
    assert (found["where"].kind, found["where"].default) == ("hidden", "")
    assert (found["day"].kind, found["day"].calculation) == ("calculation", "today()")


def test_logic_stays_as_it_was_written() -> None:
    found = questions(
        """
        | survey |
        | | type      | name | label::de | required      | relevant   | constraint        | constraint_message | calculation    | default | read_only | trigger | choice_filter |
        | | integer   | age  | Alter     | yes           |            | . > 0 and . < 120 | Bitte prüfen       |                | 7       |           |         |               |
        | | text      | name | Name      | ${age} > 17   | ${age} > 3 |                   |                    |                |         | TRUE      |         |               |
        | | calculate | sum  |           |               |            |                   |                    | ${age} + 1     |         |           | ${age}  |               |
        | | select_one towns | t | Wo?   |               |            |                   |                    |                |         |           |         | zone = 'nord' |
    """
        + LISTS
    )
    age, name = found["age"], found["name"]
    assert (age.required, age.constraint, age.default) == (True, ". > 0 and . < 120", "7")
    assert age.constraint_words == {"de": "Bitte prüfen"}
    assert (name.required, name.required_if, name.relevant, name.read_only) == (
        False,
        "${age} > 17",
        "${age} > 3",
        True,
    )
    assert (found["sum"].kind, found["sum"].calculation, found["sum"].trigger) == (
        "calculation",
        "${age} + 1",
        "${age}",
    )
    assert found["t"].choice_filter == "zone = 'nord'"
    assert found["t"].choices[0] == Choice("eving", {"de": "Eving"}, {"zone": "nord"})


def test_columns_are_known_by_all_their_names() -> None:
    found = questions("""
        | survey |
        | | Command | Tag | Caption | bind::relevant | bind:required | Constraint Message:Deutsch | readonly | Media::Image |
        | | text    | a   | A       |                |               |                            |          |              |
        | | text    | b   | B       | ${a} = 'x'     | yes           | Oh                         | yes      |              |
    """)
    b = found["b"]
    assert (b.label, b.relevant, b.required, b.read_only) == ({"de": "B"}, "${a} = 'x'", True, True)
    assert b.constraint_words == {"de": "Oh"}


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("label::Deutsch (de)", "de"),
        ("label:Deutsch", "de"),
        ("label::Deutsch", "de"),
        ("label::german", "de"),
        ("Label :: Türkçe", "tr"),
        ("label::Arabic", "ar"),
        ("label::العربية (ar)", "ar"),
        ("label::français", "fr"),
        ("label::Einfache Sprache", "de-simple"),
        ("label::Deutsch (de-simple)", "de-simple"),
        ("label::Português (pt-br)", "pt-BR"),
        ("label::uk", "uk"),
        ("label::Local language", "x-local-language"),
    ],
)
def test_languages_are_known_by_name_and_by_tag(header: str, tag: str) -> None:
    found = asked(f"| survey |\n| | type | name | {header} |\n| | text | q | Was? |")
    assert found.languages == (tag,)
    assert found.sections[0].questions[0].label == {tag: "Was?"}


def test_the_default_language_is_the_first_and_owns_what_names_none() -> None:
    found = asked("""
        | survey   |
        |          | type             | name | label::English (en) | label::Français (fr) | hint |
        |          | text             | q    | What?               | Quoi ?               | Aide |
        | settings |
        |          | default_language | form_title |
        |          | French           | Enquête    |
    """)
    assert found.languages == ("fr", "en")
    assert found.sections[0].questions[0].hint == {"fr": "Aide"}
    assert found.title == {"fr": "Enquête"}


def test_groups_become_sections_and_loose_questions_pages_of_ten() -> None:
    rows = "\n".join(f"| | text | q{number} | Frage {number} |" for number in range(23))
    found = asked(f"""
| survey |
| | type | name | label::de |
{rows}
| | begin_group | home | Zuhause |
| | text | street | Straße |
| | begin group | flat | Wohnung |
| | integer | rooms | Zimmer |
| | end group | | |
| | end_group | | |
| | begin_repeat | kids | Kinder |
| | text | kid | Name |
| | end_repeat | | |
| | text | last | Noch etwas? |
""")
    assert [len(section.questions) for section in found.sections] == [10, 10, 3, 2, 1, 1]
    assert [section.loose for section in found.sections] == [True, True, True, False, True, True]
    home = found.sections[3]
    assert (home.name, home.title, home.questions[1].kind) == ("home", {"de": "Zuhause"}, "group")
    assert found.sections[4].questions[0].kind == "repeat"


def test_a_table_of_choices_becomes_one_question_where_its_rows_are_alike() -> None:
    found = questions(
        """
        | survey |
        | | type             | name  | label::de | appearance   | required |
        | | begin_group      | tools | Werkzeuge | field-list   |          |
        | | select_one towns | head  | Wie gut?  | label        |          |
        | | select_one towns | saw   | Säge      | list-nolabel | yes      |
        | | select_one towns | axe   | Axt       | list-nolabel | yes      |
        | | end_group        |       |           |              |          |
        | | begin_group      | more  | Mehr      | table-list   |          |
        | | select_one towns | one   | Eins      |              |          |
        | | select_one towns | two   | Zwei      |              |          |
        | | end_group        |       |           |              |          |
    """
        + LISTS
    )
    tools = found["tools"]
    assert (tools.kind, tools.label, tools.required) == ("grid", {"de": "Wie gut?"}, True)
    assert tools.rows == (Choice("saw", {"de": "Säge"}), Choice("axe", {"de": "Axt"}))
    assert [choice.name for choice in tools.choices] == ["eving", "hoerde"]
    assert (found["more"].kind, found["more"].label) == ("grid", {"de": "Mehr"})


def test_a_table_whose_rows_have_conditions_stays_single_questions_with_their_words() -> None:
    found = questions(
        """
        | survey |
        | | type             | name  | label::de | appearance   | relevant  |
        | | text             | job   | Beruf     |              |           |
        | | begin_group      | tools | Werkzeuge | field-list   |           |
        | | select_one towns | head  | Wie gut?  | label        |           |
        | | select_one towns | saw   | Säge      | list-nolabel | ${job}='' |
        | | select_one towns | axe   | Axt       | list-nolabel |           |
        | | end_group        |       |           |              |           |
    """
        + LISTS
    )
    assert (found["head"].kind, found["head"].label) == ("note", {"de": "Wie gut?"})
    assert (found["saw"].kind, found["saw"].appearance, found["saw"].relevant) == ("single", "", "${job}=''")


def test_random_order_ranges_and_long_text_come_from_parameters_and_appearance() -> None:
    found = questions(
        """
        | survey |
        | | type             | name | label::de | parameters                   | appearance  |
        | | select_one towns | a    | A         | randomize=true seed=42       | likert      |
        | | range            | b    | B         | start=0, end=2.5; step = 0.5 |             |
        | | range            | c    | C         |                              | rating      |
        | | text             | d    | D         |                              | multiline   |
        | | text             | e    | E         | rows=5                       |             |
    """
        + LISTS
    )
    assert (found["a"].random, found["a"].seed, found["a"].appearance) == (True, "42", "likert")
    assert found["b"].limits == {"min": 0, "max": 2.5, "step": 0.5}
    assert (found["c"].limits, found["c"].appearance) == ({"min": 1, "max": 10, "step": 1}, "rating")
    assert (found["d"].kind, found["d"].appearance, found["e"].kind) == ("long_text", "", "long_text")


def test_choices_come_from_a_table_beside_the_form() -> None:
    table = """
        | survey |
        | | type                           | name | label::de | parameters              | calculation                         |
        | | select_one_from_file towns.csv | town | Wo?       | value=code, label=title |                                     |
        | | calculate                      | size |           |                         | pulldata('sizes', 'n', 'name', 'a') |
    """
    given = asked(table, towns="code,title,zone\nE,Eving,nord\n", sizes="name,n\na,7\n")
    assert given.sections[0].questions[0].choices == (Choice("E", {"de": "Eving"}, {"zone": "nord"}),)
    assert given.lists == {"sizes": (Choice("a", {"de": "a"}, {"n": "7"}),)}
    missing = form(table)
    assert missing.questionnaire
    assert missing.files == ("towns.csv", "sizes.csv")
    assert told(missing.notes) == [("file_missing", 3, "type"), ("expression_skipped", 4, "calculation")]


def test_cascading_choices_from_outside_and_from_a_repeat() -> None:
    found = questions("""
        | survey |
        | | type                    | name  | label::de | choice_filter |
        | | begin_repeat            | kids  | Kinder    |               |
        | | text                    | kid   | Name      |               |
        | | end_repeat              |       |           |               |
        | | select_one ${kid}       | first | Ältestes  |               |
        | | select_one_external far | place | Wo?       | zone = 'nord' |
        | external_choices |
        | | list_name | name | label::de | zone |
        | | far       | a    | A         | nord |
    """)
    assert (found["first"].kind, found["first"].list_name, found["first"].choices) == ("single", "${kid}", ())
    assert found["place"].choices == (Choice("a", {"de": "A"}, {"zone": "nord"}),)


def test_lists_that_only_expressions_look_at_are_kept() -> None:
    found = asked(
        """
        | survey |
        | | type | name | label::de | calculation |
        | | text | t    | T         | instance('towns')/root/item[zone='nord']/label |
    """
        + LISTS
    )
    assert list(found.lists) == ["towns"]


def test_two_groups_may_have_the_same_name_inside_and_ours_are_given_up() -> None:
    taken = form("""
        | survey |
        | | type        | name | label::de | relevant   |
        | | begin_group | a    | A         |            |
        | | text        | n    | Name      |            |
        | | text        | _id  | Nummer    |            |
        | | end_group   |      |           |            |
        | | begin_group | b    | B         |            |
        | | text        | n    | Name      | ${_id} = 1 |
        | | end_group   |      |           |            |
    """)
    assert taken.questionnaire
    found = {question.name: question for question in taken.questionnaire.questions()}
    assert list(found) == ["n", "x_id", "b_n"]
    assert found["b_n"].relevant == "${x_id} = 1"
    assert told(taken.notes) == [("name_changed", 5, "name"), ("name_changed", 8, "name")]


def test_what_other_tools_have_and_we_do_not_is_left_out_and_said() -> None:
    taken = form("""
        | survey |
        | | type      | name | label::de | calculation            | relevant            | appearance | body::intent | my notes |
        | | calculate | d    |           | device-info()          |                     |            |              |          |
        | | text      | t    | T         |                        | area(${d}) > 5      | bearing    | x            | Hm       |
    """)
    assert taken.questionnaire
    found = {question.name: question for question in taken.questionnaire.questions()}
    assert (found["d"].kind, found["d"].calculation, found["t"].relevant) == ("hidden", "", "")
    assert told(taken.notes) == [
        ("expression_skipped", 3, "calculation"),
        ("column_skipped", 4, "body::intent"),
        ("column_unknown", 4, "my notes"),
        ("appearance_skipped", 4, "appearance"),
        ("expression_skipped", 4, "relevant"),
    ]


def test_disabled_rows_and_sheets_with_an_underscore_are_passed_over() -> None:
    taken = form("""
        | survey  |
        |         | type        | name | label::de | disabled |
        |         | text        | a    | A         |          |
        |         | begin_group | g    | G         | yes      |
        |         | text        | b    | B         |          |
        |         | end_group   |      |           |          |
        | _notes  |
        |         | anything |
        | choises |
        |         | list_name | name |
        | help    |
        |         | x |
    """)
    assert taken.questionnaire
    assert [question.name for question in taken.questionnaire.questions()] == ["a"]
    assert [(str(note.code), note.sheet) for note in taken.notes] == [
        ("sheet_misspelt", "choises"),
        ("sheet_ignored", "help"),
        ("row_disabled", "survey"),
    ]


def test_smart_quotes_of_word_processors_are_read() -> None:
    found = questions("""
        | survey |
        | | type | name | label::de | relevant      |
        | | text | a    | A         |               |
        | | text | b    | B         | ${a} = ‘ja’   |
    """)
    assert found["b"].relevant == "${a} = ‘ja’"


def test_two_choices_of_one_name_are_allowed_where_the_form_says_so_and_on_lists_from_outside() -> None:
    table = """
        | survey |
        | | type                    | name | label::de | choice_filter |
        | | select_one towns        | a    | A         | zone = 'sued' |
        | | select_one_external far | b    | B         | zone = 'sued' |
        | choices |
        | | list_name | name | label::de | zone |
        | | towns     | a    | A         | nord |
        | | towns     | a    | A         | sued |
        | external_choices |
        | | list_name | name | label::de | zone |
        | | far       | a    | A         | nord |
        | | far       | a    | A         | sued |
    """
    assert told(form(table).reasons) == [("choice_repeated", 8, "name")]
    found = asked(table + "| settings |\n| | allow_choice_duplicates |\n| | yes |")
    assert [len(question.choices) for question in found.questions()] == [2, 2]
    assert read("again.xlsx", write(found)).questionnaire == found


def test_a_list_of_one_name_on_both_sheets_is_two_lists() -> None:
    found = asked("""
        | survey |
        | | type                      | name | label::de | choice_filter |
        | | select_one towns          | a    | A         |               |
        | | select_one_external towns | b    | B         | name != 'x'   |
        | choices |
        | | list_name | name | label::de |
        | | towns     | a    | A         |
        | external_choices |
        | | list_name | name | label::de |
        | | towns     | b    | B         |
    """)
    assert [question.list_name for question in found.questions()] == ["towns", "towns-external"]
    assert read("again.xlsx", write(found)).questionnaire == found

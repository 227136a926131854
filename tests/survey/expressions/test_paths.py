"""Names and paths lead to the right answers, in repeats too."""

import pytest
from asking import answered, ask, codes, refused

from survey.expressions import Outline, Tree, compile, group, question, repeat

MIA, KIM = ("children", 1), ("children", 3)


def test_a_name_means_our_own_repetition_from_within_and_all_from_without() -> None:
    assert ask("${child_name}") == ["Mia", "Ole", "Kim"]
    assert ask("${child_name}", at="children/child_age", way=(*KIM, "child_age")) == "Kim"
    assert ask("${grade}", at="children/child_age", way=(*KIM, "child_age")) == "8"
    assert ask("${name}", at="children/child_age", way=(*KIM, "child_age")) == "Ada"
    assert ask("${course}") == ["judo", "choir", "chess"]
    assert ask("${course}", at="children/child_age", way=(*KIM, "child_age")) == ["choir", "chess"]
    assert ask("${child_name}", at="children/courses/hours", way=(*KIM, "courses", 2, "hours")) == "Kim"
    assert ask("count(${children})", at="children/child_age", way=(*KIM, "child_age")) == 3.0


def test_names_may_have_hyphens_and_points() -> None:
    assert ask("${net-name.2}") == "linden"
    assert ask("concat(${net-name.2}, '-', ${ age })") == "linden-41"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (".", "8"),
        ("self::node()", "8"),
        ("../grade", "8"),
        ("../../child_name", "Kim"),
        ("parent::school/../child_name", "Kim"),
        ("../../../name", "Ada"),
        ("../../../children/child_name", ["Mia", "Ole", "Kim"]),
        ("/data/children/child_name", "Kim"),
        ("/data/children[1]/child_name", ["Mia"]),
        ("/data/children[child_age > 10]/child_name", ["Kim"]),
        ("current()/../../child_name", "Kim"),
        ("../../child::courses[course = 'chess']/hours", ["1"]),
        ("../../courses[position() = 2]/course", ["chess"]),
        ("../../courses[last()]/course", ["chess"]),
        ("../../courses[2][1]/course", ["chess"]),
        ("../../courses[3]/course", []),
        ("(../../courses)[1]/course", ["choir"]),
        ("${children}[child_name = 'Mia']/school/grade", ["3"]),
        ("${courses}[hours > ../child_age]/course", []),
        ("/data/children[courses/course = 'chess']/child_name", ["Kim"]),
        ("/data/children[count(courses) = 0]/child_name", ["Ole"]),
        ("/data/*[name() = 'age']", ["41"]),
        ("/data/nothing", []),
        ("../*", ["8"]),
    ],
)
def test_paths_go_up_and_down_from_where_the_expression_stands(source: str, value: object) -> None:
    assert ask(source, at="children/school/grade", way=(*KIM, "grade")) == value


def test_a_position_counts_repetitions_from_one() -> None:
    assert ask("position(..)", at="children/child_age", way=(*KIM, "child_age")) == 3.0
    assert ask("position(../..)", at="children/school/grade", way=(*MIA, "grade")) == 1.0
    assert ask("position(..) = count(${children})", at="children/child_age", way=(*KIM, "child_age")) is True
    assert ask("position()", at="children", way=()) == 1.0
    assert ask("string(/data/children[position() = last()]/child_name)") == "Kim"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("indexed-repeat(${child_name}, ${children}, 2)", "Ole"),
        ("indexed-repeat(${child_name}, ${children}, position(..) - 1)", "Ole"),
        ("indexed-repeat(/data/children/child_name, /data/children, 1)", "Mia"),
        ("indexed-repeat(${grade}, ${children}, 1)", "3"),
        ("indexed-repeat(${course}, ${children}, 3, ${courses}, 2)", "chess"),
        ("indexed-repeat(${course}, ${courses}, 2)", "chess"),
        ("indexed-repeat(${course}, ${children}, 1, ${courses}, 2)", ""),
        ("indexed-repeat(${child_name}, ${children}, 9)", ""),
        ("indexed-repeat(${child_name}, ${children}, pow(10, 12))", ""),
        ("indexed-repeat(${child_name}, ${children}, '')", "Mia"),
        ("indexed-repeat(${child_name}, ${children}, 0)", "Mia"),
        ("count(indexed-repeat(${courses}, ${children}, 3))", 2.0),
    ],
)
def test_an_answer_is_found_by_the_number_of_its_repetition(source: str, value: object) -> None:
    assert ask(source, at="children/child_age", way=(*KIM, "child_age")) == value


def test_a_place_in_a_row_of_one_is_the_first() -> None:
    assert ask(".[position() = 1]", at="children/child_age", way=(*KIM, "child_age")) == ["14"]
    assert ask("count(..[position() = last()])", at="children/child_age", way=(*KIM, "child_age")) == 1.0


def test_only_a_repeat_around_the_question_can_be_numbered() -> None:
    assert refused("indexed-repeat(${name}, ${children}, 1)") == ["not_around"]
    assert refused("indexed-repeat('1 +', ${children}, 1)") == ["needs_questions"]


def test_lists_are_searched_by_column_whatever_the_condition() -> None:
    assert ask("instance('towns')/root/item[name = ${town}]/label") == ["Dortmund"]
    assert ask("instance('towns')/root/item[${town} = name]/label") == ["Dortmund"]
    assert ask("instance('towns')/root/item[name = current()/../town]/label", at="age") == ["Dortmund"]
    assert ask("instance('towns')/root/item[state = 'nw' and size > 100000]/name") == ["do"]
    assert ask("instance('towns')/root/item[state = 'nw'][2]/name") == ["lü"]
    assert ask("instance('towns')/root/item[size = 87000]/name") == ["lü"]
    assert ask("instance('towns')/root/item[position() = 2]/name") == ["lü"]
    assert ask("count(instance('towns')/root/item)") == 3.0
    assert ask("count(instance(concat('to', 'wns'))/root/item[starts-with(label, 'L')])") == 1.0
    assert ask("instance('towns')/root/item[name = 'x']/label") == []


def test_labels_are_in_the_language_of_the_person() -> None:
    label = "jr:choice-name(${town}, '${town}')"
    assert [ask(label, language=tag) for tag in ("de", "ar", "tr")] == ["Dortmund", "دورتموند", "Dortmund"]
    assert ask("string(instance('towns')/root/item[name = 'do']/label)", language="ar") == "دورتموند"
    assert ask("jr:itext('hi')", language="tr", texts={"hi": {"de": "Hallo", "tr": "Merhaba"}}) == "Merhaba"


def test_a_choice_filter_looks_at_the_columns_of_its_list_and_at_answers() -> None:
    outline = Outline(
        question("state"), question("town"), lists={"towns": frozenset({"name", "label", "state", "size"})}
    )
    near = compile("state = ${state} and name != ${town}", outline, "town", items="towns")
    names = {
        state: [item.cell("name") for item in near.choices(answered({"state": state}, outline))]  # type: ignore[union-attr]
        for state in ("nw", "hh", "")
    }
    assert names == {"nw": ["do", "lü"], "hh": ["hh"], "": []}
    assert codes("sttae = ${state}", outline, "town", items="towns") == ["unknown_column"]


def test_hidden_answers_are_empty_and_hidden_repetitions_do_not_count() -> None:
    tree = answered()
    for node in (tree.at("children", 1), tree.at("name")):
        node.shown, node.text = False, ""
    assert ask("count(${children})", tree) == 2.0
    assert ask("count(/data/children)", tree) == 2.0
    assert ask("${name} = ''", tree) is True


def test_two_questions_of_one_name_are_told_apart_by_where_they_stand() -> None:
    outline = Outline(group("one", question("x"), question("y")), group("two", question("x"), question("z")))
    tree = Tree(outline, {"one/x": "1", "two/x": "2", "y": "3"})
    assert ask("${x}", tree, at="one/y") == "1"
    assert ask("${x}", tree, at="two/z") == "2"
    assert ask("/data/two/x", tree, at="one/y") == "2"
    assert refused("${x}", outline) == ["ambiguous_name"]


def test_sets_of_nodes_are_joined_in_the_order_of_the_questionnaire() -> None:
    assert ask("join(' ', ${child_name} | /data/name | ${child_name})") == "Ada Mia Ole Kim"
    assert ask("count(/data/name | /data/age)") == 2.0


def test_a_tree_grows_and_shrinks() -> None:
    outline = Outline(repeat("r", question("x")))
    tree = Tree(outline, {"r": [{"x": "a"}, {"x": "b"}]})
    place = outline.at("r")
    tree.add(place, given={"x": "c"})
    tree.remove(tree.at("r", 1))
    assert ask("join('', ${x})", tree) == "bc"
    assert [node.position for node in tree.nodes(place)] == [1, 2]
    assert tree.values() == {"r": [{"x": "b"}, {"x": "c"}]}

"""What depends on other answers: conditions, calculations, repeats, filters, words with answers in them."""

from datetime import UTC, datetime

from survey import flow, logic, tally
from survey.flow import Moment
from survey.model import Choice, Question, Questionnaire, Section, from_json, said, to_json

YES, NO = Choice("yes", {"de": "ja", "tr": "evet"}), Choice("no", {"de": "nein", "tr": "hayır"})
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)


def asked(*questions: Question, **more: object) -> Questionnaire:
    return Questionnaire({"de": "Probe"}, (Section("one", {}, questions),), **more)


def question(name: str, kind: str = "short_text", **more: object) -> Question:
    return Question(name, kind, {"de": name}, **more)


FAMILY = asked(
    question("has_children", "single", choices=(YES, NO), required=True),
    Question(
        "children",
        "repeat",
        {"de": "Kind"},
        relevant="${has_children} = 'yes'",
        limits={"max": 3},
        questions=(
            question("name", required=True),
            question("age", "number", limits={"min": 0, "max": 17}),
            Question("school", "short_text", {"de": "Wo geht ${name} zur Schule?"}, relevant="${age} >= 6"),
        ),
    ),
    question("total", "calculation", calculation="sum(${age})"),
)


def shown(questionnaire: Questionnaire, form: flow.Form) -> list[str]:
    return [one.name for section in flow.look(questionnaire, form).sections for one in flow.leaves(section.questions)]


def codes(questionnaire: Questionnaire, form: flow.Form) -> list[tuple[str, str]]:
    return [(str(one.code), one.item) for one in flow.check(questionnaire, form).problems]


def test_what_is_hidden_is_neither_asked_nor_stored_nor_missed() -> None:
    survey = asked(
        question("smokes", "single", choices=(YES, NO)), question("what", required=True, relevant="${smokes} = 'yes'")
    )
    assert shown(survey, {}) == ["smokes"]
    assert flow.check(survey, {"smokes": ["no"], "what": ["Pfeife"]}).values == {"smokes": "no"}
    assert codes(survey, {"smokes": ["yes"]}) == [("required", "what")]


def test_a_repeat_asks_each_time_under_names_of_its_own() -> None:
    form = {
        "has_children": ["yes"],
        "children": ["2"],
        "children.1.name": ["Mia"],
        "children.1.age": ["4"],
        "children.2.name": ["Can"],
        "children.2.age": ["8"],
        "children.2.school": ["Kielstraße"],
    }
    assert shown(FAMILY, form) == [
        "has_children", "children", "children.1.name", "children.1.age", "children.2.name", "children.2.age", "children.2.school",
    ]  # fmt: skip
    assert flow.check(FAMILY, form).values == {
        "has_children": "yes",
        "children": 2,
        "children.1.name": "Mia",
        "children.1.age": 4,
        "children.2.name": "Can",
        "children.2.age": 8,
        "children.2.school": "Kielstraße",
        "total": 12,
    }


def test_a_name_is_said_in_the_question_about_it() -> None:
    form = {"has_children": ["yes"], "children.1.name": ["Mia"], "children.1.age": ["7"]}
    view = flow.look(FAMILY, form)
    school = next(one for one in flow.leaves(view.sections[0].questions) if one.name == "children.1.school")
    assert school.label == {"de": "Wo geht Mia zur Schule?"}


def test_a_choice_is_said_in_words_not_by_its_code() -> None:
    survey = asked(
        question("visit", "single", choices=(YES, NO)), Question("why", "short_text", {"de": "Warum ${visit}?", "tr": "Neden ${visit}?"})
    )  # fmt: skip
    why = flow.look(survey, {"visit": ["no"]}).sections[0].questions[1]
    assert why.label == {"de": "Warum nein?", "tr": "Neden hayır?"}


def test_one_more_and_one_less() -> None:
    form = {"has_children": ["yes"], "children.1.name": ["Mia"]}
    form = flow.more(FAMILY, form, "children")
    assert form["children"] == ["2"]
    form = flow.more(FAMILY, {**form, "children.2.name": ["Can"]}, "children")
    form = flow.more(FAMILY, {**form, "children.3.name": ["Eva"]}, "children")
    assert form["children"] == ["3"], "and no more than its limit"
    form = flow.less(FAMILY, form, "children.2")
    assert (form["children"], form["children.1.name"], form["children.2.name"]) == (["2"], ["Mia"], ["Eva"])
    assert "children.3.name" not in form
    assert flow.less(FAMILY, form, "children.7") == form
    assert flow.more(FAMILY, form, "cats") == form


def test_names_beyond_the_limit_of_a_repeat_are_unknown() -> None:
    wrong = [
        "children.4.name",
        "children.0.name",
        "children.x.name",
        "children.1.2.name",
        "children.name.1",
        "cats.1.name",
    ]
    assert flow.unknown(FAMILY, ["children", "children.3.name", *wrong]) == wrong


def test_a_constraint_looks_at_its_own_answer_and_only_where_there_is_one() -> None:
    survey = asked(
        question("plz", constraint="regex(., '44[0-9]{3}')", constraint_words={"de": "Bitte eine Dortmunder PLZ."})
    )
    assert codes(survey, {"plz": ["44137"]}) == []
    assert codes(survey, {"plz": ["50667"]}) == [("constraint", "plz")]
    assert codes(survey, {"plz": [""]}) == []


def test_required_may_depend_on_another_answer() -> None:
    survey = asked(question("a", "single", choices=(YES, NO)), question("b", required_if="${a} = 'yes'"))
    assert codes(survey, {"a": ["yes"]}) == [("required", "b")]
    assert codes(survey, {"a": ["no"]}) == []


TOWNS = asked(
    question("state", "single", choices=(Choice("nrw", {"de": "NRW"}), Choice("by", {"de": "Bayern"}))),
    Question(
        "town",
        "single",
        {"de": "Stadt"},
        choices=(
            Choice("dortmund", {"de": "Dortmund"}, {"land": "nrw"}),
            Choice("bochum", {"de": "Bochum"}, {"land": "nrw"}),
            Choice("augsburg", {"de": "Augsburg"}, {"land": "by"}),
        ),
        choice_filter="land = ${state}",
    ),
)


def test_choices_follow_an_earlier_answer_and_stale_ones_are_no_answer() -> None:
    view = flow.look(TOWNS, {"state": ["nrw"], "town": ["augsburg"]})
    assert [choice.name for choice in view.sections[0].questions[1].choices] == ["dortmund", "bochum"]
    assert view.checked.values == {"state": "nrw"}
    assert view.conditional(0) != flow.look(TOWNS, {"state": ["by"]}).conditional(0), "other choices are to be seen"


def test_a_chance_order_is_the_same_on_every_page_of_a_form_and_kept_with_the_answer() -> None:
    choices = (*(Choice(name, {"de": name}) for name in "abcdefgh"), Choice("nothing", {"de": "nichts"}))
    survey = asked(question("which", "single", choices=choices, random=True))
    orders = {
        seed: [one.name for one in flow.look(survey, {}, Moment(seed=seed)).sections[0].questions[0].choices]
        for seed in (1, 2, 3)
    }
    assert orders[1] == [
        one.name for one in flow.look(survey, {"which": ["b"]}, Moment(seed=1)).sections[0].questions[0].choices
    ]
    assert len({tuple(order) for order in orders.values()}) > 1
    assert all(order[-1] == "nothing" and sorted(order[:-1]) == list("abcdefgh") for order in orders.values())
    assert flow.check(survey, {"which": ["b"]}, Moment(seed=3)).values == {"which": "b", flow.SEED: 3}


def test_an_order_fixed_by_the_form_is_the_one_that_other_tools_draw() -> None:
    choices = tuple(Choice(name, {"de": name}) for name in "ABCDEF")
    survey = asked(question("which", "single", choices=choices, random=True, seed="42"))
    assert "".join(one.name for one in flow.look(survey, {}).sections[0].questions[0].choices) == "AFCBDE"


def test_a_section_appears_when_it_is_relevant() -> None:
    survey = Questionnaire(
        {"de": "x"},
        (
            Section("first", {}, (question("more", "single", choices=(YES, NO)),)),
            Section("second", {}, (question("what"),), relevant="${more} = 'yes'"),
            Section("third", {}, (question("end"),)),
        ),
    )
    assert flow.look(survey, {"more": ["no"]}).positions == (0, 2)
    view = flow.look(survey, {"more": ["yes"]})
    assert (view.positions, view.at(1), view.at(2)) == ((0, 1, 2), 1, 2)
    assert flow.check(survey, {"more": ["no"], "what": ["x"]}).values == {"more": "no"}


def test_defaults_stand_there_at_first_and_give_way() -> None:
    survey = asked(
        question("day", "date", default="today()"),
        question("city", default="Dortmund"),
        question("source", "hidden", default="poster"),
    )
    assert flow.begin(survey, Moment(now=NOON)) == {"day": ["2026-06-15"], "city": ["Dortmund"], "source": ["poster"]}
    assert flow.check(survey, {"city": [""]}).values == {"source": "poster"}


def test_a_repeat_that_is_counted_needs_no_buttons() -> None:
    survey = asked(
        question("n", "number"),
        Question("child", "repeat", {"de": "Kind"}, count="${n}", questions=(question("age", "number"),)),
    )
    assert shown(survey, {"n": ["2"]}) == ["n", "child", "child.1.age", "child.2.age"]
    form = {"n": ["1"], "child": ["2"], "child.1.age": ["3"], "child.2.age": ["5"]}
    assert flow.check(survey, form).values == {"n": 1, "child": 1, "child.1.age": 3}, (
        "more than that are kept, not stored"
    )


def test_the_same_form_sent_later_is_the_same_though_the_clock_moved() -> None:
    survey = asked(question("a"), question("when", "calculation", calculation="now()"))
    first, second = (flow.check(survey, {"a": ["x"]}, Moment(now=NOON.replace(hour=hour))) for hour in (8, 9))
    assert first.values != second.values
    assert first.given == second.given == {"a": "x"}


def test_a_broken_expression_stops_nobody_and_is_told_to_those_who_write() -> None:
    survey = asked(
        question("a", relevant="${nothing} = 1 and"), question("b", relevant="${c}"), question("c", relevant="${b}")
    )
    assert shown(survey, {})[:1] == ["a"]
    assert {one.name for one in logic.problems(survey)} >= {"a", "b"}


def test_children_are_counted_one_by_one() -> None:
    values = flow.check(
        FAMILY,
        {
            "has_children": ["yes"],
            "children": ["2"],
            "children.1.name": ["A"],
            "children.1.age": ["4"],
            "children.2.name": ["B"],
            "children.2.age": ["4"],
        },
    ).values
    tallies: tally.Tallies = {}
    tally.count(FAMILY, values, tallies)
    assert (tallies["children.age"].n, tallies["children.age"].counts) == (2, {"4": 2})
    assert tallies["children"].counts == {"2": 1}


def test_without_german_words_fall_back_to_the_forms_own_language() -> None:
    survey = Questionnaire({"fr": "Bon", "en": "Good", "sw": "Njema"}, (), languages=("sw", "en", "fr"))
    assert said(from_json(to_json(survey).decode()).title, "tr").words == "Njema"


def test_a_choice_among_what_was_said_in_a_repeat() -> None:
    survey = asked(
        Question("child", "repeat", {"de": "Kind"}, questions=(question("name"),)),
        Question("eldest", "single", {"de": "Wer ist am ältesten?"}, list_name="${name}"),
    )
    form = {"child": ["2"], "child.1.name": ["Mia"], "child.2.name": ["Can"], "eldest": ["Can"]}
    view = flow.look(survey, form)
    assert [choice.name for choice in view.sections[0].questions[1].choices] == ["Mia", "Can"]
    assert view.checked.values["eldest"] == "Can"
    assert codes(survey, {**form, "eldest": ["Ole"]}) == [("not_a_choice", "eldest")]

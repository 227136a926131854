"""What differs between two questionnaires, what it does to stored answers, and how one change is taken back while the others stay."""

import random
from collections.abc import Callable

import pytest
import sample
from msgspec.structs import replace

from survey.changes import Change, Code, Risk, bare, changes, taken_back
from survey.editing import Key, Sort, dissolved, put_in, renamed, replaced, things, without
from survey.model import Choice, Question, Questionnaire, Section

Edit = Callable[[Questionnaire], Questionnaire]


def _section(name: str) -> Key:
    return Key(Sort.SECTION, name)


def _question(name: str) -> Key:
    return Key(Sort.QUESTION, name)


GROUP = Question(
    "home",
    "group",
    {"de": "Zuhause"},
    questions=(
        Question("street", "short_text", {"de": "Straße?"}),
        Question("floor", "number", {"de": "Stockwerk?"}, relevant="${street} != ''"),
    ),
)
REPEAT = Question(
    "kids",
    "repeat",
    {"de": "Kind"},
    questions=(
        Question("age", "number", {"de": "Alter?"}),
        Question("toys", "repeat", {"de": "Spielzeug"}, questions=(Question("toy", "short_text", {"de": "Welches?"}),)),
    ),
)
WAY = Question(
    "way",
    "single",
    {"de": "Wie kommen Sie?", "tr": "Nasıl geliyorsunuz?"},
    choices=(Choice("foot", {"de": "zu Fuß", "tr": "yürüyerek"}), Choice("bus", {"de": "mit dem Bus"}, {"zone": "1"})),
    other=True,
)
MATRIX = Question(
    "views",
    "matrix",
    {"de": "Wie finden Sie …"},
    rows=(Choice("paths", {"de": "die Wege?"}), Choice("trees", {"de": "die Bäume?"})),
    labels={"low": {"de": "schlecht", "tr": "kötü"}},
)
PARK = sample.questionnaire()
OLD = replace(PARK, sections=(*PARK.sections, Section("more", {"de": "Mehr"}, (GROUP, REPEAT, WAY, MATRIX))))


def on(name: str, **fields: object) -> Edit:
    return lambda now: replaced(now, _question(name), lambda one: replace(one, **fields))


def told(edit: Edit) -> list[tuple[Code, str, str, str, Risk]]:
    return [
        (one.code, one.key.name if one.key else "", one.field, one.part or one.language, one.risk)
        for one in changes(OLD, edit(OLD))
    ]


def _moved(key: Key, to: str, at: int = 0) -> Edit:
    def move(now: Questionnaire) -> Questionnaire:
        value = things(now)[key].value
        rest = without(now, key)
        target = things(rest)[_section(to)].value.questions
        before = [_question(one.name) for one in target[:at]]
        return put_in(rest, value, _section(to), before, key)

    return move


S, B = Risk.SAFE, Risk.BREAKING
EDITS: list[tuple[str, Edit, list[tuple[Code, str, str, str, Risk]]]] = [
    ("nothing", lambda now: now, []),
    (
        "other words",
        on("visits", label={"de": "Wie oft kommen Sie?", "tr": PARK.sections[0].questions[0].label["tr"], "ar": PARK.sections[0].questions[0].label["ar"]}),
        [(Code.WORDING, "visits", "label", "de", S)],
    ),
    ("a hint more", on("visits", hint={"de": "Ungefähr."}), [(Code.WORDING, "visits", "hint", "de", S)]),
    ("another title", lambda now: replace(now, title={**now.title, "de": "Park"}), [(Code.WORDING, "", "title", "de", S)]),
    ("a translation more", on("wish", label={"de": "Was wünschen Sie sich?", "tr": "Dileğiniz?"}), [(Code.TRANSLATION_NEW, "", "", "tr", S)]),
    (
        "translations changed and gone",
        on("way", label={"de": "Wie kommen Sie?", "tr": "Nasıl?"}, choices=(Choice("foot", {"de": "zu Fuß"}), WAY.choices[1])),
        [(Code.TRANSLATION_CHANGED, "", "", "tr", S), (Code.TRANSLATION_REMOVED, "", "", "tr", S)],
    ),
    (
        "a new question",
        lambda now: put_in(now, Question("dog", "short_text", {"de": "Hund?"}), _section("end"), (), _question("dog")),
        [(Code.NEW, "dog", "", "", S)],
    ),
    ("a question less", lambda now: without(now, _question("name")), [(Code.REMOVED, "name", "", "", B)]),
    ("a question moved up", _moved(_question("advise"), "end"), [(Code.MOVED, "advise", "", "", S)]),
    ("a question in another section", _moved(_question("wish"), "visits", 1), [(Code.MOVED, "wish", "", "", S)]),
    (
        "sections in another order",
        lambda now: replace(now, sections=(now.sections[-1], *now.sections[:-1])),
        [(Code.MOVED, "more", "", "", S)],
    ),
    ("a new name", lambda now: renamed(now, _question("street"), "road"), [(Code.RENAMED, "road", "", "", B), (Code.LOGIC, "floor", "relevant", "", S)]),
    ("a repeat's new name", lambda now: renamed(now, _question("kids"), "children2"), [(Code.RENAMED, "children2", "", "", B)]),
    ("a repeat less", lambda now: without(now, _question("kids")), [(Code.REMOVED, "kids", "", "", B)]),
    ("another kind", on("name", kind="long_text"), [(Code.KIND, "name", "kind", "", B)]),
    ("a choice more", on("way", choices=(*WAY.choices, Choice("bike", {"de": "mit dem Rad"}))), [(Code.CHOICE_NEW, "way", "choices", "bike", S)]),
    ("a choice less", on("way", choices=WAY.choices[:1]), [(Code.CHOICE_REMOVED, "way", "choices", "bus", B)]),
    ("no room for other choices", on("way", other=False), [(Code.CHOICE_REMOVED, "way", "choices", "other", B)]),
    ("choices turned round", on("way", choices=WAY.choices[::-1]), [(Code.ORDER, "way", "choices", "", S)]),
    (
        "a choice spelt better",
        on("way", choices=(WAY.choices[0], replace(WAY.choices[1], label={"de": "Mit dem Bus."}))),
        [(Code.CHOICE_WORDING, "way", "choices", "bus", S)],
    ),
    (
        "a code that stands for something else",
        on("way", choices=(WAY.choices[0], replace(WAY.choices[1], label={"de": "mit dem Auto"}))),
        [(Code.CHOICE_MEANING, "way", "choices", "bus", B)],
    ),
    (
        "another column for filters",
        on("way", choices=(WAY.choices[0], replace(WAY.choices[1], columns={"zone": "2"}))),
        [(Code.LOGIC, "way", "choices", "bus", S)],
    ),
    ("a row less", on("views", rows=MATRIX.rows[:1]), [(Code.CHOICE_REMOVED, "views", "rows", "trees", B)]),
    (
        "an end that means something else",
        on("views", labels={"low": {"de": "teuer", "tr": "kötü"}}),
        [(Code.CHOICE_MEANING, "views", "labels", "low", B)],
    ),
    (
        "an end without words",
        on("views", labels={}),
        [(Code.CHOICE_MEANING, "views", "labels", "low", B), (Code.TRANSLATION_REMOVED, "", "", "tr", S)],
    ),
    ("other limits", on("children", limits={"min": 0, "max": 9}), [(Code.LIMITS, "children", "limits", "", S)]),
    ("no longer needed", on("visits", required=False), [(Code.REQUIRED, "visits", "required", "", S)]),
    ("a condition", on("wish", relevant="${visits} = 'often'"), [(Code.LOGIC, "wish", "relevant", "", S)]),
    ("a calculation", on("wish", calculation="1 + 1"), [(Code.LOGIC, "wish", "calculation", "", B)]),
    ("declared sensitive", on("wish", sensitive=True), [(Code.SETTING, "wish", "sensitive", "", S)]),
    (
        "a condition of a section",
        lambda now: replaced(now, _section("end"), lambda one: replace(one, relevant="${visits} = 'often'", random=True)),
        [(Code.LOGIC, "end", "relevant", "", S), (Code.SETTING, "end", "random", "", S)],
    ),
    (
        "a group around two questions",
        lambda now: replaced(now, _section("end"), lambda one: replace(one, questions=(Question("g", "group", {"de": "G"}, questions=one.questions),))),
        [(Code.NEW, "g", "", "", S)],
    ),
    ("a group gone from around two", lambda now: dissolved(now, Key(Sort.GROUP, "home")), [(Code.REMOVED, "home", "", "", B)]),
    (
        "a section gone from around three",
        lambda now: dissolved(now, _section("details")),
        [(Code.REMOVED, "details", "", "", B), *((Code.MOVED, name, "", "", S) for name in ("name", "children", "missing"))],
    ),
    ("a language more", lambda now: replace(now, languages=("de", "tr", "ar", "pl")), [(Code.LANGUAGE_NEW, "", "languages", "pl", S)]),
    ("a language less", lambda now: replace(now, languages=("de", "ar")), [(Code.LANGUAGE_REMOVED, "", "languages", "tr", S)]),
    ("languages turned round", lambda now: replace(now, languages=("de", "ar", "tr")), [(Code.ORDER, "", "languages", "", S)]),
    ("how long it takes", lambda now: replace(now, minutes=5), [(Code.SETTING, "", "minutes", "", S)]),
    ("a list", lambda now: replace(now, lists={"towns": (Choice("do", {"de": "Dortmund"}),)}), [(Code.LOGIC, "", "lists", "", S)]),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "expected"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS])
def test_an_edit_is_named_for_what_it_is(edit: Edit, expected: list[tuple[Code, str, str, str, Risk]]) -> None:
    assert told(edit) == expected


@pytest.mark.parametrize("edit", [case[1] for case in EDITS], ids=[case[0] for case in EDITS])
def test_whatever_was_edited_can_be_taken_back(edit: Edit) -> None:
    assert all_taken_back(edit(OLD), random.Random(1)) == OLD


def test_one_change_is_taken_back_and_the_others_stay() -> None:
    new = OLD
    for name in ("other words", "a question less", "a choice less", "a new question", "other limits"):
        new = next(edit for called, edit, _ in EDITS if called == name)(new)
    found = changes(OLD, new)
    assert len(found) == 5
    for change in found:
        left = changes(OLD, taken_back(change, OLD, new))
        assert [_plain(one) for one in left] == [_plain(one) for one in found if one != change]


def _plain(change: Change) -> tuple[Code, Key | None, str, str]:
    return change.code, change.key, change.field, change.part


def test_a_change_of_scale_breaks_what_was_scored() -> None:
    scored = replace(OLD, scale="netzwerk_puls")
    assert [(one.field, one.risk) for one in changes(scored, OLD)] == [("scale", Risk.BREAKING)]
    assert [(one.field, one.risk) for one in changes(OLD, scored)] == [("scale", Risk.SAFE)]


def test_other_ends_of_a_slider_mean_something_else() -> None:
    old = Questionnaire(
        {"de": "T"},
        (Section("s", {"de": "S"}, (Question("q", "slider", {"de": "?"}, limits={"min": 0, "max": 10}),)),),
    )
    new = replaced(old, _question("q"), lambda one: replace(one, limits={"min": 0, "max": 100}))
    assert [(one.code, one.before, one.after, one.risk) for one in changes(old, new)] == [
        (Code.LIMITS, "min 0, max 10", "min 0, max 100", Risk.BREAKING)
    ]


def test_a_new_name_goes_to_every_expression_that_looks_at_it() -> None:
    now = renamed(OLD, _question("street"), "road")
    assert things(now)[_question("floor")].value.relevant == "${road} != ''"
    change = next(one for one in changes(OLD, now) if one.code is Code.RENAMED)
    assert taken_back(change, OLD, now) == OLD


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("oft", "Oft!", True), ("zu Fuß", "zu  fuss", True), ("oft", "nie", False), ("?", "!", False), ("", "", True)],
)
def test_a_corrected_spelling_means_the_same(one: str, other: str, same: bool) -> None:
    assert (bare(one) == bare(other)) is same


def all_taken_back(new: Questionnaire, chance: random.Random) -> Questionnaire:
    """Takes one change back after the other, in any order, until none is left."""
    for _ in range(200):
        found = changes(OLD, new)
        if not found:
            break
        change = chance.choice(found)
        before, new = new, taken_back(change, OLD, new)
        assert new != before, change
    return new


@pytest.mark.parametrize("seed", range(100))
def test_any_row_of_edits_is_told_and_can_be_taken_back_in_any_order(seed: int) -> None:
    chance = random.Random(seed)
    new = OLD
    for _ in range(chance.randint(1, 6)):
        new = edited_somehow(new, chance)
    assert bool(changes(OLD, new)) == (new != OLD), "no change goes unsaid"
    assert all_taken_back(new, chance) == OLD


def edited_somehow(now: Questionnaire, chance: random.Random) -> Questionnaire:
    questions = [thing for key, thing in things(now).items() if key.sort is not Sort.SECTION]
    if not questions:
        return now
    thing, number = chance.choice(questions), chance.randrange(10**6)
    key, section = thing.key, chance.choice(now.sections)
    half = len(section.questions) // 2
    split = (
        replace(section, questions=section.questions[:half]),
        Section(f"s{number}", {"de": "S"}, section.questions[half:]),
    )
    wrap = Question(f"g{number}", "group", {"de": "G"}, questions=section.questions[half:])
    edits: list[Edit] = [
        lambda q: replaced(q, key, lambda one: replace(one, label={**one.label, "de": f"neu {number}"})),
        lambda q: replaced(q, key, lambda one: replace(one, hint={"de": f"h{number}", "tr": "ipucu"})),
        lambda q: replaced(q, key, lambda one: replace(one, required=not one.required, relevant=f"{number} = 1")),
        lambda q: replaced(q, key, lambda one: replace(one, labels={"low": {"de": f"l{number}"}})),
        lambda q: replaced(q, key, lambda one: replace(one, choices=_shuffled(one.choices, chance))),
        lambda q: replaced(q, key, lambda one: replace(one, choices=one.choices[1:])),
        lambda q: replaced(q, key, lambda one: replace(one, choices=(*one.choices[:1], *_more(one, number)))),
        lambda q: replaced(q, key, lambda one: one if one.holds else replace(one, kind="date", choices=(), rows=())),
        lambda q: without(q, key),
        lambda q: renamed(q, key, f"n{number}") if key.sort is Sort.QUESTION else dissolved(q, key),
        lambda q: q if "." in key.name else _moved(key, section.name)(q) if _is_elsewhere(q, key, section) else q,
        lambda q: without(q, _section(section.name)) if len(q.sections) > 1 else q,
        lambda q: dissolved(q, _section(section.name)) if len(q.sections) > 1 else q,
        lambda q: replace(q, sections=tuple(x for one in q.sections for x in (split if one is section else (one,)))),
        lambda q: replaced(
            q, _section(section.name), lambda one: replace(one, questions=(*one.questions[:half], wrap))
        ),
        lambda q: replace(q, sections=_shuffled(q.sections, chance), minutes=number),
        lambda q: replace(q, languages=chance.choice([("de", "tr"), ("de", "ar", "tr"), ("de", "pl", "tr", "ar")])),
    ]
    return chance.choice(edits)(now)


def _is_elsewhere(now: Questionnaire, key: Key, section: Section) -> bool:
    """Whether the section stays when the thing is taken out."""
    return _section(section.name) in things(without(now, key))


def _shuffled(values: tuple, chance: random.Random) -> tuple:  # type: ignore[type-arg]
    return tuple(chance.sample(values, len(values)))


def _more(question: Question, number: int) -> tuple[Choice, ...]:
    return (Choice(f"c{number}", {"de": f"C {number}"}), *question.choices[1:]) if question.choices else ()

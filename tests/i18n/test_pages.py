"""Every page and every kind of question, drawn in every language: whole, labelled, and light enough for a thin network."""

from datetime import date
from itertools import pairwise
from types import SimpleNamespace as Some

import brotli
import msgspec
import pytest
from lxml import html

from i18n.catalogue import LANGUAGES
from survey import flow
from survey.kinds import KINDS
from survey.model import HOLDING, Choice, Question, Questionnaire, Section, renamed
from web import drawing, rendering
from web.drawing import Drawn

TAGS = pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
TITLE = {"de": "Leben im Quartier"}
HINT = {"de": "Ein Hinweis"}
RECEIPT = {
    "title": TITLE,
    "code": "K7QF-3M8P-2XRT",
    "day": date(2026, 11, 23),
    "answers": [({"de": "Frage"}, [{"de": "gut"}]), ({"de": "Idee"}, "Mehr Schatten")],
}
CARD = Some(address="/s/a", title=TITLE, minutes=3, languages=5, district="Eving", closes_on=date(2026, 12, 15))
TILES = [
    Some(slug="eving", name="Eving", row=0, column=1, surveys=1, workshops=2),
    Some(slug="hoerde", name="Hörde", row=3, column=1, surveys=0, workshops=0),
]


def drawn(question: Question, values: list[str] = [], problem: str = "") -> Drawn:  # noqa: B006 - never changed
    names = [row.name for row in question.rows or (question,)]
    fields = dict.fromkeys(names, values) if values else {}
    asked = Questionnaire(TITLE, (Section("all", TITLE, (msgspec.structs.replace(question, hint=HINT),)),))
    seen = (*flow.look(asked, fields).sections, *asked.sections)[0]
    return drawing.drawn(seen, fields, {name: problem for name in names if problem}, None)[0]


def section(**changed: object) -> dict[str, object]:
    return {
        "title": TITLE, "lead": {"de": "Guten Tag"}, "minutes": 3, "section": Some(title={"de": "Teil"}, lead={}), "position": 1, "count": 3, "questions": [], "summary": [],
        "hidden": [("_instance", "1")], "action": "/s/a", "is_first": True, "is_last": False, "anonymous": True, "open_results": True, "moves": False,
        "place": {"name": "_district", "label": "Wo?", "hint": "", "options": [("eving", "Eving")], "value": "", "problem": ""},
    } | changed  # fmt: skip


EVERY_KIND = [drawn(renamed(kind.examples[0].question, f"{kind.name}.")) for kind in KINDS.values()]
PAGES: dict[str, tuple[str, dict[str, object]]] = {
    "first": ("section.html", section(questions=EVERY_KIND)),
    "wrong": (
        "section.html",
        section(
            is_first=False, is_last=True, receipt=True, notice="Achtung", summary=[("q-a", TITLE, "Bitte wählen Sie.")]
        ),
    ),
    "home": ("home.html", {"districts": TILES, "open_surveys": [CARD], "demo": True}),
    "home, nothing open": ("home.html", {"districts": [], "open_surveys": []}),
    "district": (
        "district.html",
        {"district": TILES[0], "open_surveys": [CARD], "networks": [Some(name="Märchensiedlung")]},
    ),
    "district, nothing open": ("district.html", {"district": TILES[0], "open_surveys": [], "networks": []}),
    "thanks": (
        "thanks.html",
        {
            "title": TITLE,
            "thanks": {},
            "receipt": "K7QF-3M8P-2XRT",
            "receipt_gone": False,
            "results_url": "/x",
            "district_url": "/d/a",
            "again_url": "/s/a",
        },
    ),
    "thanks, code gone": (
        "thanks.html",
        {
            "title": TITLE,
            "thanks": TITLE,
            "receipt": "",
            "receipt_gone": True,
            "results_url": "",
            "district_url": "/",
            "again_url": "",
        },
    ),
    "receipt": ("receipt.html", {"code": "K7", "problem": "Falsch"}),
    "receipt found": ("receipt_found.html", {**RECEIPT, "confirm": False}),
    "receipt, really": ("receipt_found.html", {**RECEIPT, "confirm": True}),
    "receipt gone": ("receipt_gone.html", {}),
    "message": ("message.html", {"heading": "Nein", "sentence": "Leider.", "what_to_do": "Warten.", "back_url": "/"}),
    "conflict": (
        "message.html",
        {
            "heading": "Nein",
            "sentence": "Leider.",
            "what_to_do": "",
            "form": {"hidden": [("a", "b")], "action": "/s/a", "button": "Neu"},
            "back_url": "/",
        },
    ),
    "login": (
        "login.html",
        {"next": "/app", "csrf": "x", "problem": "Falsch", "email": "", "demo_logins": [("viewer", "Lesen", "sieht")]},
    ),
    "password": (
        "password.html",
        {"heading": "Neu", "csrf": "x", "problem": "", "needs_account": True, "email": "", "name": "", "shortest": 12},
    ),
    "privacy": ("privacy.html", {}),
    "imprint": ("imprint.html", {"demo": True}),
    "accessibility": ("accessibility.html", {}),
}


def page(name: str, tag: str):
    template, context = PAGES[name]
    return html.document_fromstring(rendering.render(template, tag, **context).decode())


@TAGS
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole(name: str, tag: str):
    root = page(name, tag)
    direction = next(language.direction for language in LANGUAGES if language.tag == tag)
    assert (root.get("lang"), root.get("dir")) == (tag, direction)
    assert len(root.findall(".//h1")) == 1 and len(root.findtext(".//title")) > len(" – Netzwerk INFamilie")
    identities = root.xpath("//@id")
    assert len(identities) == len(set(identities))
    named = {
        one
        for attribute in ("aria-describedby", "aria-labelledby")
        for value in root.xpath(f"//@{attribute}")
        for one in value.split()
    }
    assert named <= set(identities) and set(root.xpath("//label/@for")) <= set(identities)
    assert not root.xpath("//script | //style | //@style | //*[starts-with(name(@*), 'on')]"), "the policy forbids it"


@TAGS
def test_enter_goes_forward_because_the_forward_button_is_first(tag: str):
    root = page("wrong", tag)
    buttons = root.xpath("//button[ancestor::form[@id='f'] or @form='f']")
    assert [(button.get("name"), button.get("value")) for button in buttons][:2] == [
        ("_action", "submit"),
        ("_action", "back"),
    ]
    assert [button.get("value") for button in buttons if button.get("name") == "_lang"] == [
        language.tag for language in LANGUAGES
    ]


@pytest.mark.parametrize(
    "kind", sorted(kind.name for kind in KINDS.values() if kind.asked and kind.name not in HOLDING)
)
def test_what_was_typed_is_drawn_again(kind: str):
    """Wrong or right: only a choice that does not exist, a second one where there is room for one, or a file that was not taken cannot be shown."""
    for example in KINDS[kind].examples:
        if KINDS[kind].takes_file and example.values is None:
            continue
        wanted = {
            name: values
            for name, values in example.form.items()
            if "".join(values).strip().isprintable() or kind == "long_text"
        }
        rows = example.question.rows or (example.question,)
        values = [value.strip() for value in wanted.get(rows[0].name, [])]
        question = drawn(example.question, values, "Bitte prüfen.")
        root = html.document_fromstring(
            rendering.render("section.html", "de", **section(questions=[question])).decode()
        )
        form = root.get_element_by_id("f")
        choices = set(
            form.xpath(
                f".//*[@name='{rows[0].name}' and (@type='radio' or @type='checkbox')]/@value | .//select[@name='{rows[0].name}']/option/@value"
            )
        )
        kept = [value for name, value in form.form_values() if name == rows[0].name]
        typed = {value for value in values if not choices or value in choices}
        if len(typed) < 2 or kind == "multiple":
            assert {value.strip() for value in kept if value.strip()} == {
                value.replace("\r", "") for value in typed if value.strip()
            }


@pytest.mark.parametrize(
    ("kind", "values"), [("agreement", "12345"), ("smileys", "12345"), ("ten", [str(n) for n in range(11)])]
)
def test_a_scale_offers_each_step_and_weiss_nicht(kind: str, values):
    for dont_know in (True, False):
        question = Question("a", kind, {"de": "?"}, dont_know=dont_know)
        root = html.document_fromstring(
            rendering.render("section.html", "tr", **section(questions=[drawn(question)])).decode()
        )
        assert root.xpath("//input[@name='a']/@value") == [*values, *(["none"] if dont_know else [])]


@pytest.mark.parametrize(
    ("limits", "shown"),
    [({"max": 2}, ["0", "1", "2"]), ({"max": 1, "step": 0.5}, ["0,0", "0,5", "1,0"]), ({"max": 100, "step": 1}, [])],
)
def test_a_slider_of_few_steps_is_tapped_and_one_of_many_is_written(
    limits: dict[str, int | float | str], shown: list[str]
):
    question = Question("a", "slider", {"de": "?"}, limits=limits, labels={"high": {"de": "ganz"}})
    root = html.document_fromstring(
        rendering.render("section.html", "de", **section(questions=[drawn(question)])).decode()
    )
    assert [one.text for one in root.xpath("//label/input[@type='radio']/following-sibling::span")] == shown
    assert root.xpath("boolean(//input[@type='number' and @name='a' and not(@value != '')])") == (not shown)
    assert not root.xpath("//input[@checked]"), "it has no value until somebody gives it one"
    assert "ganz" in root.text_content()


def test_a_ranking_has_a_list_for_each_of_its_places():
    choices = tuple(Choice(name, {"de": name.upper()}) for name in "abcd")
    question = Question("a", "ranking", {"de": "?"}, choices=choices, limits={"max": 3})
    root = html.document_fromstring(
        rendering.render("section.html", "de", **section(questions=[drawn(question, ["c", "", "a"])])).decode()
    )
    lists = root.xpath("//select[@name='a']")
    assert [one.xpath("option[@selected]/@value") for one in lists] == [["c"], [], ["a"]]
    assert [root.xpath(f"string(//label[@for='{one.get('id')}'])") for one in lists] == [
        "1. Platz",
        "2. Platz",
        "3. Platz",
    ]


def test_room_to_say_what_else_stands_beside_the_choice():
    question = Question("a", "multiple", {"de": "?"}, choices=(Choice("b", {"de": "B"}),), other=True)
    root = html.document_fromstring(
        rendering.render("section.html", "tr", **section(questions=[drawn(question, ["other"])])).decode()
    )
    assert root.xpath("//input[@name='a']/@value") == ["b", "other"]
    assert root.xpath("string(//label[@for='q-a_other'])") == "başka bir şey, yani"


def test_words_in_another_language_say_so():
    question = drawn(Question("a", "short_text", {"de": "Nur auf Deutsch"}))
    root = html.document_fromstring(rendering.render("section.html", "ar", **section(questions=[question])).decode())
    assert root.xpath("//label[@for='q-a']/span[@lang='de' and @dir='ltr']/text()") == ["Nur auf Deutsch"]


def test_what_people_type_cannot_become_markup():
    question = drawn(Question("a", "long_text", {"de": "<b>Frage</b>"}), ["</textarea><script>1</script>"])
    drawn_page = rendering.render(
        "section.html", "ar", **section(questions=[question], hidden=[("b", '"><script>')])
    ).decode()
    assert "<script" not in drawn_page and "<b>Frage" not in drawn_page


def test_a_first_visit_is_light():
    style = rendering.asset_response_parts("style.css")
    icon = rendering.asset_response_parts("icon.svg")
    assert style and icon
    shown = rendering.render("section.html", "de", **section(questions=EVERY_KIND[:5]))
    assert len(brotli.compress(shown, quality=4)) + len(style[1]) + len(icon[1]) < 15_000


def test_assets_have_an_address_that_changes_with_their_content():
    assert (
        rendering.asset("style.css").startswith("/assets/style.css?v=")
        and rendering.asset_response_parts("../rendering.py") is None
    )


def test_links_carry_the_language_only_where_it_was_chosen():
    chosen = rendering.render("message.html", "tr", carry_language=True, **PAGES["message"][1]).decode()
    assert (
        'href="/privacy?lang=tr"' in chosen
        and 'href="/privacy"' in rendering.render("message.html", "tr", **PAGES["message"][1]).decode()
    )


def test_headings_do_not_skip_a_level():
    for name in ("home", "privacy", "thanks"):
        levels = [int(heading.tag[1]) for heading in page(name, "de").xpath("//h1 | //h2 | //h3")]
        assert levels[0] == 1 and all(later <= earlier + 1 for earlier, later in pairwise(levels))

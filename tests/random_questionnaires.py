"""Questionnaires at random: everything that the model allows, as the designer would leave it (names that are names, words without spaces at their ends)."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from survey.model import Choice, Question, Questionnaire, Section, Text

TAGS = ("de", "de-simple", "en", "tr", "ar", "bg", "ro", "pl", "uk", "fr", "pt-BR")
POOL = (
    *(
        "Ja",
        "nein, danke",
        "Wie alt sind Sie?",
        "Ω mega",
        "=SUM(A1)",
        "+1",
        "@x",
        "1.0",
        "TRUE",
        "2026-06-15",
        "x" * 300,
    ),
    *(
        "مقهى الأهل",
        "Kinder & <Eltern>",
        'Er sagte: "so"',
        "„Danke“",
        "a | b",
        "a::b",
        "👍🏽",
        "zwei\nZeilen",
        "ß ẞ",
        "_x0041_",
    ),
    *("#N/A", "'", "http://example.org/", "none", "yes", "0", "{x}", "$5", "\\|", "Straße,\tLaden"),
)
WORDS = st.sampled_from(POOL)
NAMES = st.sampled_from(
    ("a", "B", "alter", "Kind-1", "a.b", "straße", "visits", "data", "none", "other", "label", "yes")
)
SAID = st.dictionaries(st.sampled_from(TAGS), WORDS, min_size=1, max_size=2)
TEXTS = st.just({}) | SAID
EXPRESSIONS = st.sampled_from(
    ["", "1 = 1", "true()", "string-length('a') > 0", "today() >= date('2026-01-01') and 1 < 2", "selected('a b', ‘a’)"]
)
CONSTRAINTS = st.sampled_from(["", "true()", "string-length(.) > 0", "regex(., '^[a-z|]+$')", "not(. = 'x')"])
LIMITS: dict[str, SearchStrategy[dict[str, int | float | str]]] = {
    "number": st.fixed_dictionaries(
        {},
        optional={"min": st.integers(-9, 9), "max": st.integers(10, 99), "step": st.sampled_from([1, 5, 0.5, 0.0001])},
    ),
    "slider": st.fixed_dictionaries({"min": st.integers(0, 3), "max": st.just(10), "step": st.sampled_from([1, 0.5])})
    | st.just({})
    | st.just({"max": 20}),
    "date": st.just({}) | st.just({"min": "2026-01-01", "max": "2026-12-31"}),
    "moment": st.just({}) | st.just({"min": "2026-01-01T09:00"}),
    "repeat": st.just({}) | st.just({"min": 1, "max": 8}),
    **{
        kind: st.fixed_dictionaries({}, optional={"min": st.integers(0, 2), "max": st.integers(3, 9)})
        for kind in ("short_text", "long_text", "multiple", "ranking")
    },
}
CHOSEN = ("single", "multiple", "ranking", "district")
ASKED = (
    *("short_text", "long_text", "number", "date", "time", "moment", "slider", "acknowledge", "note"),
    *("agreement", "smileys", "ten", "consent", "matrix", "grid", "calculation", "hidden", "image", *CHOSEN),
)


@st.composite
def choices(draw: st.DrawFn, least: int = 1) -> tuple[Choice, ...]:
    names = draw(st.lists(NAMES, min_size=least, max_size=4, unique_by=str.lower))
    columns = st.dictionaries(st.sampled_from(["town", "Grade"]), WORDS, max_size=2)
    return tuple(Choice(name, draw(SAID), draw(columns)) for name in names)


@st.composite
def questions(draw: st.DrawFn, names: st.SearchStrategy[str], depth: int = 0) -> Question:
    kind = draw(st.sampled_from((*ASKED, *(("group", "repeat") if depth < 2 else ()))))
    required = draw(st.booleans())
    inside = ()
    if kind in ("group", "repeat"):
        inside = tuple(draw(st.lists(questions(names, depth + 1), min_size=1, max_size=3)))
    rows = tuple(Choice(draw(names), draw(TEXTS)) for _ in range(draw(st.integers(1, 3))))
    own = kind in (*CHOSEN, "grid")
    random = draw(st.booleans()) and kind in CHOSEN
    return Question(
        draw(names),
        kind,
        draw(TEXTS),
        hint=draw(TEXTS),
        required=required,
        choices=draw(choices(int(kind != "district"))) if own else (),
        rows=rows if kind in ("matrix", "grid") else (),
        limits=draw(LIMITS.get(kind, st.just({}))),
        labels=draw(_labels(kind)),
        dont_know=draw(st.booleans()),
        sensitive=draw(st.booleans()),
        relevant=draw(EXPRESSIONS.filter(lambda said: said != "true()")),
        required_if="" if required else draw(EXPRESSIONS.filter(lambda said: said != "true()")),
        required_words=draw(TEXTS),
        constraint=draw(CONSTRAINTS) if not inside and not rows_of(kind) else "",
        constraint_words=draw(TEXTS),
        calculation=draw(EXPRESSIONS) if kind in ("calculation", "short_text") else "",
        default=draw(st.sampled_from(["", "5", "wie immer", "today()"])) if kind in ("short_text", "hidden") else "",
        choice_filter=draw(st.sampled_from(["", "name != 'x'"])) if kind in ("single", "multiple") else "",
        other=draw(st.booleans()) and kind in ("single", "multiple"),
        random=random,
        seed=draw(st.sampled_from(["", "7", "1 + 1"])) if random else "",
        read_only=draw(st.booleans()),
        appearance=draw(st.sampled_from(["", "minimal", "horizontal w2"])),
        guidance=draw(TEXTS),
        questions=inside,
        count=draw(st.sampled_from(["", "2"])) if kind == "repeat" else "",
    )


def rows_of(kind: str) -> bool:
    return kind in ("matrix", "grid")


def _labels(kind: str) -> SearchStrategy[dict[str, Text]]:
    parts = {"ten": ("low", "high"), "slider": ("low", "high"), "consent": ("yes",)}.get(kind, ())
    return st.dictionaries(st.sampled_from(parts), SAID) if parts else st.just({})


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    seen: set[str] = set()

    def fresh(name: str) -> str:
        while name.lower() in seen or name.lower().endswith("_other"):
            name = f"{name}1"
        seen.add(name.lower())
        return name

    names = NAMES.map(fresh)
    found = []
    for _ in range(draw(st.integers(1, 3))):
        asked = tuple(draw(st.lists(questions(names), min_size=1, max_size=3)))
        found.append(
            Section(
                draw(names),
                draw(TEXTS),
                asked,
                draw(TEXTS),
                draw(EXPRESSIONS.filter(lambda said: said != "true()")),
                draw(st.sampled_from(["", "w1"])),
                random=draw(st.booleans()),
            )
        )
    if draw(st.booleans()):
        found.append(Section("page_9", {}, tuple(draw(st.lists(questions(names), min_size=1, max_size=2))), loose=True))
    return Questionnaire(
        draw(SAID),
        tuple(found),
        draw(TEXTS),
        draw(TEXTS),
        tuple(draw(st.lists(st.sampled_from(TAGS), min_size=1, max_size=4, unique=True))),
        draw(st.integers(0, 60)),
        draw(st.sampled_from(["", "netzwerk_puls"])),
        lists=draw(st.dictionaries(st.sampled_from(["towns", "Schools"]), choices(), max_size=2)),
        settings=draw(st.dictionaries(st.sampled_from(["form_id", "version", "style"]), NAMES, max_size=2)),
    )

"""A small survey of three sections that many tests fill in, and what its residents send."""

from datetime import date

from services import accounts, surveys
from services.may import Actor, Role
from services.surveys import Survey
from survey.model import Choice, Question, Questionnaire, Section

SLUG = "am-park"

WORDS = {
    "title": {"de": "Unser Park", "tr": "Parkımız", "ar": "حديقتنا"},
    "visits": {
        "de": "Wie oft sind Sie im Park?",
        "tr": "Parka ne sıklıkla gidiyorsunuz?",
        "ar": "كم مرة تأتون إلى الحديقة؟",
    },
    "clean": {"de": "Der Park ist sauber.", "tr": "Park temiz.", "ar": "الحديقة نظيفة."},
    "name": {"de": "Wie nennen Sie den Park?"},
    "children": {"de": "Wie viele Kinder kommen mit?"},
    "missing": {"de": "Was fehlt?"},
    "wish": {"de": "Was wünschen Sie sich?"},
    "advise": {"de": "Würden Sie den Park empfehlen?"},
}


def questionnaire(thanks: str = "Der Park dankt.") -> Questionnaire:
    return Questionnaire(
        title=WORDS["title"],
        sections=(
            Section(
                "visits",
                {"de": "Ihre Besuche"},
                (
                    Question(
                        "visits",
                        "single",
                        WORDS["visits"],
                        required=True,
                        choices=(Choice("often", {"de": "oft"}), Choice("never", {"de": "nie"})),
                    ),
                    Question("clean", "agreement", WORDS["clean"]),
                ),
            ),
            Section(
                "details",
                {"de": "Genauer"},
                (
                    Question("name", "short_text", WORDS["name"], limits={"max": 40}),
                    Question("children", "number", WORDS["children"], limits={"min": 0, "max": 15}),
                    Question(
                        "missing",
                        "multiple",
                        WORDS["missing"],
                        choices=(
                            Choice("shade", {"de": "Schatten"}),
                            Choice("benches", {"de": "Bänke"}),
                            Choice("water", {"de": "Wasser"}),
                            Choice("nothing", {"de": "nichts"}),
                        ),
                        limits={"max": 2},
                    ),
                ),
            ),
            Section(
                "end",
                {"de": "Zum Schluss"},
                (Question("wish", "long_text", WORDS["wish"]), Question("advise", "ten", WORDS["advise"])),
            ),
        ),
        thanks={"de": thanks, "tr": "Park teşekkür eder.", "ar": "الحديقة تشكركم."},
        languages=("de", "tr", "ar"),
        minutes=2,
    )


ANSWER = {
    "visits": ["often"],
    "clean": ["4"],
    "name": ["Hoeschpark"],
    "children": ["2"],
    "missing": ["shade", "water"],
    "wish": ["Mehr Schatten."],
    "advise": ["9"],
}
"""As a form sends it."""
STORED = {
    "visits": "often",
    "clean": 4,
    "name": "Hoeschpark",
    "children": 2,
    "missing": ["shade", "water"],
    "wish": "Mehr Schatten.",
    "advise": 9,
}
"""As it is kept."""


def coordinator() -> Actor:
    """Somebody who may do everything, without a password, which would cost 0.1 s."""
    user_id = accounts.create_user("emre@example.org", "Emre", [(Role.COORDINATOR, None)])
    return Actor(user_id, "Emre", "emre@example.org", "de", frozenset({(Role.COORDINATOR, None)}))


def park(
    coordinator: Actor,
    slug: str = SLUG,
    *,
    partition: str = "district",
    network_id: int | None = None,
    district_id: int | None = None,
    open_results: bool = False,
    is_open: bool = True,
    on: date | None = None,
) -> Survey:
    """The survey, published and open."""
    surveys.publish(
        coordinator,
        slug,
        questionnaire(),
        partition=partition,
        network_id=network_id,
        district_id=district_id,
        open_results=open_results,
    )
    if is_open:
        surveys.open_survey(coordinator, slug, "Herbst", on)
    return surveys.by_slug(slug)

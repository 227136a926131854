"""What the demonstration tells: its networks, its people, and who answered which survey how. Data only; `seeding` carries it out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from demo.synthetic import MEAN, Tendencies
from demo.words import TOPICS
from services.may import Role


@dataclass(frozen=True, slots=True)
class Quarter:
    slug: str
    name: str
    district: str
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    email: str
    role: Role
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """People who answer alike, from one network or district."""

    n: int
    tendencies: Tendencies
    network: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A wave, in days before today. Without `closed` it is open now."""

    opened: int
    groups: tuple[Group, ...]
    closed: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    slug: str
    rounds: tuple[Round, ...]
    partition: str
    network: str = ""
    open_results: bool = False
    channels: dict[str, float] = field(default_factory=lambda: {"phone": 0.8, "assisted": 0.12, "paper": 0.08})


NETWORKS = (
    Quarter("libellenviertel", "Libellenviertel", "innenstadt-nord"),
    Quarter("brunnenstrassenviertel", "Brunnenstraßenviertel", "innenstadt-nord"),
    Quarter("maerchensiedlung", "Märchensiedlung", "eving"),
    Quarter("westerfilde-bodelschwingh", "Westerfilde/Bodelschwingh", "mengede"),
    Quarter("clarenberg", "Clarenberg/Hörder Neumarkt", "hoerde"),
    Quarter("dorstfeld", "Dorstfeld", "innenstadt-west"),
    Quarter("scharnhorst", "Scharnhorst", "scharnhorst", planned=True),
    Quarter("marten", "Marten", "luetgendortmund", planned=True),
    Quarter("boevinghausen", "Bövinghausen", "luetgendortmund", planned=True),
)

MEMBERS = (
    Member("Katrin Solbach", "katrin.solbach@example.org", Role.COORDINATOR),
    Member(
        "Emre Yalçın-Berg",
        "emre.yalcin-berg@example.org",
        Role.NETWORK_LEAD,
        ("brunnenstrassenviertel", "libellenviertel"),
    ),
    Member("Wiebke Ostrop", "wiebke.ostrop@example.org", Role.NETWORK_LEAD, ("maerchensiedlung",)),
    Member("Amira Haddad", "amira.haddad@example.org", Role.FACILITATOR, ("westerfilde-bodelschwingh",)),
    Member("Jonas Piontek", "jonas.piontek@example.org", Role.VIEWER),
)
"""All invented. The one-click login takes the first by name, so the lead of two networks comes before the other."""


def _texts(slug: str) -> dict[str, Sequence[str]]:
    return {question: words for (survey, question), words in TOPICS.items() if survey == slug}


# The Netzwerk-Puls: how many answered in each wave, and how far a network lies above or below the rest in each. Dorstfeld stays below five.
PULSE = {
    "brunnenstrassenviertel": ((52, 4.0), (58, 6.0)),
    "libellenviertel": ((41, 0.5), (45, 5.5)),
    "maerchensiedlung": ((34, -6.0), (39, 0.0)),
    "westerfilde-bodelschwingh": ((28, 3.0), (31, 1.0)),
    "clarenberg": ((26, -3.0), (27, -2.0)),
    "dorstfeld": ((3, 0.0), (3, 2.0)),
}
LEVELS = {
    "KO1": 2,
    "KO2": 3,
    "EI1": 5,
    "EI2": 1,
    "ID1": -4,
    "ID2": -6,
    "NU1": 6,
    "NU2": -1,
    "KQ1": -10,
    "KQ2": -12,
    "BL1": 4,
    "REC": 8,
}
SECTORS = {
    "daycare": 24,
    "school": 14,
    "family": 20,
    "health": 9,
    "club": 9,
    "faith": 5,
    "city": 9,
    "neighbours": 3,
    "other": 7,
}
SECTORS_OF_RESIDENTS = {"daycare": 3, "school": 4, "club": 12, "faith": 10, "neighbours": 55, "other": 16}


def _pulse_groups(wave: int) -> tuple[Group, ...]:
    """Those who come as part of their job, and those who live or help there: the latter know less of agreements."""
    groups = []
    for network, waves in PULSE.items():
        n, effect = waves[wave]
        residents = round(n * 0.3)
        staff = Tendencies(
            texts=_texts("netzwerk-puls"),
            mood=MEAN + effect,
            levels=LEVELS,
            shares={"role": {"staff": 9, "volunteer": 1}, "sector": SECTORS},
            unsure={"KQ1": 0.03, "KQ2": 0.03},
        )
        there = Tendencies(
            texts=_texts("netzwerk-puls"),
            mood=MEAN + effect,
            levels={**LEVELS, "NU2": 2, "KQ2": -15},
            shares={"role": {"volunteer": 4, "resident": 6}, "sector": SECTORS_OF_RESIDENTS},
            unsure={"KQ1": 0.12, "KQ2": 0.14},
        )
        groups += [Group(n - residents, staff, network), Group(residents, there, network)]
    return tuple(groups)


HOME_LANGUAGES = {
    "german": 42,
    "turkish": 19,
    "arabic": 14,
    "polish": 7,
    "russian_ukrainian": 6,
    "romanian_bulgarian": 6,
    "kurdish": 4,
    "other": 2,
}
AGES = {"under_18": 1, "18_29": 22, "30_44": 58, "45_59": 12, "60_plus": 7}
CHILDREN = {"age_0_2": 0.32, "age_3_5": 0.46, "age_6_9": 0.41, "age_10_15": 0.27, "age_16_17": 0.08}

DAYCARE = Tendencies(
    texts=_texts("ankommen-in-der-kita"),
    levels={"understood": -8, "know_school": -14, "child_ready": 10, "know_help": -18},
    unsure={"know_help": 0.06},
    shares={
        "place": {"yes": 68, "day_parent": 8, "waiting": 21, "not_wanted": 3},
        "waiting_time": {"none": 14, "up_to_3": 22, "up_to_6": 24, "up_to_12": 27, "longer": 13},
        "info_language": {"german": 61, "simple": 11, "own": 12, "interpreter": 7, "nothing_given": 9},
        "contact": {"yes": 63, "no": 24, "unsure": 13},
        "worries": {
            "language": 0.34,
            "way": 0.28,
            "friends": 0.31,
            "care": 0.42,
            "costs": 0.3,
            "big_class": 0.22,
            "support": 0.29,
        },
        "home": {"scharnhorst": 88, "brackel": 7, "eving": 3, "innenstadt-ost": 2},
        "children": {**CHILDREN, "age_3_5": 0.83},
        "home_language": HOME_LANGUAGES,
        "age": AGES,
    },
)
PLAYGROUND = Tendencies(
    texts=_texts("spielplatz-check"),
    mood=MEAN - 6,
    levels={"clean": -12, "devices": 6, "shade": -28, "safe": 2},
    shares={
        "which": {"dwarfs": 34, "holle": 27, "school": 19, "pond": 14, "other": 6},
        "how_often": {"daily": 31, "weekly": 42, "monthly": 16, "rarely": 10, "never": 1},
        "missing": {
            "shade": 0.61,
            "toilet": 0.55,
            "water": 0.28,
            "benches": 0.33,
            "toddlers": 0.24,
            "ball": 0.3,
            "inclusive": 0.12,
            "light": 0.15,
        },
        "home": {"eving": 92, "innenstadt-nord": 5, "scharnhorst": 3},
        "children": CHILDREN,
        "home_language": HOME_LANGUAGES,
        "age": {**AGES, "under_18": 24},
    },
)
OFFERS = Tendencies(
    numbers={"places": 16},
    texts=_texts("angebots-landkarte"),
    shares={
        "stage": {"pregnancy": 0.12, "age_0_2": 0.36, "age_3_5": 0.49, "age_6_9": 0.44, "age_10_plus": 0.23},
        "audience": {
            "parents": 0.48,
            "children": 0.35,
            "both": 0.41,
            "single_parents": 0.14,
            "newcomers": 0.12,
            "grandparents": 0.07,
            "professionals": 0.06,
        },
        "languages": {
            "german": 0.97,
            "turkish": 0.31,
            "arabic": 0.24,
            "english": 0.22,
            "polish": 0.09,
            "bulgarian": 0.08,
            "romanian": 0.08,
            "ukrainian": 0.07,
            "other": 0.1,
        },
        "costs": {"free": 71, "small": 19, "income": 4, "full": 6},
        "barrier_free": {"step_free": 0.58, "toilet": 0.4, "easy_language": 0.17, "sign_language": 0.04},
        "waiting_list": {"yes": 34, "no": 58, "unsure": 8},
    },
)
CAFE = Tendencies(
    texts=_texts("elterncafe-feedback"),
    mood=MEAN + 8,
    levels={"welcome": 8, "learned": -10},
    shares={
        "again": {"yes": 78, "maybe": 19, "no": 3},
        "topics": {
            "school": 0.52,
            "media": 0.44,
            "food": 0.26,
            "money": 0.39,
            "language": 0.31,
            "sleep": 0.35,
            "leisure": 0.29,
        },
    },
)
LIVING = Tendencies(
    texts=_texts("leben-mit-kindern"),
    mood=MEAN - 4,
    levels={"well": 8, "playgrounds": -10, "way_to_school": -14, "have_a_say": -20},
    unsure={"have_a_say": 0.12},
    shares={
        "change": {"traffic": 24, "clean": 21, "green": 12, "places": 20, "meeting": 9, "housing": 14},
        "known": {
            "cafe": 0.58,
            "baby": 0.33,
            "kinderstube": 0.46,
            "family_office": 0.38,
            "language": 0.3,
            "sport": 0.49,
        },
        "used": {
            "cafe": 0.31,
            "baby": 0.16,
            "kinderstube": 0.22,
            "family_office": 0.19,
            "language": 0.12,
            "sport": 0.27,
        },
        "hurdles": {"time": 0.38, "money": 0.16, "language": 0.21, "way": 0.09, "unknown": 0.41, "full": 0.24},
        "home": {"innenstadt-nord": 95, "innenstadt-ost": 3, "eving": 2},
        "children": CHILDREN,
        "home_language": HOME_LANGUAGES,
        "age": AGES,
    },
)
QUICK = Tendencies(
    texts=_texts("kurz-gefragt"),
    numbers={"children": 1.9},
    levels={"have_a_say": -18, "informed": -10, "neighbours": 4},
)

OFFERS_PER_DISTRICT = {
    "innenstadt-nord": 31, "hoerde": 17, "eving": 14, "scharnhorst": 13, "mengede": 12, "luetgendortmund": 10,
    "innenstadt-west": 9, "huckarde": 6, "brackel": 6, "innenstadt-ost": 4, "aplerbeck": 2, "hombruch": 2,
}  # fmt: skip
QUICK_PER_DISTRICT = {
    "innenstadt-nord": (72, -4), "eving": (38, 0), "scharnhorst": (34, -2), "hoerde": (31, 1), "mengede": (26, -1), "innenstadt-west": (24, 2),
    "luetgendortmund": (19, 0), "huckarde": (15, -3), "brackel": (13, 4), "innenstadt-ost": (11, 5), "aplerbeck": (7, 6), "hombruch": (3, 6),
}  # fmt: skip


PLANS = (
    Plan(
        "netzwerk-puls",
        (Round(213, _pulse_groups(0), closed=185), Round(24, _pulse_groups(1))),
        partition="network",
        channels={"phone": 0.9, "assisted": 0.06, "paper": 0.04},
    ),
    Plan(
        "leben-mit-kindern", (Round(40, (Group(228, LIVING),)),), partition="network", network="brunnenstrassenviertel"
    ),
    Plan("ankommen-in-der-kita", (Round(33, (Group(142, DAYCARE),)),), partition="district", network="scharnhorst"),
    Plan("spielplatz-check", (Round(47, (Group(96, PLAYGROUND),)),), partition="network", network="maerchensiedlung"),
    Plan(
        "angebots-landkarte",
        (
            Round(
                61,
                tuple(
                    Group(n, replace(OFFERS, shares={**OFFERS.shares, "where": {district: 1}}))
                    for district, n in OFFERS_PER_DISTRICT.items()
                ),
            ),
        ),
        partition="district",
        channels={"phone": 0.95, "assisted": 0.05},
    ),
    Plan(
        "elterncafe-feedback",
        (Round(12, (Group(64, CAFE),)),),
        partition="network",
        network="westerfilde-bodelschwingh",
        open_results=True,
    ),
    Plan(
        "kurz-gefragt",
        (
            Round(
                19,
                tuple(
                    Group(n, replace(QUICK, mood=MEAN + more), district=district)
                    for district, (n, more) in QUICK_PER_DISTRICT.items()
                ),
            ),
        ),
        partition="district",
    ),
)

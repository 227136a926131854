"""The results page from the router: what each person sees, what a filter, an answer and a link change."""

from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from services import answering, remembering, results, surveys
from survey.model import Choice, Question, Questionnaire, Section

ROUTER = Path(__file__).parents[2] / "pages" / "router.py"
JOY = Question("AM1", "agreement", {"de": "Es macht mir Freude."})
ROLE = Question(
    "role",
    "single",
    {"de": "Wie sind Sie dabei?"},
    choices=(Choice("staff", {"de": "beruflich"}), Choice("free", {"de": "ehrenamtlich"})),
)
WISH = Question("wish", "long_text", {"de": "Was wünschen Sie sich?"})
PULSE = Questionnaire(
    {"de": "Netzwerk-Puls", "en": "Network pulse"},
    (Section("one", {"de": "Mitmachen"}, (JOY, ROLE, WISH)),),
    languages=("de", "en"),
)


@pytest.fixture
def pulse(people) -> None:  # type: ignore[no-untyped-def]
    surveys.publish(people.alice, "pulse", PULSE, partition="network")
    surveys.open_survey(people.alice, "pulse", "Welle 1")


def answer(network: str = "brunnenstrassenviertel", joy: str = "4", n: int = 1) -> None:
    for _ in range(n):
        answering.submit(
            answering.Submission(
                "pulse",
                1,
                str(uuid4()),
                "de",
                {"AM1": [joy], "role": ["staff"], "wish": ["Mehr Bänke"]},
                network=network,
            )
        )
    remembering.forget()
    for followed in results._followed.values():
        followed._looked = 0.0  # the page looks again at once


def page(token: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROUTER), default_timeout=20)
    app.session_state["token"] = token
    app.run()
    app.switch_page("facilitator/results.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def shown(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(
        [
            element.value
            for kind in ("title", "subheader", "markdown", "caption", "info", "error", "html")
            for element in app.get(kind)
        ]
        + [one.value for one in app.metric]
    )


def test_whoever_sees_everything_sees_every_answer_at_once(people, pulse) -> None:  # type: ignore[no-untyped-def]
    answer()
    app = page(people.tokens["alice"])
    assert app.metric[0].value == "1 Person"
    assert "Etwas geschrieben: 1 Person." in shown(app)
    assert len(app.get("vega_lite_chart")) == 3


def test_an_answer_that_arrives_is_in_the_next_drawing(people, pulse) -> None:  # type: ignore[no-untyped-def]
    answer()
    app = page(people.tokens["alice"])
    specs = [chart.proto.spec for chart in app.get("vega_lite_chart")]
    answer(joy="1")
    app.run()
    assert app.metric[0].value == "2 Personen"
    assert [chart.proto.spec for chart in app.get("vega_lite_chart")] == specs


def test_leads_see_nothing_of_few_answers_and_are_told_why(people, pulse) -> None:  # type: ignore[no-untyped-def]
    answer(n=4)
    app = page(people.tokens["bob"])
    assert "Noch zu wenige Antworten" in shown(app)
    assert not app.get("vega_lite_chart")
    assert not app.metric


def test_leads_see_released_batches_and_are_told_that_one_is_held_back(people, pulse) -> None:  # type: ignore[no-untyped-def]
    answer(n=12)
    app = page(people.tokens["bob"])
    assert app.metric[0].value == "5 Personen"
    assert "in Gruppen von mindestens 5" in shown(app)


def test_viewers_see_rounded_figures(people, pulse) -> None:  # type: ignore[no-untyped-def]
    answer(n=33)
    app = page(people.tokens["dilek"])
    assert app.metric[0].value == "etwa 20 Personen"
    assert "auf Fünfer gerundet" in shown(app)


def test_parts_with_few_people_are_named_as_missing(people, pulse) -> None:  # type: ignore[no-untyped-def]
    answer(n=10)
    answer(network="dorstfeld", n=3)
    surveys.close_survey(people.alice, "pulse")
    remembering.forget()
    assert "weniger als 10 Personen geantwortet haben: Dorstfeld" in shown(page(people.tokens["dilek"]))


def test_a_filter_shows_a_part_and_stands_in_the_address(people, pulse) -> None:  # type: ignore[no-untyped-def]
    answer(n=2)
    answer(network="dorstfeld")
    app = page(people.tokens["alice"])
    app.selectbox(key="results.place.de").select("network:dorstfeld").run()
    assert app.metric[0].value == "1 Person"
    assert app.query_params["place"] in ("network:dorstfeld", ["network:dorstfeld"])
    app.selectbox(key="results.place.de").select("all").run()
    assert app.metric[0].value == "3 Personen"
    assert "place" not in app.query_params


def test_a_link_restores_the_view(people, pulse) -> None:  # type: ignore[no-untyped-def]
    answer(n=2)
    answer(network="dorstfeld")
    app = page(people.tokens["alice"], place="network:dorstfeld")
    assert app.metric[0].value == "1 Person"


def test_a_link_to_what_somebody_may_not_choose_shows_the_whole(people, pulse) -> None:  # type: ignore[no-untyped-def]
    answer(n=12)
    answer(network="dorstfeld", n=12)
    app = page(people.tokens["bob"], place="network:dorstfeld")
    assert app.metric[0].value == "5 Personen"
    assert app.selectbox(key="results.place.de").value == "all"


def test_without_any_survey_the_page_says_what_comes(people) -> None:  # type: ignore[no-untyped-def]
    assert "Hier stehen Ergebnisse" in shown(page(people.tokens["alice"]))


def test_it_speaks_english(people, pulse) -> None:  # type: ignore[no-untyped-def]
    answer()
    app = page(people.tokens["alice"])
    app.session_state["language"] = "en"
    app.run()
    assert app.selectbox(key="results.place.en").options[0] == "all"
    assert "Network pulse" in app.selectbox(key="results.survey.en").options


def test_another_language_keeps_the_filter(people, pulse) -> None:  # type: ignore[no-untyped-def]
    answer(n=2)
    answer(network="dorstfeld")
    app = page(people.tokens["alice"])
    app.selectbox(key="results.place.de").select("network:dorstfeld").run()
    app.session_state["language"] = "en"
    app.run()
    assert app.metric[0].value == "1 person"

"""An answer in words at the staff face: codes never stand there, and what was only worked out was not answered."""

from streamlit.testing.v1 import AppTest


def told() -> None:
    import streamlit as st

    from survey.model import Choice, Question, Questionnaire, Section
    from ui.answers import lines

    two = (Choice("green", {"de": "mehr Grün"}), Choice("cars", {"de": "weniger Autos"}))
    questions = (
        Question("first", "ranking", {"de": "Was zuerst?"}, choices=two),
        Question("way", "single", {"de": "Woher?"}, choices=two, other=True),
        Question("often", "grid", {"de": "Wie oft?"}, choices=two, rows=(Choice("office", {"de": "Jugendamt"}),)),
        Question("rules", "acknowledge", {"de": "Bitte eine Jacke."}),
        Question("total", "calculation", {"de": "Summe"}, calculation="1 + 1"),
    )
    values = {
        "first": ["cars", "green"],
        "way": "other",
        "way_other": "green",
        "office": "green",
        "rules": "OK",
        "total": 2,
    }
    for label, said in lines(Questionnaire({}, (Section("all", {}, questions),)), values):
        st.text(f"{label} {said}")


def test_an_answer_of_newer_kinds_is_read_in_words() -> None:
    shown = [one.value for one in AppTest.from_function(told).run().text]
    assert shown == [
        "Was zuerst? weniger Autos, mehr Grün",
        "Woher? etwas anderes",
        "etwas anderes, und zwar green",
        "Jugendamt mehr Grün",
        "Bitte eine Jacke. Ich habe das gelesen.",
    ]

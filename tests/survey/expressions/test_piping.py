"""Answers within words: "Wie alt ist ${child_name}?"."""

from asking import answered, family

from survey.expressions import Piped


def test_words_take_up_answers_of_the_same_repetition() -> None:
    tree = answered()
    asked = Piped("Wie alt ist ${child_name}, ${ name }?", family(), "children/child_age")
    assert [asked.said(tree, node) for node in tree.nodes(tree.outline.at("children/child_age"))] == [
        "Wie alt ist Mia, Ada?",
        "Wie alt ist Ole, Ada?",
        "Wie alt ist Kim, Ada?",
    ]


def test_what_has_no_answer_leaves_no_trace() -> None:
    assert Piped("Hallo ${name}!", family()).said(answered({})) == "Hallo !"


def test_words_without_answers_stay_as_they_are() -> None:
    for words in ("", "5 $ {x} {{y}} $z", "100 %"):
        assert Piped(words, family()).said(answered()) == words

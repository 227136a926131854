"""Whoever writes a questionnaire reads what is wrong with an expression in German or English, and what to do about it."""

import pytest

from i18n.catalogue import words
from i18n.expressions import hint, sentence
from survey.expressions import FUNCTIONS, Code, Outline, Problem, check, question
from survey.expressions.functions.refused import REFUSED

_FIELDS = "limit character opening closing found wrote write name paths columns pattern names least most given"
CONTEXT = dict.fromkeys(_FIELDS.split(), "x")


@pytest.mark.parametrize("tag", ["de", "en"])
@pytest.mark.parametrize("code", Code)
def test_every_problem_has_a_sentence(code: Code, tag: str) -> None:
    said = sentence(Problem(code, context=CONTEXT), words(tag))
    assert said.endswith(".")
    assert "{" not in said and "…" not in said


@pytest.mark.parametrize("code", Code)
def test_sentences_and_hints_differ_between_languages(code: Code) -> None:
    problem = Problem(code, context=CONTEXT)
    for saying in (sentence, hint):
        german, english = saying(problem, words("de")), saying(problem, words("en"))
        assert german != english or german == ""


def test_sentences_differ_between_problems() -> None:
    assert len({sentence(Problem(code, context=CONTEXT), words("de")) for code in Code}) == len(Code)


@pytest.mark.parametrize(
    ("source", "tag", "said", "advised"),
    [
        ("${aeg} > 1", "de", "Eine Frage „aeg“ gibt es nicht.", "Meinten Sie „age“?"),
        ("${age} == 1", "en", "XLSForm does not know “==”.", "Write “=”."),
        ("cuont(${age})", "en", "There is no function “cuont”.", "Did you mean “count”?"),
        ("${age} = ja", "de", "„ja“ gibt es hier nicht. Das ist immer leer.", "Ein Text gehört in Anführungszeichen, eine Frage wird so geschrieben: ${name}."),
        ("if(1, 2)", "en", "The function “if” lacks something: it needs at least 3, here it has 2.", ""),
        ("${last-saved#age}", "en", "“last-saved” is not supported here.", "Earlier answers of the same person are not kept here."),
    ],
)  # fmt: skip
def test_it_is_said_with_what_to_do(source: str, tag: str, said: str, advised: str) -> None:
    (problem,) = check(source, Outline(question("age")))
    assert (sentence(problem, words(tag)), hint(problem, words(tag))) == (said, advised)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_functions_of_others_say_why_they_are_refused(name: str) -> None:
    (problem,) = check(f"{name}(1)")
    assert name in sentence(problem, words("en"))
    assert hint(problem, words("en"))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_the_help_for_a_function_is_there_in_english(name: str) -> None:
    assert words("en").gettext(FUNCTIONS[name].doc) != FUNCTIONS[name].doc

"""Words with answers in them: "Wie alt ist ${name}?"."""

import re

from survey.expressions.compiling import Compiled, compile
from survey.expressions.errors import Failure, Invalid, Problem
from survey.expressions.nodes import Node
from survey.expressions.outline import Outline, Place
from survey.expressions.tree import Tree

_ANSWER = re.compile(r"\$\{[^{}]*\}")


class Piped:
    """Plain words and references in turn."""

    def __init__(self, words: str, outline: Outline, at: str | Place = "") -> None:
        """Raises `Invalid` with all references that mean nothing; places count within the words."""
        self.plain = tuple(_ANSWER.split(words))
        self.answers: tuple[Compiled, ...] = ()
        problems: list[Problem] = []
        for found in _ANSWER.finditer(words):
            try:
                self.answers += (compile(found[0], outline, at),)
            except Invalid as invalid:
                problems += (_moved(problem, words, found.start()) for problem in invalid.problems)
        if problems:
            raise Invalid(*problems)

    def said(self, tree: Tree, at: Node | None = None) -> str:
        """Without what has no answer."""
        parts = [self.plain[0]]
        for answer, plain in zip(self.answers, self.plain[1:], strict=True):
            text = answer.text(tree, at)
            parts += ["" if isinstance(text, Failure) else text, plain]
        return "".join(parts)


def _moved(problem: Problem, words: str, by: int) -> Problem:
    before = words[: problem.start + by]
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Problem(
        problem.code,
        problem.start + by,
        problem.end + by,
        before.count("\n") + 1,
        column,
        problem.context,
        problem.warning,
    )

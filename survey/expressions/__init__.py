"""Expressions of XLSForm: read, checked, evaluated, kept up to date. Knows nothing of questions, screens or databases.

    outline = Outline(question("age"), repeat("children", question("name")), lists={"yes_no": frozenset({"name", "label"})})
    check("${age} >= 18 and", outline)           what is wrong with it, in the order of the text; never raises
    compile("count(${children})", outline)       ready to be evaluated; raises `Invalid`
    tree = Tree(outline, {"age": 41, "children": [{"name": "Mia"}]}, Environment(now, zone, "tr", seed, lists))
    compiled.truth(tree), .number, .text         the value, or a `Failure`; never raises

    graph = Graph(outline, [Rule(Role.RELEVANT, compile("${age} < 27", outline, at="school"))])
    graph.cycles                                 names that need one another
    bring_up_to_date(graph, tree)                all rules; then nodes have `shown`, `valid`, `needed`, `locked`, `text`
    tree.put(tree.at("age"), 12); follow(graph, tree, tree.at("age"))    only what depends on it

Functions are one table, `FUNCTIONS`, for the help text by theme. Sentences for problems are made in i18n/expressions.py.
"""

from survey.expressions.compiling import Compiled, check, compile
from survey.expressions.environment import Environment
from survey.expressions.errors import Code, Failure, Invalid, Problem
from survey.expressions.functions import FUNCTIONS, by_theme
from survey.expressions.functions.table import Function
from survey.expressions.graph import Graph, Role, Rule
from survey.expressions.lists import Items
from survey.expressions.nodes import Node, Value
from survey.expressions.outline import Outline, Place, group, question, repeat
from survey.expressions.parser import parse
from survey.expressions.passes import Outcome, bring_up_to_date, follow, follow_added, follow_removed
from survey.expressions.piping import Piped
from survey.expressions.shuffle import shuffled
from survey.expressions.tree import Tree

__all__ = [
    "FUNCTIONS",
    "Code",
    "Compiled",
    "Environment",
    "Failure",
    "Function",
    "Graph",
    "Invalid",
    "Items",
    "Node",
    "Outcome",
    "Outline",
    "Piped",
    "Place",
    "Problem",
    "Role",
    "Rule",
    "Tree",
    "Value",
    "bring_up_to_date",
    "by_theme",
    "check",
    "compile",
    "follow",
    "follow_added",
    "follow_removed",
    "group",
    "parse",
    "question",
    "repeat",
    "shuffled",
]

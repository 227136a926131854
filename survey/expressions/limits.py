"""How much one expression may ask for. Forms of several thousand rows stay far below; hostile ones end in an error."""

LENGTH = 20_000
"""Characters of an expression."""
DEPTH = 80
"""Parentheses, functions and predicates inside one another. Reading takes four frames a level, Python allows a thousand."""
WORK = 200_000
"""Nodes that one evaluation may look at."""
PASS = 2_000_000
"""Nodes that all rules of a pass may look at together. A pattern that takes too long counts as a twentieth of it."""
TEXT = 100_000
"""Characters of a text that a function makes."""
PATTERN = 1_000
"""Characters of a pattern."""
PATTERN_PARTS = 20_000
"""Parts of a pattern once its counts are written out: `(((a{100}){100}){100}){100}` took all memory (regex 2026.11.19)."""
PATTERN_SECONDS = 0.1
"""How long a pattern may try one answer."""
KEPT = 10_000
"""Texts whose number or day is remembered."""

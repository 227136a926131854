"""A workshop in words, as the services say it in mails."""

from services.wording import FOOD, day, hours, language, needs, people, pool

__all__ = ["FOOD", "day", "hours", "language", "needs", "people", "pool"]

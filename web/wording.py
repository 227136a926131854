"""The words of `services.wording`, under the name that the light face knows."""

from services.wording import FOOD, day, hours, language, needs, people, pool

__all__ = ["FOOD", "day", "hours", "language", "needs", "people", "pool"]

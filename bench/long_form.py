"""A survey of a hundred questions, thirty of them conditional: `python -m bench.long_form` publishes it in the database of its environment."""

from services import house, surveys
from services.may import Actor, Role
from survey.model import Choice, Question, Questionnaire, Section

SLUG = "hundert-fragen"
SECTIONS, EACH = 10, 10
CHOICES = tuple(Choice(f"c{number}", {"de": f"Antwort {number}"}) for number in range(5))


def questionnaire() -> Questionnaire:
    return Questionnaire({"de": "Hundert Fragen"}, tuple(_section(number) for number in range(SECTIONS)))


def _section(number: int) -> Section:
    questions = tuple(_question(number * EACH + place) for place in range(EACH))
    return Section(f"teil{number}", {"de": f"Teil {number + 1}"}, questions)


def _question(number: int) -> Question:
    label, before = {"de": f"Wie ist es mit Nummer {number}?"}, f"${{frage{number - 1}}}"
    if number % 10 in (3, 6, 9):
        return Question(f"frage{number}", "short_text", label, relevant=f"selected({before}, 'c1') or {before} = 'c2'")
    if number % 10 == 4:
        return Question(f"frage{number}", "number", label, limits={"min": 0, "max": 99})
    return Question(f"frage{number}", "single", label, choices=CHOICES)


def publish() -> None:
    someone = Actor(1, "Bench", "bench@example.org", "de", frozenset({(Role.COORDINATOR, None)}))
    surveys.publish(someone, SLUG, questionnaire(), partition="district", district_id=1)
    surveys.open_survey(someone, SLUG, "Messung")
    house.close()


if __name__ == "__main__":
    publish()

"""The Netzwerk-Puls of the demonstration, the twelve answers of DOMAIN 1.3, and others."""

import csv
from pathlib import Path
from uuid import uuid4

import msgspec

from services import answering, surveys
from services.answering import Submission
from survey import model

HERE = Path(__file__).parent
QUESTIONNAIRES = HERE.parent / "demo" / "questionnaires"
WAVE_1 = [
    {item: x and str(int(float(x))) for item, x in row.items()}
    for row in csv.DictReader((HERE / "services" / "vectors" / "pulse_wave1.csv").read_text("utf-8").splitlines())
]
SLUG = "netzwerk-puls"
HOME = "brunnenstrassenviertel"


def questionnaire(slug: str) -> model.Questionnaire:
    return model.from_plain(msgspec.json.decode((QUESTIONNAIRES / f"{slug}.json").read_bytes()))


PULSE = questionnaire(SLUG)


def send(rows: list[dict[str, str]], network: str = HOME) -> None:
    """What is empty is sent as "weiß nicht"; what a row does not name is left out."""
    items = [item.name for question in PULSE.questions() for item in (question.rows or (question,))]
    for row in rows:
        form = {item: [row[item] or "none"] for item in items if item in row}
        answering.submit(
            Submission(SLUG, surveys.by_slug(SLUG).version_number, str(uuid4()), "de", form, network=network)
        )


def answers(level: int, n: int) -> list[dict[str, str]]:
    """n people around a level of agreement, who differ a little."""
    steps = (level - 1, level, level, level + 1)
    return [
        {item: str(6 - steps[place % 4] if item == "AM3" else steps[place % 4]) for item in WAVE_1[0] if item != "REC"}
        | {"REC": "8"}
        for place in range(n)
    ]

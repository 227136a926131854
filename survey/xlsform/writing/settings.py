"""The sheet `settings`: what an imported form said there, and what XLSForm has no other place for."""

from survey.model import Questionnaire, Text, said
from survey.xlsform.languages import written

ORDER = ("form_title", "form_id", "version", "style", "default_language", "x_title")

ROOT = "data"
"""What everybody calls the root of a form, unless told otherwise. No repeat may have the same name."""


def rows(questionnaire: Questionnaire, tags: tuple[str, ...]) -> list[dict[str, str | Text]]:
    twins = {"allow_choice_duplicates": "yes"} if _has_twins(questionnaire) else {}
    repeats = {question.name.rpartition(".")[2] for question in questionnaire.questions() if question.kind == "repeat"}
    root = {"name": "questionnaire"} if ROOT in repeats else {}
    first = next(iter(tags), "de")
    return [
        {
            "form_title": said(questionnaire.title, first).words or "…",
            **twins,
            **questionnaire.settings,
            **root,
            "default_language": written(first),
            "x_title": questionnaire.title,
            "x_languages": " ".join(questionnaire.languages),
            "x_minutes": str(questionnaire.minutes or ""),
            "x_scale": questionnaire.scale,
        }
    ]


def _has_twins(questionnaire: Questionnaire) -> bool:
    lists = (*questionnaire.lists.values(), *(question.choices for question in questionnaire.questions()))
    return any(len({choice.name for choice in choices}) < len(choices) for choices in lists)

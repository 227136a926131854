"""Words by which a question seems to ask who somebody is, or for what Art. 9 DSGVO protects. A guess from German and English words, for a human being to judge."""

import re

from survey.model import Question, Text

_CONTACT = re.compile(
    r"\be-?mail|\btelefon|\bhandy|\bmobilnummer|\brufnummer|\bwhatsapp|\banschrift|\badresse|\bhausnummer"
    r"|\b(?:vor|nach|familien)name|\bihr(?:en?|em)? namen?\b|\bheißen sie\b|\bgeburtsdatum"
    r"|\bphone|\bpostal address|\byour address|\b(?:first|last|your) name\b|\bsurname|\bdate of birth",
    re.IGNORECASE,
)
_NO_NAMES = re.compile(r"\bname|\bpersonenbezogen|\bpersonal data", re.IGNORECASE)

SPECIAL = {
    "health": r"\bkrank(?!enkasse|enhaus)|\berkrank|\bgesundheitlich|\bgesundheitszustand|\bbehinderung|\bschwerbehindert|\bpflegegrad|\bdiagnose|\bmedikament"
    r"|\ballergi|\bschwanger|\bdepress|\bpsychisch|\btherapie|\bsuchtmittel|\bdrogen|\billness|\bdisease|\bdisab(?:led|ilit)|\bpregnan|\bmedication|\bhealth condition|\bmental health",
    "religion": r"\breligi(?!onsgemeinde)|\bkonfession|\bgläubig|\bglauben sie an\b|\bmuslim|\bchristlich|\bevangelisch|\bkatholisch|\bjüdisch|\bfaith\b|\bmosque|\bchurch member",
    "origin": r"\bherkunft|\bethni|\bmigrationshintergrund|\bgeburtsland|\bstaatsangehörigkeit|\bnationalität|\bhautfarbe|\bmuttersprache|\bethnic|\bnationality|\bcountry of birth|\bskin colou?r",
    "politics": r"\bpartei(?:en|zugehörigkeit|mitglied)?\b|\bpolitische (?:einstellung|meinung|überzeugung)|\bgewerkschaft|\bpolitical (?:party|view|opinion)|\btrade union",
    "sexuality": r"\bsexuell|\bsexualität|\bschwul|\blesbisch|\bhomosexuell|\bsexual|\bgay\b|\blesbian",
    "body": r"\bgenetisch|\bgentest|\bfingerabdr|\bbiometri|\bgenetic|\bfingerprint",
}
"""Topic to the words that hint at it."""
_SPECIAL = {topic: re.compile(rf"(?:{pattern})\w*", re.IGNORECASE) for topic, pattern in SPECIAL.items()}
WRITTEN = frozenset({"short_text", "long_text"})
READ = ("de", "de-simple", "en")
"""Languages whose words are known here."""


def asks_for_contact(question: Question) -> bool:
    return question.kind in WRITTEN and bool(_CONTACT.search(_read(question.label)))


def warns_of_names(question: Question) -> bool:
    """Whether it asks not to write names."""
    return bool(_NO_NAMES.search(f"{_read(question.hint)} {_read(question.label)}"))


def special(question: Question) -> dict[str, str]:
    """Topic to the word that hints at it."""
    said = [question.label, question.hint, *(one.label for one in (*question.choices, *question.rows))]
    words = " ".join(map(_read, said))
    return {topic: found[0] for topic, pattern in _SPECIAL.items() if (found := pattern.search(words))}


def _read(text: Text) -> str:
    return " ".join(text.get(language, "") for language in READ)

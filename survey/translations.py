"""How far a questionnaire is translated, and which translations are behind: their source was changed after they were written.

Which they are is kept in the questionnaire itself (`Questionnaire.outdated`) as marks of the language, the source as it is now and the translation. A mark is about words, not about
places: it moves and is copied with them, and is gone as soon as one of the two is changed.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from msgspec.structs import replace

from survey.model import SOURCE_LANGUAGE, Questionnaire, Text
from survey.texts import Where, texts

REFERENCE_START = "${"


def source_of(questionnaire: Questionnaire) -> str:
    return next(iter(questionnaire.languages), SOURCE_LANGUAGE)


def mark(language: str, source: str, translation: str) -> str:
    return blake2b("\0".join((language, source, translation)).encode(), digest_size=6).hexdigest()


def is_outdated(questionnaire: Questionnaire, text: Text, language: str) -> bool:
    source, translation = text.get(source_of(questionnaire), ""), text.get(language, "")
    return bool(translation) and mark(language, source, translation) in questionnaire.outdated


def marked(before: Questionnaire, after: Questionnaire) -> Questionnaire:
    """After an edit: with a mark for each translation whose source it changed, and without marks that are about nothing any more."""
    source = source_of(after)
    then, now = texts(before), texts(after)
    new = {
        mark(language, text.get(source, ""), translation)
        for where, text in now.items()
        for language, translation in text.items()
        if language != source and translation and _left_behind(then.get(where, {}), text, source, language)
    }
    wanted = new | set(after.outdated)
    if not wanted:
        return after
    alive = {mark(*one) for text in now.values() for one in _pairs(text, source)}
    return replace(after, outdated=tuple(sorted(wanted & alive)))


def _left_behind(then: Text, now: Text, source: str, language: str) -> bool:
    """Whether the source became another while the translation stayed."""
    return bool(then.get(source)) and then[source] != now.get(source, "") and then.get(language) == now.get(language)


def _pairs(text: Text, source: str) -> Iterator[tuple[str, str, str]]:
    yield from ((language, text.get(source, ""), words) for language, words in text.items() if language != source)


def settled(questionnaire: Questionnaire, where: Where, language: str) -> Questionnaire:
    """Somebody looked: the translation still fits."""
    text = texts(questionnaire).get(where, {})
    gone = mark(language, text.get(source_of(questionnaire), ""), text.get(language, ""))
    return replace(questionnaire, outdated=tuple(one for one in questionnaire.outdated if one != gone))


def written(questionnaire: Questionnaire) -> Mapping[Where, Text]:
    """The texts that have words in the source, in the order of the questionnaire: what there is to translate."""
    source = source_of(questionnaire)
    return {where: text for where, text in texts(questionnaire).items() if text.get(source, "").strip()}


def placeholders(words: str) -> frozenset[str]:
    """Every `${name}`: a translation keeps them as they are."""
    found, start = set(), words.find(REFERENCE_START)
    while start >= 0:
        end = words.find("}", start)
        if end < 0:
            break
        found.add(words[start : end + 1])
        start = words.find(REFERENCE_START, end)
    return frozenset(found)

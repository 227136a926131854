import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_back import SAID

from exports.defusing import defused

FORMULAS = (
    "=SUM(A1)",
    "+49 231 000000",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1",
    "\tharmlos",
    "\rharmlos",
    "\n=1",
    "  =1",
    "\N{NO-BREAK SPACE}=1",
    "\N{ZERO WIDTH SPACE}=1",
    "\N{RIGHT-TO-LEFT MARK}=1",
    "\ufeff=1",
    "＝1+1",
    "＋1",
    "－1+1",
    "＠SUM(1)",
    "﹦1",
    "\N{MINUS SIGN}1+1",
    "-",
    "=",
    "- mehr Bänke\n- mehr Schatten",
    '=HYPERLINK("http://example.org";"hier")',
)


@pytest.mark.parametrize("words", FORMULAS)
def test_what_begins_like_a_formula_gets_an_apostrophe(words):
    assert defused(words) == f"'{words}"


@pytest.mark.parametrize("words", SAID)
def test_what_people_write_stays_as_it_is(words):
    assert defused(words) == words


@pytest.mark.parametrize("words", ["-5", "-5,5", "-1.25", "12", "0231 000000", "5-6", "a=b", "'=1", ""])
def test_numbers_and_harmless_words_stay_as_they_are(words):
    assert defused(words) == words


def looks_like_a_formula(words: str) -> bool:
    """Said another way than in the code: strip what nobody sees, unfold full width, look at the first letter."""
    unseen = (
        "".join(
            letter
            for letter in map(chr, range(0x3000))
            if unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Zl", "Zp")
        )
        + "\ufeff\u3000"
    )
    bare = unicodedata.normalize("NFKC", words).strip(unseen)
    return words[:1] in ("\t", "\r", "\n") or bare[:1] in tuple("=+-@−")


@given(
    st.text(st.sampled_from(" \t\r\n\u00a0\u200b\u200f\ufeff=+-@＝＋－＠a1,.;\"'"), max_size=8) | st.text(max_size=20)
)
def test_no_formula_comes_through_and_nothing_else_changes(words):
    shown = defused(words)
    assert shown in (words, f"'{words}")
    if shown == words and looks_like_a_formula(words):
        float(words.replace(",", "."))  # only a number may begin like this
    if shown != words:
        assert not words[0].isalnum()

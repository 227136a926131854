"""Which pools a family takes from, whether that fits, and what would fit instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from booking import places
from booking.model import Child, Kind, Party, Pool

PLACE, ONLINE = Pool(Kind.PLACE, 20, id=1), Pool(Kind.ONLINE, 5, id=2)
SMALL, BIG = Pool(Kind.CHILDCARE, 4, age_from=0, age_to=3, id=3), Pool(Kind.CHILDCARE, 4, age_from=4, age_to=9, id=4)
ARABIC, TURKISH = Pool(Kind.INTERPRETER, 3, language="ar", id=5), Pool(Kind.INTERPRETER, 3, language="tr", id=6)
POOLS = (PLACE, ONLINE, SMALL, BIG, ARABIC, TURKISH)


def taken(**by_kind: int) -> tuple[Pool, ...]:
    """The pools with so many taken, by name."""
    names = {"place": 1, "online": 2, "small": 3, "big": 4, "arabic": 5, "turkish": 6}
    full = {names[name]: n for name, n in by_kind.items()}
    return tuple(
        Pool(one.kind, one.capacity, full.get(one.id, 0), one.language, one.age_from, one.age_to, one.id)
        for one in POOLS
    )


@pytest.mark.parametrize(
    ("party", "amounts"),
    [
        (Party(1), {1: 1}),
        (Party(2, (Child(3), Child(5))), {1: 4}),
        (Party(2, (Child(3, childcare=True), Child(5, childcare=True))), {1: 2, 3: 1, 4: 1}),
        (Party(2, (Child(3, childcare=True), Child(5))), {1: 3, 3: 1}),
        (Party(2, (Child(0, True), Child(3, True), Child(4, True), Child(9, True))), {1: 2, 3: 2, 4: 2}),
        (Party(2, interpreter="ar"), {1: 2, 5: 2}),
        (Party(1, (Child(12),), interpreter="tr"), {1: 2, 6: 1}),
        (Party(1, online=True), {2: 1}),
        (Party(0, (Child(7, childcare=True),)), {4: 1}),
    ],
)
def test_a_family_takes_from_these_pools(party: Party, amounts: dict[int, int]) -> None:
    assert places.wanted(party, POOLS) == amounts
    assert list(places.wanted(party, POOLS)) == sorted(amounts)


@pytest.mark.parametrize("party", [Party(1, (Child(10, childcare=True),)), Party(1, interpreter="pl")])
def test_what_the_workshop_does_not_have_cannot_be_wanted(party: Party) -> None:
    with pytest.raises(LookupError):
        places.wanted(party, POOLS)
    with pytest.raises(LookupError):
        places.wanted(Party(online=True), [PLACE])


def test_everything_fits_or_nothing() -> None:
    assert places.fits({1: 2, 3: 1}, {1: 2, 3: 1})
    assert not places.fits({1: 2, 3: 1}, {1: 20, 3: 0})
    assert not places.fits({9: 1}, {1: 20})


def test_why_it_does_not_fit_names_every_pool_that_has_too_little() -> None:
    party = Party(2, (Child(2, childcare=True),), interpreter="ar")
    lacking = places.lacking(party, taken(place=19, small=4))
    assert [(one.pool.id, one.wanted) for one in lacking] == [(1, 2), (3, 1)]
    assert places.lacking(party, POOLS) == ()


def test_with_full_childcare_the_family_may_take_the_child_along() -> None:
    party = Party(2, (Child(2, childcare=True),))
    instead = places.would_fit(party, taken(small=4))
    assert instead[0].without == ("childcare",)
    assert instead[0].party == Party(2, (Child(2),))


def test_with_a_full_room_there_is_the_screen() -> None:
    ways = places.would_fit(Party(2), taken(place=20))
    assert [way.without for way in ways] == [("online",)]


def test_with_one_place_left_one_of_two_may_come() -> None:
    ways = places.would_fit(Party(2), taken(place=19, online=5))
    assert [(way.without, way.party.adults) for way in ways] == [(("people",), 1)]


def test_with_nothing_left_nothing_is_promised() -> None:
    assert places.would_fit(Party(2, (Child(3),)), taken(place=20, online=5)) == ()


def test_what_fits_needs_nothing_instead() -> None:
    assert places.would_fit(Party(2), POOLS) == ()


@given(
    adults=some.integers(1, 6),
    ages=some.lists(some.tuples(some.integers(0, 9), some.booleans()), max_size=4),
    interpreter=some.sampled_from(["", "ar", "tr"]),
    full=some.fixed_dictionaries(
        {
            "place": some.integers(0, 20),
            "online": some.integers(0, 5),
            "small": some.integers(0, 4),
            "big": some.integers(0, 4),
            "arabic": some.integers(0, 3),
        }
    ),
)
def test_what_is_proposed_really_fits_and_is_not_what_was_asked(
    adults: int, ages: list[tuple[int, bool]], interpreter: str, full: dict[str, int]
) -> None:
    party, pools = Party(adults, tuple(Child(*age) for age in ages), interpreter=interpreter), taken(**full)
    ways = places.would_fit(party, pools)
    for way in ways:
        assert places.fits(places.wanted(way.party, pools), places.free(pools))
        assert way.party != party and way.without
        assert len(way.party.children) == len(party.children) and 1 <= way.party.adults <= party.adults
    assert len(ways) <= 3
    assert not (ways and not places.lacking(party, pools))


@pytest.mark.parametrize(
    ("capacity", "taken", "waiting", "words"),
    [
        (40, 0, 0, "many"),
        (40, 31, 0, "many"),
        (40, 32, 0, "few"),
        (40, 37, 0, "few"),
        (40, 38, 0, "last"),
        (40, 39, 0, "last"),
        (40, 40, 0, "full"),
        (40, 10, 1, "full"),
        (8, 4, 0, "many"),
        (8, 5, 0, "few"),
    ],
)
def test_places_left_are_said_in_words_and_a_line_means_full(
    capacity: int, taken: int, waiting: int, words: str
) -> None:
    assert places.left(Pool(Kind.PLACE, capacity, taken), waiting) == words

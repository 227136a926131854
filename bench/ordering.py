"""Orders an export as the page in the staff face does, in a process that has the app's environment: `python -m bench.ordering TOKEN SLUG FORMAT` prints its id."""

import sys

from services import accounts, exporting, house
from services.exporting import Order


def main(token: str, slug: str, format: str) -> None:
    actor = accounts.actor_of(token)
    assert actor, "the login has just been made"
    print(exporting.order(actor, slug, Order(format=format)))
    house.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

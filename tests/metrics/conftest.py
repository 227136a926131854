"""The numbers of DOMAIN.md chapter 1 and 6, and the twelve persons of its worked example."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from metrics.moments import Moments
from metrics.scale_moments import ScaleMoments
from metrics.scales import Scale
from metrics.scores import SCORES
from survey.model import Values

VECTORS = Path(__file__).parent / "vectors"


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def plain(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def pulse() -> Scale:
    return SCORES["netzwerk-puls"]


@pytest.fixture(scope="session")
def wave1() -> list[Values]:
    """What twelve persons answered; an empty cell is no answer."""
    return [{item: int(float(cell)) for item, cell in row.items() if cell} for row in rows("pulse_wave1.csv")]


@pytest.fixture(scope="session")
def wave1_scores() -> list[dict[str, float]]:
    return [{code: float(cell) for code, cell in row.items() if cell} for row in rows("pulse_wave1_scores.csv")]


@pytest.fixture(scope="session")
def expected() -> Any:
    return plain("pulse_expected.json")


@pytest.fixture(scope="session")
def vectors() -> dict[str, Any]:
    return {vector["id"]: vector for vector in plain("reference_vectors.json")}


@pytest.fixture
def wave1_moments(pulse: Scale, wave1: list[Values]) -> ScaleMoments:
    moments = ScaleMoments()
    for values in wave1:
        moments.add(pulse, values)
    return moments


@pytest.fixture
def wave2_index(expected: Any) -> Moments:
    moments = Moments()
    for x in expected["wave2_MI"]:
        moments.add(x)
    return moments

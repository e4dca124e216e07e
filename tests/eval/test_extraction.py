"""The gate: extraction reaches its floors on gold passages."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from extractors.gold import read_gold
from extractors.scoring import score

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
SAMPLE = HERE.parent / "sample" / "expected.jsonl"


@pytest.fixture(scope="module", params=sorted(FLOORS))
def evaluated(request, shared, pipeline):
    """The floors of one gold file, its fingerprint and the scores reached on it."""
    path = SAMPLE if request.param == "sample" else shared("eval", f"{request.param}.jsonl")
    gold = read_gold(path)
    predicted = {passage["id"]: pipeline.extract(passage["text"]) for passage in gold}
    fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()
    return FLOORS[request.param], fingerprint, score(gold, predicted)


def test_the_gold_is_the_one_that_the_floors_were_set_on(evaluated):
    floors, fingerprint, _ = evaluated

    assert fingerprint == floors["fingerprint"]


@pytest.mark.parametrize("what", ["entity", "relation"])
def test_strict_f1_reaches_its_floor(evaluated, what):
    floors, _, report = evaluated

    assert report.row("strict", what).counts.f1 >= floors[what]


@pytest.mark.parametrize("relation", ["INVESTED_IN", "WORKS_FOR", "ISSUED"])
def test_the_relations_that_matter_most_reach_their_floors(evaluated, relation):
    floors, _, report = evaluated

    assert report.row("strict", "relation").types[relation].f1 >= floors[relation]

"""How much of what a person would retype the repair gets right, on the gold passages.

Error rate: edit distance over the length of the gold text. A floor is lowered on purpose only.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from extractors.reading.repair import repaired

FILE = Path(os.environ.get("GUANXI_DATA", "../shared")) / "eval" / "press-dev.jsonl"
ERROR_RATE = 0.003  # measured: 0.0002; unrepaired: 0.0491


def distance(one: str, other: str) -> int:
    """Edit distance, in the diagonals that so few edits can reach (Ukkonen)."""
    reach, limit = {0: _run(one, other, 0, 0)}, len(one) + len(other)
    for edits in range(limit + 1):
        if reach.get(len(one) - len(other)) == len(one):
            return edits
        following = {}
        for diagonal in range(-edits - 1, edits + 2):
            row = max(
                reach.get(diagonal, -2) + 1,
                reach.get(diagonal - 1, -2) + 1,
                reach.get(diagonal + 1, -2),
            )
            row = min(row, len(one), len(other) + diagonal)
            if row >= max(0, diagonal):
                following[diagonal] = _run(one, other, row, row - diagonal)
        reach = following
    return limit


def _run(one: str, other: str, row: int, column: int) -> int:
    while row < len(one) and column < len(other) and one[row] == other[column]:
        row, column = row + 1, column + 1
    return row


@pytest.fixture(scope="module")
def passages() -> list[dict[str, str]]:
    if not FILE.exists():
        assert os.environ.get("CI") != "true", f"{FILE} is missing; set GUANXI_DATA"
        pytest.skip(f"no gold passages at {FILE}; set GUANXI_DATA to the folder that has eval/")
    return [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("", "", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("ab", "ba", 2)],
)
def test_the_distance_counts_edits(one, other, edits):
    assert distance(one, other) == distance(other, one) == edits


def test_the_error_rate_after_repair_stays_below_its_floor(passages):
    errors = sum(distance(repaired(each["raw"]).text, each["text"]) for each in passages)

    assert errors / sum(len(each["text"]) for each in passages) <= ERROR_RATE


def test_text_that_is_whole_is_left_alone(passages):
    changed = sum(distance(repaired(each["text"]).text, each["text"]) for each in passages)

    assert changed / sum(len(each["text"]) for each in passages) <= 0.0005

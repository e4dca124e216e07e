"""The labels and the texts that they were made on fit together."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from extractors.gold import read_gold
from extractors.training import labelled
from graph.errors import InputError
from graph.ontology import allows

DATA = Path(os.environ.get("GUANXI_DATA", "../shared"))


@pytest.fixture
def data():
    if not (DATA / "data").exists():
        assert os.environ.get("CI") != "true", f"{DATA / 'data'} is missing; set GUANXI_DATA"
        pytest.skip(f"nothing at {DATA / 'data'}; set GUANXI_DATA to the folder that has data/")
    return DATA


def test_labels_are_gold_passages(data, tmp_path):
    passages = labelled.labelled(data)
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(map(json.dumps, passages)), encoding="utf-8")

    assert read_gold(file) == passages
    for passage in passages:
        types = {each["id"]: each["type"] for each in passage["entities"]}
        for each in passage["relations"]:
            assert allows(types[each["head"]], each["type"], types[each["tail"]])
            assert each["evidence"] in passage["text"]


def test_what_is_judged_on_is_apart_from_what_is_trained_on(data):
    train, test = (
        {each["id"] for each in labelled.labelled(data, split)} for split in ("train", "test")
    )

    assert train
    assert test
    assert not train & test
    assert max(Counter(each["id"] for each in labelled.labelled(data)).values()) == 1


def test_another_version_of_a_text_is_refused(tmp_path):
    for name in labelled.TEXTS.values():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((json.dumps({"text": "another"}) + "\n") * 2000, encoding="utf-8")

    with pytest.raises(InputError, match="not the one that was labelled"):
        labelled.labelled(tmp_path)

"""No story is both trained on and judged on."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from extractors.training.kept_apart import move, sharing
from extractors.training.labelled import labelled
from extractors.training.train_names import passages

DATA = Path(os.environ.get("GUANXI_DATA", "../shared"))
STORY = "长风机器人在苏州发布了新一代双足机器人，它能在工厂里搬运二十公斤重的箱子。"


def passage(identifier, text, language="zh"):
    return {"id": identifier, "lang": language, "text": text}


def test_no_judged_passage_shares_a_long_run_with_one_that_is_trained_on():
    if not (DATA / "data").exists():
        assert os.environ.get("CI") != "true", f"{DATA / 'data'} is missing; set GUANXI_DATA"
        pytest.skip(f"nothing at {DATA / 'data'}; set GUANXI_DATA to the folder that has data/")

    remedy = "run python -m extractors.training.kept_apart DATA"
    assert not sharing(labelled(DATA, "test"), passages(DATA)), remedy


def test_a_story_that_is_told_again_is_found():
    judged = [passage("again", "昨日消息，" + STORY), passage("other", "某某银行公布了年报。")]

    assert sharing(judged, [passage("first", STORY)]) == ["again"]


def test_a_story_shared_with_one_that_moves_moves_too():
    tail = "据介绍，首批产品将在明年春天交给三家汽车厂试用，价格尚未公布，订单已排到秋季。"
    judged = [passage("end", tail), passage("whole", STORY + tail)]

    assert sharing(judged, [passage("first", STORY)]) == ["whole", "end"]


def test_the_dateline_of_an_agency_is_no_story():
    head = "SPRINGFIELD, OH, March 3, 2024 /Some Newswire/ -- "
    judged = [passage("one", head + "Alpha opened a lab.", "en")]

    assert sharing(judged, [passage("other", head + "Beta sold its mill.", "en")]) == []


def test_moving_changes_nothing_but_the_split(tmp_path):
    lines = [
        {"id": "news-1", "lang": "zh", "split": "test", "start": 0},
        {"id": "news-2", "lang": "zh", "split": "test", "start": 4},
    ]
    file = tmp_path / "news.jsonl"
    compact = [json.dumps(line, separators=(",", ":")) + "\n" for line in lines]
    file.write_text("".join(compact), encoding="utf-8")

    move(["news-2"], tmp_path)

    changed = json.dumps({**lines[1], "split": "train"}, separators=(",", ":")) + "\n"
    assert file.read_text(encoding="utf-8") == compact[0] + changed

"""Cross-checking: nothing is read by models that knew it, and figures are told plainly."""

from __future__ import annotations

import shutil

from extractors.mentions.deciding import MODELS
from extractors.pipeline import Pipeline
from extractors.training.cross_check import crossed
from extractors.training.figures import interval, table

STORY = "长风机器人在苏州发布了新一代双足机器人，它能在工厂里搬运二十公斤重的箱子。"


def passage(identifier, text="青松资本投资了云杉科技。"):
    names = ("青松资本", "云杉科技")
    return {
        "id": identifier, "lang": "zh", "text": text,
        "entities": [
            {"id": n, "type": "Organization", "name": n, "mentions": [n]} for n in names
        ],
        "relations": [{"type": "INVESTED_IN", "head": names[0], "tail": names[1]}],
    }  # fmt: skip


class Recording:
    """Stands for the material; its models are the shipped ones, and what they lack is kept."""

    def __init__(self, passages):
        self.passages = passages
        self.left_out = []

    def train(self, without, folder):
        self.left_out.append(set(without))
        for path in MODELS.glob("*-??.npz"):
            shutil.copy(path, folder / path.name)


def test_each_passage_is_read_once_by_models_without_it_and_without_its_story():
    judged = [passage(str(number), f"{number}号文。") for number in range(6)]
    judged[0]["text"] = STORY
    again, other = passage("again", "昨日，" + STORY), passage("other", "某某银行公布了年报。")
    material = Recording([*judged, again, other])

    predicted = crossed(material, judged)

    assert set(predicted) == {"0", "1", "2", "3", "4", "5"}
    assert material.left_out == [{"0", "5", "again"}, {"1"}, {"2"}, {"3"}, {"4"}]


def test_a_pipeline_decides_with_the_models_of_the_folder_that_it_is_given(tmp_path):
    text = "云杉科技A轮获得青松资本投资。"
    for language in ("zh", "en"):
        shutil.copy(MODELS / f"names-{language}.npz", tmp_path)

    without_pairs, shipped = Pipeline(tmp_path).extract(text), Pipeline().extract(text)

    assert without_pairs["entities"] == shipped["entities"]
    (undecided,), (decided,) = without_pairs["relations"], shipped["relations"]
    assert undecided["confidence"] != decided["confidence"]


def test_the_table_tells_each_relation_and_how_sure_was_sure():
    gold = [passage("p"), passage("q")]
    sure = gold[0]["relations"][0] | {"confidence": 0.95, "finder": "some.v1"}
    predicted = {"p": gold[0] | {"relations": [sure]}, "q": {"entities": [], "relations": []}}

    lines = [line.split() for line in table(gold, predicted)]

    assert ["INVESTED_IN", "1.000", "0.500", "0.667"] in [line[:4] for line in lines]
    assert ["ISSUED", "0.000", "0.000", "0.000"] in [line[:4] for line in lines]
    told = next(line for line in lines if line[0] == "relation,")
    assert told[8:12] == ["1", "of", "1", "right"]


def test_a_share_of_few_is_known_less_well_than_one_of_many():
    few, many = interval(9, 10), interval(900, 1000)

    assert few[0] < many[0] < 0.9 < many[1] < few[1]
    assert interval(0, 0) == (0, 1)

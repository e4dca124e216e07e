from __future__ import annotations

import pytest

from extractors.reading.repair import repaired
from extractors.reading.spaces import close_spaces
from extractors.reading.view import View


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        pytest.param("钱 明 远 在 会 上 表 示", "钱明远在会上表示", id="letter-spaced line"),
        pytest.param("提高生 产效率", "提高生产效率", id="space inside a word"),
        pytest.param("本报讯 近日，工厂投产", "本报讯 近日，工厂投产", id="after the dateline"),
        pytest.param("聚力创新 扬帆起航", "聚力创新 扬帆起航", id="headline in two halves"),
        pytest.param("版本 3 . 5 发布", "版本 3.5 发布", id="decimal set apart"),
        pytest.param("达到 88 %以上", "达到 88%以上", id="per cent set apart"),
        pytest.param("共 1, 250 家", "共 1,250 家", id="thousands before Chinese"),
        pytest.param("In 2024, 300 firms", "In 2024, 300 firms", id="a comma of a clause"),
        pytest.param("平台 （Hub） 上线 ，今日", "平台（Hub）上线，今日", id="wide punctuation"),
        pytest.param("搭载  GPU　芯片", "搭载 GPU 芯片", id="several blanks are one"),
    ],
)
def test_spaces_are_as_a_person_would_type_them(printed, meant):
    assert close_spaces(View.of(printed)).text == meant


TORN_COLUMN = [
    "该市新建三座数据 中心，预",
    "计明年全部投运，为企业提供",
    "算力服务并采用液冷技 术，",
    "能耗比同类设施低两成，余热",
]


def test_spaces_between_words_go_too_in_a_column_that_spaces_have_torn():
    lines = [*TORN_COLUMN, "供给温室大棚 项目使用风电"]

    text = close_spaces(View.of("\n".join(lines))).text

    assert text.splitlines()[-1] == "供给温室大棚项目使用风电"


def test_a_list_of_names_keeps_its_spaces_amid_torn_words():
    names = "钱明远 孙立 周文博 吴芳"

    text = close_spaces(View.of("\n".join([*TORN_COLUMN, names]))).text

    assert text.splitlines()[-1] == names
    assert "数据中心" in text


def test_spaces_between_words_stay_in_a_column_without_torn_words():
    lines = [line.replace(" ", "") for line in TORN_COLUMN]
    text = "\n".join([*lines, "供给温室大棚 项目使用风电"])

    assert close_spaces(View.of(text)).text == text


def test_a_very_wide_gap_ends_an_entry_and_a_wide_one_sets_words_apart():
    wide, gap = "\u3000" * 2, "\u3000" * 5
    text = f"王志强{wide}青山部部长{gap}李{wide}敏{wide}青山部司长"

    assert repaired(text).text == "王志强 青山部部长\n李敏 青山部司长"

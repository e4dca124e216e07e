from __future__ import annotations

import pytest

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

"""What was found and names nothing."""

from __future__ import annotations

import pytest

from extractors.mentions.noise import is_noise
from extractors.spans import Span


def span(text, name, entity_type):
    start = text.index(name)
    return Span(start, start + len(name), entity_type, name, "test", 0.9)


@pytest.mark.parametrize(
    ("text", "name", "entity_type"),
    [
        pytest.param("有关单位参加。", "有关单位", "Organization", id="a generic body"),
        pytest.param("青发〔2021〕35号", "青发", "Organization", id="part of a number"),
        pytest.param("见HAD401/08-2016", "HAD401", "Technology", id="part of a guide's number"),
        pytest.param("青山银行3家银行获批", "青山银行3家银行", "Organization", id="a count"),
        pytest.param(
            "青山云启用第三座机房", "青山云启用第三座机房", "Organization", id="a clause as a body"
        ),
        pytest.param("实现AI用于客服", "AI用于客服", "Technology", id="a clause as a technology"),
        pytest.param("由青山芯片驱动", "由青山芯片", "Technology", id="a preposition in front"),
        pytest.param("治理青山河流域", "青山河流域", "Place", id="the land that a river drains"),
        pytest.param("铁路沿线环境", "沿线", "Place", id="a generic place"),
        pytest.param("加强生态保护", "强生", "Organization", id="halves of two words"),
        pytest.param("某某（青山", "某某（青山", "Organization", id="half a pair of brackets"),
        pytest.param("青山|港口", "青山|港口", "Organization", id="a table's rule"),
        pytest.param("青山投资了港口", "青山投资", "Organization", id="what a firm did"),
        pytest.param("沪指下跌", "沪", "Place", id="an index"),
        pytest.param(
            "Acme Announces Results", "Acme Announces Results", "Organization", id="a headline"
        ),
    ],
)
def test_what_names_nothing_is_noise(text, name, entity_type):
    assert is_noise(text, span(text, name, entity_type))


@pytest.mark.parametrize(
    ("text", "name", "entity_type"),
    [
        pytest.param("青山银行宣布", "青山银行", "Organization", id="a bank"),
        pytest.param("对外贸易经济合作部", "对外贸易经济合作部", "Organization", id="a ministry"),
        pytest.param("部署人形机器人", "人形机器人", "Technology", id="a field"),
        pytest.param("位于黑龙江", "黑龙江", "Place", id="a province named after a river"),
        pytest.param("收购强生公司", "强生", "Organization", id="the same letters as a word"),
        pytest.param("沪上企业", "沪", "Place", id="a city's short name"),
        pytest.param("Acme Holdings rose", "Acme Holdings", "Organization", id="an English firm"),
        pytest.param(
            "《青山港口，及其水域管理办法》",
            "青山港口，及其水域管理办法",
            "Policy",
            id="a title with a pause",
        ),
    ],
)
def test_a_name_is_no_noise(text, name, entity_type):
    assert not is_noise(text, span(text, name, entity_type))

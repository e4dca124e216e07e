"""What business news says in many ways: makers, trades, seats, shareholders, members.

Names are marked in the texts ([O:星河] is an organization), so that only the patterns are tested.
"""

from __future__ import annotations

import re

import pytest

from extractors.facts.patterns import PatternFinder
from extractors.facts.slots import LETTERS
from extractors.spans import Passage, Sentence, Span

MARK = re.compile(r"\[(?P<letter>[OPLTG])(?P<kind>[a-z]*):(?P<name>[^\]]+)\]")


def claims(marked):
    text, spans, done = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[done : match.start()]
        start = len(text)
        text += match["name"]
        spans.append(
            Span(start, len(text), LETTERS[match["letter"]], match["name"], "gold", 0.9,
                 match["kind"] or None)
        )  # fmt: skip
        done = match.end()
    text += marked[done:]
    passage = Passage(text, (Sentence(0, len(text), "zh"),), tuple(spans))
    return {
        f"{one.head.text} {one.relation} {one.tail.text}" for one in PatternFinder().find(passage)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[O:星河]新款[Tproduct:灵犀眼镜]亮相车展。",
            "星河 DEVELOPS 灵犀眼镜",
            id="maker in front",
        ),
        pytest.param(
            "[O:星河]旗下[Tproduct:灵犀眼镜]开售。", "星河 DEVELOPS 灵犀眼镜", id="under its roof"
        ),
        pytest.param(
            "[Tfield:存储芯片]龙头企业[O:星河]扩产。", "星河 DEVELOPS 存储芯片", id="trade in front"
        ),
        pytest.param(
            "[O:星河]是国内领先的[Tfield:激光雷达]制造商。",
            "星河 DEVELOPS 激光雷达",
            id="is a maker of",
        ),
        pytest.param(
            "[O:星河]成立于去年，专注于[Tfield:激光雷达]。", "星河 DEVELOPS 激光雷达", id="lives on"
        ),
        pytest.param(
            "[Tproduct:灵犀]开发商[O:星河]回应。", "星河 DEVELOPS 灵犀", id="developer of"
        ),
        pytest.param(
            "[O:星河]：最新处理器[Tproduct:北斗九]已量产",
            "星河 DEVELOPS 北斗九",
            id="headline with colon",
        ),
        pytest.param("[O:星河]携[Tproduct:灵犀]参展。", "星河 DEVELOPS 灵犀", id="brings along"),
        pytest.param("[O:星河][Tproduct:灵犀]销量翻番。", "星河 DEVELOPS 灵犀", id="sales of"),
        pytest.param(
            "[Tproduct:灵犀]是[O:星河]的首款产品。", "星河 DEVELOPS 灵犀", id="product first"
        ),
        pytest.param(
            "[Tproduct:灵犀]采用[O:云帆]的[Tmodel:澄观]。", "灵犀 BUILT_ON 澄观", id="takes a model"
        ),
        pytest.param("[Tproduct:灵犀]以[Tmodel:澄观]为底座。", "灵犀 BUILT_ON 澄观", id="its base"),
        pytest.param("[Tproduct:灵犀]由[Tmodel:澄观]驱动。", "灵犀 BUILT_ON 澄观", id="driven by"),
        pytest.param("[Tmodel:澄观]已全面接入[O:星河]。", "星河 USES 澄观", id="let in"),
        pytest.param("[O:星河]车机升级[Tmodel:澄观]。", "星河 USES 澄观", id="its machines"),
        pytest.param("[O:星河]于[G:成都]揭牌。", "星河 LOCATED_IN 成都", id="opened at"),
        pytest.param(
            "[O:星河]在[G:成都]成立[O:星河智造]。", "星河智造 LOCATED_IN 成都", id="set up at"
        ),
        pytest.param("[O:星河]在[G:成都]成立[O:星河智造]。", "星河 FOUNDED 星河智造", id="set up"),
        pytest.param("[O:星河]增资[G:越南]子公司。", "星河 LOCATED_IN 越南", id="branch abroad"),
        pytest.param(
            "[G:成都]的[T:激光雷达]企业[O:星河]扩产。", "星河 LOCATED_IN 成都", id="firm of a place"
        ),
        pytest.param(
            "[P:陈思远]创办的消费品牌[O:星河]扩产。", "陈思远 FOUNDED 星河", id="founded by"
        ),
        pytest.param("[O:星河智造]由[O:星河]全资持股。", "星河智造 PART_OF 星河", id="wholly held"),
        pytest.param(
            "[O:星河]的投资方包括[O:山海]、[O:北辰]。", "北辰 INVESTED_IN 星河", id="investors are"
        ),
        pytest.param(
            "[O:山海]投资的[G:成都][T:芯片]公司[O:星河]上市。",
            "山海 INVESTED_IN 星河",
            id="backed by",
        ),
        pytest.param(
            "[O:星河]宣布与[O:云帆]达成多年期合作。", "星河 PARTNERS_WITH 云帆", id="agrees with"
        ),
        pytest.param("[O:星河]牵手[O:云帆]，", "星河 PARTNERS_WITH 云帆", id="takes the hand of"),
        pytest.param(
            "[O:星河]投资其零部件供应商[O:云帆]。", "云帆 SUPPLIES 星河", id="its supplier"
        ),
        pytest.param(
            "[O:星河]以10亿元收购初创公司[O:云帆]。", "星河 ACQUIRED 云帆", id="buys a start-up"
        ),
        pytest.param(
            "[O:水利部]《[L:河道管理办法]》施行。",
            "水利部 ISSUED 河道管理办法",
            id="issuer in front",
        ),
        pytest.param(
            "[O:传感器联盟]的成员单位包括[O:星河]、[O:云帆]。",
            "云帆 MEMBER_OF 传感器联盟",
            id="members are",
        ),
    ],
)
def test_a_sentence_states_this(text, expected):
    assert expected in claims(text)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("[O:星河]与[O:云帆]签署股权收购协议。", "PARTNERS_WITH"),
        ("[O:星河]即将推出[Tproduct:灵犀]。", "DEVELOPS"),
        ("[O:星河]的[Tfield:人工智能]。", "DEVELOPS"),
        ("[O:星河]拟收购初创公司[O:云帆]。", "ACQUIRED"),
    ],
)
def test_a_sentence_does_not_state_that(text, refused):
    assert not [claim for claim in claims(text) if refused in claim]

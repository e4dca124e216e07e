"""Companies and investors by their places in announcements of funding."""

from __future__ import annotations

import pytest

from extractors.mentions.deals import DealFinder
from extractors.sentences import sentences


def found(text):
    return {
        span.text: span.kind for span in DealFinder().find(text, [*sentences(text, 0, len(text))])
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青藤A轮获得山海资本投资", {"青藤": "company", "山海资本": "investor"}),
        ("QuillaB+轮获得Harbor Lane Ventures4318万人民币投资",
         {"Quilla": "company", "Harbor Lane Ventures": "investor"}),
        ("Tern Systems战略融资获得蓝鲸创投等1200万美元投资",
         {"Tern Systems": "company", "蓝鲸创投": "investor"}),
        ("52格天使轮获得松塔投资400万人民币投资", {"52格": "company"}),
        ("和丰医药Pre-A轮获得启林、北辰资本投资",
         {"和丰医药": "company", "启林": "investor", "北辰资本": "investor"}),
        ("青藤智能完成近亿元A轮融资，由山海资本领投，北辰、启林跟投。",
         {"青藤智能": "company", "山海资本": "investor", "北辰": "investor", "启林": "investor"}),
    ],
)  # fmt: skip
def test_an_announcement_tells_company_and_investors_by_their_places(text, expected):
    assert expected.items() <= found(text).items()


@pytest.mark.parametrize(
    "text",
    [
        "本轮融资由老股东继续跟投。",
        "该公司完成A轮融资。",
        "一家企业获得数千万元投资。",
        "累计融资超过3亿元，老股东山海资本跟投。",
        "双方讨论了市场。",
    ],
)
def test_what_names_nobody_is_no_organization(text):
    assert found(text).keys() <= {"山海资本"}

"""The questions in Cypher of the manual are answered by the sample corpus, on a real server."""

import json
import re
import shlex
from pathlib import Path

import pytest

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"^\*\*(?P<title>[^*]+)\.\*\* [^\n]+\?\n\n```cypher\n(?P<statement>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
EXAMPLES = {found["title"]: found["statement"] for found in EXAMPLE.finditer(README)}
# Of each: the columns, and a row that the texts of the corpus state.
EXPECTED = {
    "Funding networks": ("investor firms portfolio", {"investor": "NVIDIA", "firms": 3}),
    "Co-investors": (
        "investor co_investor times together",
        {"investor": "NVIDIA", "co_investor": "Microsoft", "times": 3},
    ),
    "Policy exposure of a portfolio": (
        "firm technology policy confidence",
        {"firm": "北京月之暗面科技有限公司", "policy": "人形机器人创新发展指导意见"},
    ),
    "Executives in common": ("one other persons", {"persons": ["Brett Adcock"]}),
    "Policies behind policies": (
        "policy rests_on",
        {"policy": "生成式人工智能服务管理暂行办法", "rests_on": ["网络安全法"]},
    ),
    "Technologies governed": (
        "technology policies issuers developers",
        {"technology": "大模型", "issuers": ["工业和信息化部"]},
    ),
    "The evidence of a link": (
        "investor quote document published", {"investor": "美团", "published": "2024-02-23"},
    ),
    "Facts by date": (
        "date head relation tail",
        {"date": "2023-10-20", "head": "工业和信息化部", "relation": "ISSUED"},
    ),
    "Look-up by words": ("name type score", {"name": "人工智能", "type": "Technology"}),
    "Shortest paths": (
        "way links", {"links": ["FOUNDED", "DEVELOPS", "GOVERNS", "ISSUED"]},
    ),
}  # fmt: skip


def options(statement):
    """Return the options that the comments of a statement tell."""
    told = re.findall(r"^// (--param .*)$", statement, flags=re.MULTILINE)
    return [word for line in told for word in shlex.split(line)]


def test_the_manual_has_ten_examples_and_each_is_expected():
    assert README.count("```cypher") == len(EXAMPLES) == 10
    assert EXAMPLES.keys() == EXPECTED.keys()


@pytest.mark.parametrize("title", EXPECTED)
def test_an_example_of_the_manual_is_answered(guanxi, sample_neo4j_url, title):
    statement = EXAMPLES[title]
    columns, known = EXPECTED[title]

    ran = guanxi(
        "cypher", statement, *options(statement), "--json", "--store", sample_neo4j_url
    )  # fmt: skip

    assert (ran.status, ran.err) == (0, "")
    answer = json.loads(ran.out)
    assert answer["columns"] == columns.split()
    assert any(known.items() <= row.items() for row in answer["rows"])

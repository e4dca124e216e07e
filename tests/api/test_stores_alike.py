"""The sample corpus is answered byte for byte alike from a file and from Neo4j."""

import pytest

COMMANDS = [
    ("stats",),
    ("search", "资本"), ("search", "芯片"), ("search", "robot", "--type", "Technology"),
    ("show", "美团"), ("show", "OpenAI"), ("show", "人形机器人"),
    ("trace", "王慧文", "宇树科技"), ("trace", "红杉中国", "宇树科技", "-k", "20"),
    ("trace", "工业和信息化部", "美团", "--hops", "5"),
    ("chain", "美团", "Organization -INVESTED_IN-> Organization -DEVELOPS-> Technology"),
    ("chain", "人形机器人", "Technology <-GOVERNS- Policy <-ISSUED- Organization"),
]  # fmt: skip
EXPORTS = [
    ("export", *around, "--format", form)
    for around in ((), ("美团", "--hops", "1"))
    for form in ("json", "graphml")
]


@pytest.mark.parametrize(
    "command", [*COMMANDS, *((*each, "--json") for each in COMMANDS), *EXPORTS], ids=" ".join
)
def test_a_command_prints_the_same(guanxi, sample_url, sample_neo4j_url, command):
    here, there = (guanxi(*command, "--store", url) for url in (sample_url, sample_neo4j_url))

    assert (here.status, here.err) == (0, "")
    assert len(here.out) > 100
    assert there == here

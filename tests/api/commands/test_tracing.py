import json

import pytest

pytestmark = pytest.mark.usefixtures("small_store")


def test_every_hop_of_a_path_is_quoted_and_the_weakest_named(guanxi):
    ran = guanxi("trace", "青岚资本", "白石学院")

    lines = ran.out.splitlines()
    assert ran.status == 0
    assert lines[0].startswith("1. 青岚资本 - 澜辰科技 - 赵远 - 白石学院  score ")
    assert [line.strip() for line in lines if "“" in line] == [
        "“青岚资本领投澜辰科技A轮融资”", "“赵远是澜辰科技的首席执行官”", "“赵远也任白石学院教授”",
    ]  # fmt: skip
    assert lines[-1] == "   weakest hop: 1 of 3, 青岚资本 -INVESTED_IN-> 澜辰科技 (0.80)"


def test_the_columns_of_hops_allow_for_wide_characters(guanxi):
    lines = guanxi("trace", "青岚资本", "白石学院").out.splitlines()

    hops = [line for line in lines if "0.80" in line and "->" in line and "weakest" not in line]
    assert hops == [
        "   青岚资本 -INVESTED_IN-> 澜辰科技  0.80  round A轮, lead",
        "   赵远     -WORKS_FOR->   白石学院  0.80  title 教授",
    ]


def test_the_json_of_a_path_says_where_each_quote_stands(guanxi):
    answer = json.loads(guanxi("trace", "青岚资本", "赵远", "--json").out)

    first, second = answer["paths"][0]["hops"]
    assert answer["complete"] is True
    assert (first["forward"], second["forward"]) == (True, False)
    assert (first["start"], first["end"], first["source"]["uri"]) == (0, 14, "sample:a.txt")


def test_no_path_is_said_and_no_failure(guanxi):
    ran = guanxi("trace", "青岚资本", "白石学院", "--hops", "2")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "no path of at most 2 links from 青岚资本 to 白石学院\n"


def test_a_path_goes_past_what_is_avoided_and_over_the_relations_asked_for(guanxi):
    past = guanxi("trace", "青岚资本", "白石学院", "--avoid", "赵远")
    over = guanxi("trace", "青岚资本", "澜辰一号机器人", "--relation", "DEVELOPS")

    assert past.out == "no path of at most 4 links from 青岚资本 to 白石学院\n"
    assert over.out == "no path of at most 4 links from 青岚资本 to 澜辰一号机器人\n"
    both = guanxi(
        "trace", "青岚资本", "澜辰一号机器人", "--relation", "DEVELOPS", "--relation", "投资"
    )
    assert both.out.startswith("1. 青岚资本 - 澜辰科技 - 澜辰一号机器人")


def test_a_path_from_a_thing_to_itself_fails_in_one_line(guanxi):
    ran = guanxi("trace", "赵远", "赵远")

    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1


def test_a_chain_follows_its_pattern(guanxi):
    ran = guanxi(
        "chain", "青岚资本", "Organization -INVESTED_IN-> Organization -DEVELOPS-> Technology"
    )

    assert ran.status == 0
    assert ran.out.startswith("1. 青岚资本 - 澜辰科技 - 澜辰一号机器人  score ")


def test_a_pattern_that_does_not_parse_is_a_misuse_and_says_where(guanxi):
    ran = guanxi("chain", "青岚资本", "Organization => Technology")

    assert ran.status == 2
    assert "character" in ran.err
    assert len(ran.err.splitlines()) == 1

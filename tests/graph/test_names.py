from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names import comparable_name, display_name


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("中芯国际（上海）有限公司", "中芯国际", id="branch in full-width brackets"),
        pytest.param("青禾科技(深圳)有限责任公司", "青禾科技", id="branch in plain brackets"),
        pytest.param("远山集团有限公司", "远山", id="group"),
        pytest.param("SMIC Co., Ltd.", "ＳＭＩＣ", id="full-width latin"),
        pytest.param("Bluefin, Inc.", "bluefin", id="comma before the ending"),
        pytest.param("《数据条例》", "数据条例", id="title marks"),
        pytest.param("让·雅克", "让・雅克", id="two kinds of middle dot"),
    ],
)
def test_spellings_of_one_name_are_equal(left, right):
    assert comparable_name(left) == comparable_name(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("北京银行", "上海银行", id="a place that is part of the name"),
        pytest.param("远山科技", "远山资本", id="two firms of one house"),
        pytest.param("Qwen2.5", "Qwen3", id="two versions"),
    ],
)
def test_names_of_two_things_differ(left, right):
    assert comparable_name(left) != comparable_name(right)


def test_a_name_that_is_all_ending_is_kept():
    assert comparable_name("有限公司") == "有限公司"


@given(st.text(alphabet="华为云 ab《》“”.-有限公司（上海）Inc", min_size=1))
def test_a_comparable_name_is_empty_only_where_the_name_is_blank(name):
    assert bool(comparable_name(name)) == bool(name.strip())


@given(st.text(alphabet="华为 ab《》“”\n\t"))
def test_displaying_keeps_every_character_but_blanks_and_quotes(name):
    gone = str.maketrans("", "", " \n\t“”《》")

    assert display_name(name).translate(gone) == name.translate(gone)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("“星火”", "星火", id="quotes around"),
        pytest.param("“星火”与“燎原”", "“星火”与“燎原”", id="quotes of two names"),
        pytest.param("星火\n 一号", "星火 一号", id="a broken line"),
    ],
)
def test_a_name_is_tidied_for_people(name, shown):
    assert display_name(name) == shown

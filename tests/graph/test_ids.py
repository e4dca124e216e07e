from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from graph.ids import content_id


@given(st.text(), st.text())
def test_an_id_is_its_kind_and_sixteen_digits(left, right):
    assert re.fullmatch(r"fact-[0-9a-f]{16}", content_id("fact", left, right))


def test_an_id_never_changes_between_versions():
    assert content_id("entity", "Organization", "华为") == "entity-5d7105db71800b16"


def test_an_id_depends_on_the_kind_the_parts_and_their_order():
    ids = [
        content_id("fact", "a", "b"), content_id("fact", "b", "a"), content_id("link", "a", "b"),
        content_id("fact", "ab"), content_id("fact", "a", "b", ""),
    ]  # fmt: skip

    assert len(set(ids)) == len(ids)

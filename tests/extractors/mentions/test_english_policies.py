"""English policies by the words of their names."""

from __future__ import annotations

import pytest

from extractors.mentions.english_policies import policies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("under Rule 10b-18 of it", ["Rule 10b-18"], id="a rule's number"),
        pytest.param("under Regulation S-K today", ["Regulation S-K"], id="a regulation's letter"),
        pytest.param("grew by Rule 40% of", [], id="a share"),
        pytest.param("uses Norvex Code daily", [], id="a product that is called code"),
        pytest.param("the Scaling Law holds", [], id="a law of nature"),
    ],
)
def test_a_text_names_these_policies(text, expected):
    assert [text[start:end] for start, end, *_ in policies(text, 0, len(text))] == expected

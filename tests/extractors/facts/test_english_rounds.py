"""Which investors an English story of a funding round names, over several sentences.

The passages are written as in the tests of English facts: [O:Acme] is an organisation.
"""

from __future__ import annotations

import pytest

from extractors.facts.english import EnglishFacts
from extractors.facts.english_aliases import find_aliases
from extractors.spans import Passage, Sentence, Span

TYPES = {"O": "Organization", "P": "Person", "G": "Place"}


def invested(*sentences):
    """Return head and tail of each investment that sentences of bracketed names state."""
    return {(c.head.text, c.tail.text) for c in investments(*sentences)}


def investments(*sentences):
    """Return the claims of investments that sentences of bracketed names state."""
    text, mentions, bounds = "", [], []
    for marked in sentences:
        begin = len(text)
        for number, piece in enumerate(marked.replace("]", "[").split("[")):
            name = piece[2:] if number % 2 else piece
            if number % 2:
                span = (len(text), len(text) + len(name), TYPES[piece[0]], name, "test", 1.0)
                mentions.append(Span(*span))
            text += name
        bounds.append(Sentence(begin, len(text), "en"))
        text += " "
    passage = Passage(text, tuple(bounds), tuple(mentions), tuple(find_aliases(text, mentions)))
    return [c for c in EnglishFacts().find(passage) if c.relation == "INVESTED_IN"]


RAISED = "[O:Otter Labs] has raised $30 million in a Series B round."


@pytest.mark.parametrize(
    "follower",
    [
        pytest.param("The round was led by [O:Kite Fund].", id="led by"),
        pytest.param("The investors include [O:Kite Fund].", id="investors include"),
        pytest.param("[O:Kite Fund] also invested.", id="also invested"),
        pytest.param("[O:Kite Fund], an investor from [G:Oslo], also took part.", id="apposition"),
        pytest.param("Existing investor [O:Kite Fund] also participated.", id="existing"),
        pytest.param("Participants in the financing included [O:Kite Fund].", id="participants"),
        pytest.param(
            "The round also had participation from well-known investors like [O:Kite Fund].",
            id="kinds of investor before the name",
        ),
    ],
)
def test_the_next_sentence_may_name_an_investor(follower):
    assert invested(RAISED, follower) == {("Kite Fund", "Otter Labs")}


def test_investors_may_be_told_in_several_sentences_after_one_another():
    found = invested(
        RAISED,
        "The round was led by [O:Kite Fund].",
        "[O:Delta Bank] and [O:Reed Capital] also took part.",
        "Other investors include [P:Ann Roe].",
    )
    assert {head for head, _ in found} == {"Kite Fund", "Delta Bank", "Reed Capital", "Ann Roe"}
    assert {tail for _, tail in found} == {"Otter Labs"}


def test_a_sentence_may_say_from_whom_the_money_came():
    found = invested(
        "[O:Otter Labs] secured €5 million in seed funding from [O:Kite Fund] and [O:Delta Bank]."
    )
    assert found == {("Kite Fund", "Otter Labs"), ("Delta Bank", "Otter Labs")}


def test_the_round_may_be_the_subject():
    found = invested("The $3 million seed round for [O:Otter Labs] was led by [O:Kite Fund].")
    assert found == {("Kite Fund", "Otter Labs")}


def test_the_round_of_a_backer_is_the_round_of_the_firm_that_it_backs():
    found = invested(
        "[O:Kite Fund], an early backer of [O:Otter Labs], led its Series B round together with"
        " [O:Delta Bank]."
    )
    assert found == {("Kite Fund", "Otter Labs"), ("Delta Bank", "Otter Labs")}


def test_a_later_story_of_another_firm_has_no_part_in_the_round():
    assert (
        invested(
            RAISED,
            "[O:Acme] opened a plant.",
            "[O:Beta] hired a chemist.",
            "[O:Kite Fund] is led by [P:Ann Roe].",
        )
        == set()
    )


def test_the_rounds_name_may_stand_behind_its_investors():
    found = investments(
        "In 2021 [O:Otter Labs] raised $5 million from [O:Kite Fund] in its Pre-A round."
    )
    assert [claim.properties for claim in found] == [
        {"amount": "$5 million", "currency": "USD", "round": "Pre-A", "date": "2021"}
    ]


def test_the_rounds_date_is_that_of_those_who_are_told_of_later_too():
    found = investments(
        "On May 3, 2025 [O:Otter Labs] raised $5 million in a Series B round.",
        "The investors include [O:Kite Fund].",
    )
    assert [claim.properties for claim in found] == [
        {"amount": "$5 million", "currency": "USD", "round": "B", "date": "May 3, 2025"}
    ]


def test_a_round_without_a_name_has_none():
    (claim,) = investments("[O:Otter Labs] raised $5 million in a round led by [O:Kite Fund].")
    assert claim.properties == {"amount": "$5 million", "currency": "USD", "lead": True}

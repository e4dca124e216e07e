"""Which relations English sentences state, given their mentions.

Mentions are written in the text: [O:Acme] is an organisation, P a person, L a policy,
T a technology and G a place; "|" parts sentences.
"""

from __future__ import annotations

import re

import pytest

from extractors.facts.english import EnglishFacts
from extractors.facts.english_aliases import find_aliases
from extractors.facts.english_money import currency
from extractors.spans import Passage, Sentence, Span

TYPES = {"O": "Organization", "P": "Person", "L": "Policy", "T": "Technology", "G": "Place"}
MARKUP = re.compile(r"\[(?P<letter>[OPLTG]):(?P<name>[^\]]+)\]|(?P<border>\s?\|\s?)")


def make_passage(marked, language="en"):
    text, mentions, sentences, position, begin = "", [], [], 0, 0
    for match in MARKUP.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        if match["border"]:
            sentences.append(Sentence(begin, len(text), language))
            text += " "
            begin = len(text)
            continue
        start = len(text)
        text += match["name"]
        mentions.append(Span(start, len(text), TYPES[match["letter"]], match["name"], "test", 1.0))
    text += marked[position:]
    sentences.append(Sentence(begin, len(text), language))
    aliases = tuple(find_aliases(text, mentions))
    return Passage(text, tuple(sentences), tuple(mentions), aliases)


def claims(marked):
    return list(EnglishFacts().find(make_passage(marked)))


def triples(marked):
    return {(claim.head.text, claim.relation, claim.tail.text) for claim in claims(marked)}


CASES = {
    "acquired, active": ("[O:Acme] has acquired [O:Beta].", "Acme ACQUIRED Beta"),
    "acquired, passive": ("[O:Beta] was acquired by [O:Acme] in 2021.", "Acme ACQUIRED Beta"),
    "acquired, noun": ("The acquisition of [O:Beta] by [O:Acme] closed.", "Acme ACQUIRED Beta"),
    "acquired, agreed": (
        "[O:Acme], a maker of pumps, today announced it has agreed to acquire [O:Beta].",
        "Acme ACQUIRED Beta",
    ),
    "invested": ("[O:Acme] invested in [O:Beta].", "Acme INVESTED_IN Beta"),
    "led a round": (
        "[O:Quay Capital] led the $12 million Series A round in [O:Beta].",
        "Quay Capital INVESTED_IN Beta",
    ),
    "backed": ("[O:Quay Capital]-backed [O:Beta] grew.", "Quay Capital INVESTED_IN Beta"),
    "works, said": (
        '"Yes," said [P:Ann Roe], chief scientist at [O:Acme].',
        "Ann Roe WORKS_FOR Acme",
    ),
    "works, before": ("[O:Acme] CEO [P:Ann Roe] agreed.", "Ann Roe WORKS_FOR Acme"),
    "works, possessive": (
        "[O:Acme]'s chief engineer, [P:Ann Roe], left.",
        "Ann Roe WORKS_FOR Acme",
    ),
    "works, appointed": (
        "[O:Acme] has appointed [P:Ann Roe] as chief executive officer.",
        "Ann Roe WORKS_FOR Acme",
    ),
    "founded, active": ("[P:Ann Roe] founded [O:Acme] in 2019.", "Ann Roe FOUNDED Acme"),
    "founded, apposition": (
        "[O:Acme] is a pump maker founded by [P:Ann Roe].",
        "Ann Roe FOUNDED Acme",
    ),
    "founder only": ("[P:Ann Roe], founder of [O:Acme], spoke.", "Ann Roe FOUNDED Acme"),
    "member, academy": (
        "[P:Ann Roe], an academician of the [O:Royal Academy], spoke.",
        "Ann Roe MEMBER_OF Royal Academy",
    ),
    "member, firm": (
        "[O:Acme] is a member of the [O:Pump Alliance].",
        "Acme MEMBER_OF Pump Alliance",
    ),
    "part, subsidiary": (
        "[O:Beta], a wholly owned subsidiary of [O:Acme], grew.",
        "Beta PART_OF Acme",
    ),
    "part, arm": ("[O:Acme]'s cloud arm [O:Beta] grew.", "Beta PART_OF Acme"),
    "part, parent": ("[O:Acme] is the parent company of [O:Beta].", "Beta PART_OF Acme"),
    "part, by name": (
        "the [O:School of Law] at [O:Quay University]",
        "School of Law PART_OF Quay University",
    ),
    "partners with": ("[O:Acme] has partnered with [O:Beta].", "Acme PARTNERS_WITH Beta"),
    "issued": ("The [O:Senate] passed the [L:Pump Act].", "Senate ISSUED Pump Act"),
    "issued, passive": (
        "The [L:Pump Act], issued by the [O:Senate], holds.",
        "Senate ISSUED Pump Act",
    ),
    "based on": ("The [L:Pump Act] replaces the [L:Well Act].", "Pump Act BASED_ON Well Act"),
    "governs": ("The [L:Pump Act] regulates [T:heat pumps].", "Pump Act GOVERNS heat pumps"),
    "develops": ("[O:Acme] unveiled its new [T:heat pump].", "Acme DEVELOPS heat pump"),
    "develops, later verb": (
        "[O:Acme] opened a plant in May and launched a [T:heat pump].",
        "Acme DEVELOPS heat pump",
    ),
    "developer of": (
        "[O:Acme], a leading developer of [T:heat pumps], grew.",
        "Acme DEVELOPS heat pumps",
    ),
    "uses": ("[O:Acme] has deployed [T:Llama 3].", "Acme USES Llama 3"),
    "built on": (
        "The [T:Orca] platform and [T:Finch] is powered by [T:Llama 3].",
        "Finch BUILT_ON Llama 3",
    ),
    "supplies": ("[O:Acme] supplies pumps to [O:Beta].", "Acme SUPPLIES Beta"),
    "located, adjective": ("[G:Bergen]-based [O:Acme] grew.", "Acme LOCATED_IN Bergen"),
    "located, apposition": (
        "[O:Acme] is a family firm of some fame, headquartered in [G:Bergen].",
        "Acme LOCATED_IN Bergen",
    ),
    "headed by": ("[O:Acme] is headed by [P:Ann Roe].", "Ann Roe WORKS_FOR Acme"),
    "worked before": (
        "[P:Ann Roe] previously worked at [O:Acme].",
        "Ann Roe WORKS_FOR Acme",
    ),
    "formerly of": ("[P:Ann Roe], formerly of [O:Acme], spoke.", "Ann Roe WORKS_FOR Acme"),
    "founded, had been": (
        "[O:Acme] had been founded by [P:Ann Roe].",
        "Ann Roe FOUNDED Acme",
    ),
    "issued, relative": (
        "The [L:Pump Act], which the [O:Senate] passed in 2022, holds.",
        "Senate ISSUED Pump Act",
    ),
    "governs, aim": (
        "The [L:Pump Act], passed in 2022 to promote [T:heat pumps], holds.",
        "Pump Act GOVERNS heat pumps",
    ),
    "develops, from": ("We tried [T:Orca] from [O:Acme].", "Acme DEVELOPS Orca"),
    "develops, operated": (
        "[T:Orca], the booking platform operated by [O:Acme], grew.",
        "Acme DEVELOPS Orca",
    ),
    "develops, kind and name": (
        "[O:Acme] developed the [T:driver assistance] system [T:Orca].",
        "Acme DEVELOPS Orca",
    ),
    "uses, relative": ("The [T:Orca 2], which [O:Acme] uses, grew.", "Acme USES Orca 2"),
    "built on, relative": (
        "The [T:Orca 2], which runs on [T:Finch 5], grew.",
        "Orca 2 BUILT_ON Finch 5",
    ),
    "supplies, them": (
        "[O:Acme] makes pumps in large numbers and supplies them to [O:Beta].",
        "Acme SUPPLIES Beta",
    ),
    "located, investor from": (
        "[O:Acme], a quiet investor from [G:Oslo], grew.",
        "Acme LOCATED_IN Oslo",
    ),
    "located, verb": ("[O:Acme] is headquartered in [G:Bergen].", "Acme LOCATED_IN Bergen"),
}


@pytest.mark.parametrize(("marked", "stated"), CASES.values(), ids=CASES)
def test_a_sentence_states_exactly_one_relation(marked, stated):
    assert {" ".join(triple) for triple in triples(marked)} == {stated}


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[O:Acme] plans to acquire [O:Beta].", id="planned"),
        pytest.param("[O:Acme] is in talks to invest $5 million in [O:Beta].", id="in talks"),
        pytest.param("[O:Acme] denied that it had acquired [O:Beta].", id="denied"),
        pytest.param("[O:Acme] may have partnered with [O:Beta].", id="possible"),
        pytest.param("[O:Acme] and [O:Beta] attended the fair in [G:Bergen].", id="side by side"),
        pytest.param("[O:Acme] has launched an [T:AI]-based survey.", id="only describes"),
        pytest.param(
            "[O:Acme] received approval; [O:Beta] joined the global ranks.", id="no round"
        ),
        pytest.param("[P:Ann Roe] met [P:Bob Lee], who likes [O:Acme].", id="no post"),
    ],
)
def test_what_is_not_stated_is_not_claimed(marked):
    assert triples(marked) == set()


def test_a_funding_sentence_gives_every_investor_and_the_terms_of_the_round():
    found = claims(
        "[O:Acme] raised $50 million in a Series B round led by [O:Quay Capital], with"
        " participation from [O:Kite Fund], [O:Delta Bank] and existing investor [P:Tom Harlan]"
        " on May 3, 2025."
    )

    terms = {"amount": "$50 million", "currency": "USD", "round": "B", "date": "May 3, 2025"}
    assert {claim.head.text: claim.properties for claim in found} == {
        "Quay Capital": {**terms, "lead": True},
        "Kite Fund": terms,
        "Delta Bank": terms,
        "Tom Harlan": terms,
    }
    assert {(claim.relation, claim.tail.text) for claim in found} == {("INVESTED_IN", "Acme")}


def test_what_an_investor_manages_is_not_the_amount_of_the_round():
    (claim,) = claims(
        "[O:Acme] closed a strategic investment from [O:Quay Capital], a fund with $55 billion."
    )
    assert claim.properties == {"round": "strategic"}


def test_the_next_sentence_may_tell_who_led_the_round():
    (claim,) = claims(
        "[O:Acme] has secured €20m in seed funding. | The round was led by [O:Quay Capital]."
    )
    assert (claim.head.text, claim.tail.text) == ("Quay Capital", "Acme")
    assert claim.properties == {"amount": "€20m", "currency": "EUR", "round": "seed", "lead": True}


def test_every_pair_of_signatories_are_partners():
    found = claims("[O:Acme], [O:Beta] and [O:Gamma] signed a cooperation agreement.")
    assert {(claim.head.text, claim.tail.text) for claim in found} == {
        ("Acme", "Beta"), ("Acme", "Gamma"), ("Beta", "Gamma"),
    }  # fmt: skip
    assert {claim.properties["agreement"] for claim in found} == {"cooperation agreement"}


def test_several_posts_and_several_bodies_are_each_a_fact():
    found = claims(
        "[P:Ann Roe], academician of the [O:Royal Academy], formerly served as president of both"
        " [O:Quay University] and [O:Bay University]."
    )
    assert [(claim.relation, claim.tail.text, claim.properties) for claim in found] == [
        ("MEMBER_OF", "Royal Academy", {"title": "academician"}),
        ("WORKS_FOR", "Quay University", {"title": "president", "former": True}),
        ("WORKS_FOR", "Bay University", {"title": "president", "former": True}),
    ]


def test_a_co_founder_both_founded_and_works_there():
    found = triples("[P:Ann Roe], co-founder and CEO of [O:Acme], spoke.")
    assert found == {("Ann Roe", "FOUNDED", "Acme"), ("Ann Roe", "WORKS_FOR", "Acme")}


def test_a_former_minister_has_left():
    (claim,) = claims("They invited [P:Ann Roe], former Minister of the [O:Ministry of Wells].")
    assert claim.properties == {"title": "Minister", "former": True}


def test_a_pronoun_takes_up_the_subject_and_the_words_of_both_sentences_are_quoted():
    passage = make_passage("[P:Ann Roe] was born in 1970. | She founded [O:Acme] in 1999.")

    (claim,) = EnglishFacts().find(passage)

    assert (claim.head.text, claim.relation) == ("Ann Roe", "FOUNDED")
    assert passage.text[claim.start : claim.end] == passage.text
    (plain,) = claims("[P:Ann Roe] founded [O:Acme] in 1999.")
    assert claim.confidence < plain.confidence


def test_its_founder_founded_the_subject_of_the_sentence_before():
    found = triples("[O:Acme] is small. | [P:Ann Roe], its founder, spoke.")
    assert found == {("Ann Roe", "FOUNDED", "Acme")}


def test_its_chief_is_the_chief_of_the_firm_named_first():
    found = triples("[O:Acme] was founded by [P:Ann Roe], who serves as its chief executive.")
    assert found == {("Ann Roe", "FOUNDED", "Acme"), ("Ann Roe", "WORKS_FOR", "Acme")}


def test_its_product_is_not_that_of_a_firm_left_long_ago():
    found = triples(
        "[O:Acme] is small. | [P:Ann Roe] previously founded [O:Beta]. | Its first robot, [T:Orca],"
        " walks."
    )
    assert found == {("Ann Roe", "FOUNDED", "Beta"), ("Acme", "DEVELOPS", "Orca")}


def test_a_post_in_apposition_belongs_to_what_the_text_is_about():
    found = triples("[O:Acme] grew. | [P:Ann Roe], the chief executive, spoke.")
    assert found == {("Ann Roe", "WORKS_FOR", "Acme")}


def test_investors_do_not_take_the_place_of_the_firm_that_the_text_is_about():
    found = triples(
        "[O:Acme] raised $3 million. | [O:Kite Fund] also took part. | The company was founded by"
        " [P:Ann Roe]."
    )
    assert ("Ann Roe", "FOUNDED", "Acme") in found
    assert ("Ann Roe", "FOUNDED", "Kite Fund") not in found


def test_a_law_that_parliaments_adopted_may_be_called_it():
    found = triples("The [O:Council] proposed the [L:Pump Act]; the [O:Senate] adopted it.")
    assert ("Senate", "ISSUED", "Pump Act") in found


def test_a_product_is_its_makers_whose_name_it_bears():
    found = triples("[O:Acme Inc.] grew. | Many like the [T:Acme Orca 2].")
    assert found == {("Acme Inc.", "DEVELOPS", "Acme Orca 2")}


def test_a_unit_is_part_of_the_firm_whose_name_it_bears():
    found = triples("[O:Acme] grew. | [O:Acme Advanced Robotics Group] did not.")
    assert found == {("Acme Advanced Robotics Group", "PART_OF", "Acme")}


def test_where_a_firm_is_based_says_nothing_of_its_parent():
    found = triples("[O:Acme], a subsidiary of [O:Beta], is based in [G:Oslo].")
    assert found == {("Acme", "PART_OF", "Beta"), ("Acme", "LOCATED_IN", "Oslo")}


def test_its_school_is_that_of_the_university_named_last():
    found = triples(
        "[P:Ann Roe], a fellow of the [O:Royal Academy], head of [O:Quay University] and dean of"
        " its [O:School of Law], spoke."
    )
    assert ("School of Law", "PART_OF", "Royal Academy") not in found
    assert ("Ann Roe", "WORKS_FOR", "School of Law") in found


def test_a_partner_named_in_a_description_is_not_located():
    found = triples("[O:Acme], a [O:Beta] headquartered in [G:Oslo], grew.")
    assert ("Beta", "LOCATED_IN", "Oslo") not in found


def test_a_field_that_somebody_is_said_to_have_is_not_developed():
    passage = make_passage("[O:Acme]'s proprietary [T:AI] helps.")
    field = Span(
        passage.mentions[1].start, passage.mentions[1].end, "Technology", "AI", "t", 1, "field"
    )
    passage = Passage(passage.text, passage.sentences, (passage.mentions[0], field))
    assert list(EnglishFacts().find(passage)) == []


def test_a_pronoun_with_two_possible_people_is_left_alone():
    assert triples("Then [O:Acme] met [P:Bo Li] and [P:Al Fox]. | She founded [O:Beta].") == set()


def test_a_name_that_the_article_defines_is_followed():
    found = triples(
        '[O:Acme Pumps Inc.] (the "Company") grew. | Later the Company acquired [O:Beta].'
    )
    assert found == {("Acme Pumps Inc.", "ACQUIRED", "Beta")}


def test_the_association_is_the_last_one_named():
    found = triples(
        "The [O:Harbour Robotics Association] met in May. | [P:Ann Roe], Vice President of the"
        " Association, spoke."
    )
    assert found == {("Ann Roe", "WORKS_FOR", "Harbour Robotics Association")}


def test_a_policy_governs_the_technology_in_its_name():
    passage = make_passage("The [L:Heat Pump Promotion Plan] holds.")
    inner = Span(4, 13, "Technology", "Heat Pump", "test", 1.0)
    passage = Passage(passage.text, passage.sentences, tuple(sorted([*passage.mentions, inner])))

    (claim,) = EnglishFacts().find(passage)

    assert (claim.relation, claim.tail, claim.properties) == (
        "GOVERNS",
        inner,
        {"stance": "promotes"},
    )


def test_chinese_sentences_are_left_to_other_finders():
    passage = make_passage("[O:Acme] acquired [O:Beta].", language="zh")
    assert list(EnglishFacts().find(passage)) == []


def test_an_amount_without_a_known_sign_has_no_currency():
    assert currency("5 million zloty") is None

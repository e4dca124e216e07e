"""What appositions, passives, nouns of action, headlines and cut-up text say in English.

Mentions are written in the text: [O:Acme] is an organisation, P a person, L a policy,
T a technology and G a place.
"""

from __future__ import annotations

import re

import pytest

from extractors.facts.english import EnglishFacts
from extractors.spans import Passage, Sentence, Span

TYPES = {"O": "Organization", "P": "Person", "L": "Policy", "T": "Technology", "G": "Place"}
MARKUP = re.compile(r"\[(?P<letter>[OPLTG]):(?P<name>[^\]]+)\]")


def stated(marked):
    """Return what the finder claims of a marked sentence: "Acme DEVELOPS Orca"."""
    text, mentions, position = "", [], 0
    for match in MARKUP.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        start = len(text)
        text += match["name"]
        mentions.append(Span(start, len(text), TYPES[match["letter"]], match["name"], "test", 1.0))
    text += marked[position:]
    passage = Passage(text, (Sentence(0, len(text), "en"),), tuple(mentions), ())
    return {
        f"{claim.head.text} {claim.relation} {claim.tail.text}"
        for claim in EnglishFacts().find(passage)
    }


CASES = {
    "cut up, post": (
        "[P:Ann Roe] , 54 , chief executive of [O:Acme] , left .",
        {"Ann Roe WORKS_FOR Acme"},
    ),
    "cut up, possessive": ("[O:Acme] 's [T:Orca 2] sold well .", {"Acme DEVELOPS Orca 2"}),
    "cut up, seat": (
        "[O:Acme] , based in [G:Oslo] , [G:Norway] , grew .",
        {"Acme LOCATED_IN Oslo", "Acme LOCATED_IN Norway"},
    ),
    "lost apostrophe": ("[O:Acme] s [T:Orca 2] sold well .", {"Acme DEVELOPS Orca 2"}),
    "city and country": (
        "[O:Acme] is headquartered in [G:Oslo], [G:Norway].",
        {"Acme LOCATED_IN Oslo", "Acme LOCATED_IN Norway"},
    ),
    "firm of a city": ("[O:Acme] of [G:Oslo] grew.", set()),
    "firm of a city that did something": (
        "[O:Acme] of [G:Oslo] said so.",
        {"Acme LOCATED_IN Oslo"},
    ),
    "a country's startup": ("[G:Norway]'s startup [O:Acme] grew.", {"Acme LOCATED_IN Norway"}),
    "plant": ("[O:Acme] opened a second plant in [G:Oslo].", {"Acme LOCATED_IN Oslo"}),
    "city in brackets": ("[O:Acme] ([G:Oslo]) agreed.", {"Acme LOCATED_IN Oslo"}),
    "maker of": ("The pumps of [O:Acme], a maker of [T:robots], sold.", {"Acme DEVELOPS robots"}),
    "trade before the firm": ("[T:AI coding] startup [O:Acme] grew.", {"Acme DEVELOPS AI coding"}),
    "company that offers": (
        "[O:Acme], a young company offering [T:tutoring software], grew.",
        {"Acme DEVELOPS tutoring software"},
    ),
    "passive, offered": ("[T:Orca 2] is offered by [O:Acme].", {"Acme DEVELOPS Orca 2"}),
    "participle first": (
        "Developed by [O:Acme], [T:Orca 2] is fast.",
        {"Acme DEVELOPS Orca 2"},
    ),
    "noun of action": (
        "[O:Acme] told of the launch of [T:Orca 2].",
        {"Acme DEVELOPS Orca 2"},
    ),
    "named product": (
        "[O:Acme] showed its robot called [T:Bolt].",
        {"Acme DEVELOPS Bolt"},
    ),
    "products include": (
        "[O:Acme]'s products include [T:Bolt] and [T:Nut].",
        {"Acme DEVELOPS Bolt", "Acme DEVELOPS Nut"},
    ),
    "headline, product": ("[O:Acme] debuts [T:Orca 2]", {"Acme DEVELOPS Orca 2"}),
    "inventor": ("[P:Ann Roe], inventor of [T:Orca], agreed.", {"Ann Roe DEVELOPS Orca"}),
    "uses, leveraging": (
        "[O:Acme] plans its routes leveraging [T:Orca].",
        {"Acme USES Orca"},
    ),
    "uses, passive": ("[T:Orca] is widely used by [O:Acme].", {"Acme USES Orca"}),
    "uses, adoption": ("[O:Acme]'s adoption of [T:Orca] paid.", {"Acme USES Orca"}),
    "built on, powers": ("[T:Orca] powers [T:Bolt].", {"Bolt BUILT_ON Orca"}),
    "built on, compound": ("The [T:Orca]-powered [T:Bolt] is fast.", {"Bolt BUILT_ON Orca"}),
    "built on, developed using": (
        "[T:Bolt] was developed using [T:Orca].",
        {"Bolt BUILT_ON Orca"},
    ),
    "founded by, first": (
        "Founded by [P:Ann Roe] in 2011, [O:Acme] grew.",
        {"Ann Roe FOUNDED Acme"},
    ),
    "founded, spun off": (
        "[O:Acme] spun off a company called [O:Beta].",
        {"Acme FOUNDED Beta"},
    ),
    "founded, opening": (
        "[P:Ann Roe] told of the opening of her studio, [O:Beta].",
        {"Ann Roe FOUNDED Beta"},
    ),
    "works, generic post": (
        "[P:Ann Roe], a plumber at [O:Acme], agreed.",
        {"Ann Roe WORKS_FOR Acme"},
    ),
    "works, a firm's man": ("[O:Acme]'s [P:Ann Roe] agreed.", {"Ann Roe WORKS_FOR Acme"}),
    "works, employee": (
        "[P:Ann Roe], an [O:Acme] employee, agreed.",
        {"Ann Roe WORKS_FOR Acme"},
    ),
    "works, teaches": (
        "[P:Ann Roe] teaches at [O:Acme College].",
        {"Ann Roe WORKS_FOR Acme College"},
    ),
    "works, appointment of": (
        "[O:Acme] announced the appointment of [P:Ann Roe] as vice president.",
        {"Ann Roe WORKS_FOR Acme"},
    ),
    "works, byline": ("By [P:Ann Roe], [O:Acme]", {"Ann Roe WORKS_FOR Acme"}),
    "graduate": ("[P:Ann Roe], a graduate of [O:Acme College], agreed.", set()),
    "partners, signed deal": (
        "[O:Acme] closed a three-year venue deal with [O:Beta].",
        {"Acme PARTNERS_WITH Beta"},
    ),
    "partners, both": (
        "[O:Acme] and [O:Beta] team up on pumps.",
        {"Acme PARTNERS_WITH Beta"},
    ),
    "supplies, hired": (
        "[O:Acme] hired [O:Beta] as its counsel.",
        {"Beta SUPPLIES Acme"},
    ),
    "supplies, customers": (
        "[O:Acme]'s customers include [O:Beta] and [O:Gamma].",
        {"Acme SUPPLIES Beta", "Acme SUPPLIES Gamma"},
    ),
    "supplies, ordered": (
        "[O:Beta] ordered twenty trucks from [O:Acme].",
        {"Acme SUPPLIES Beta"},
    ),
    "part, owned compound": ("[O:Acme]-owned [O:Beta] grew.", {"Beta PART_OF Acme"}),
    "part, owns": ("[O:Acme] owns [O:Beta].", {"Beta PART_OF Acme"}),
    "part, in brackets": (
        "[O:Beta] (a unit of [O:Acme]) grew.",
        {"Beta PART_OF Acme"},
    ),
    "acquired, sold to": ("[O:Gamma] sold [O:Beta] to [O:Acme].", {"Acme ACQUIRED Beta"}),
    "acquired, assets": (
        "[O:Acme] acquired substantially all of [O:Beta].",
        {"Acme ACQUIRED Beta"},
    ),
    "acquired, to be": (
        "[O:Beta] signed an agreement to be acquired by [O:Acme].",
        {"Acme ACQUIRED Beta"},
    ),
    "stake": ("[O:Acme] has a 45% stake in [O:Beta].", {"Acme INVESTED_IN Beta"}),
    "member, list": (
        "Members of [O:the Guild] include [O:Acme] and [O:Beta].",
        {"Acme MEMBER_OF the Guild", "Beta MEMBER_OF the Guild"},
    ),
    "issued, run by": (
        "[L:The Roof Programme] is administered by [O:the Ministry].",
        {"the Ministry ISSUED The Roof Programme"},
    ),
}


@pytest.mark.parametrize(("marked", "expected"), CASES.values(), ids=CASES)
def test_a_form_states_what_its_words_say(marked, expected):
    assert stated(marked) == expected


REFUSED = (
    "[O:Acme] may offer [T:Orca 2].",
    "[O:Acme] has not launched [T:Orca 2].",
    "[O:Acme] is in talks about a deal with [O:Beta].",
    "[O:Acme] plans to hire [O:Beta] as its counsel.",
    "[O:Acme] never used [T:Orca].",
    "[O:Acme] could be acquired by [O:Beta].",
    "[P:Ann Roe] did not found [O:Acme].",
)


@pytest.mark.parametrize("marked", REFUSED)
def test_plans_and_denials_state_nothing(marked):
    assert stated(marked) == set()

"""What claims say beside their ends, from the words of their sentence.

The classifier proposes a relation and tells nothing of it; a pattern may not reach as far as
the title or the sum. Only what is certain to be the claim's own is added, and nothing that
another finder said of the same ends is changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.facts.amounts import currency, payments
from extractors.facts.deciding import NAME
from extractors.facts.english_funding import only_terms
from extractors.facts.english_slots import compiled
from extractors.facts.funding import terms
from extractors.facts.papers import DATE
from extractors.facts.post_properties import post_properties
from extractors.facts.structure import PROMOTES, REGULATES, stance
from extractors.spans import Claim, Passage, Sentence, Span
from graph.records import Properties

# A paper's own date stands in brackets or on a line of its own.
PAPERS_DATE = re.compile(rf"(?:^|[\n（(])[\s\u3000]*(?P<date>{DATE})[\s\u3000]*(?=[）)\n]|$)")
TITLE_WITHIN = 160
FOLLOWS = re.compile(r"领投|跟投|参投|[。；]")
LED_BY = re.compile(r"领投(?:方|机构|人)?(?:为|是|包括|：)[^，。；]{0,30}$")
LED_BY_EN = re.compile(r"\bled by (?:(?!\b(?:with|joined|participation|including)\b)[^.;,]){0,60}$")
# A sentence of headlines or news in brief has parts that tell of other firms.
PART = re.compile(r"[；;·•]")
PRICE = r"(?:for|worth|valued at|totaling|of)(?: (?:an? )?(?:total|aggregate)(?: of)?)? {money}"


def with_properties(passage: Passage, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the claims with what their sentences say of them."""
    posts: dict[tuple[Span, int], set[str]] = defaultdict(set)
    raised: dict[int, set[str]] = defaultdict(set)
    told: dict[tuple[Span, str, Span, int], Properties] = defaultdict(dict)
    for claim in claims:
        told[_key(claim)] |= claim.properties
        if claim.relation == "INVESTED_IN":
            raised[claim.end].add(claim.tail.text)
        elif claim.relation == "WORKS_FOR":
            posts[claim.head, claim.end].add(claim.tail.text)
    sentences = {sentence.end: sentence for sentence in passage.sentences}
    for claim in claims:
        sentence = sentences.get(claim.end)
        found: Properties = {}
        if claim.relation == "WORKS_FOR" and sentence is not None:
            is_only = len(posts[claim.head, claim.end]) == 1
            found = post_properties(passage, sentence, claim, is_only=is_only)
        elif claim.relation == "ACQUIRED" and sentence is not None:
            found = _price(passage, sentence, claim)
        elif claim.relation == "INVESTED_IN" and claim.finder == NAME and sentence is not None:
            if len(raised[claim.end]) == 1:
                found = _investment(passage, sentence, claim.head)
        elif claim.relation == "GOVERNS":
            found = _stance(claim.head)
        elif claim.relation == "ISSUED":
            found = _papers_date(passage, claim.tail)
        known = told[_key(claim)]
        added = {name: value for name, value in found.items() if name not in known}
        if "amount" in known:
            added.pop("currency", None)
        yield replace(claim, properties={**claim.properties, **added}) if added else claim


def _key(claim: Claim) -> tuple[Span, str, Span, int]:
    return claim.head, claim.relation, claim.tail, claim.end


def _price(passage: Passage, sentence: Sentence, claim: Claim) -> Properties:
    """Return the only sum of the part of a sentence that names both firms: what one paid."""
    text = passage.text
    first, last = min(claim.head.start, claim.tail.start), max(claim.head.end, claim.tail.end)
    start = max((match.end() for match in PART.finditer(text, sentence.start, first)),
                default=sentence.start)  # fmt: skip
    behind = PART.search(text, last, sentence.end)
    end = behind.start() if behind else sentence.end
    if sentence.language == "zh":
        sums = [match[0].strip() for match in payments(text, start, end)]
    else:
        sums = [match["amount"] for match in compiled(PRICE).finditer(text[start:end])]
    if len(sums) != 1:
        return {}
    found: Properties = {"amount": sums[0]}
    if code := currency(sums[0]):
        found["currency"] = code
    return found


def _investment(passage: Passage, sentence: Sentence, investor: Span) -> Properties:
    """Return the terms of the one round that a sentence tells of, and whether this one led it."""
    text = passage.text
    if sentence.language != "zh":
        found = only_terms(text[sentence.start : sentence.end])
        is_lead = LED_BY_EN.search(text, sentence.start, investor.start) is not None
    else:
        sums = list(payments(text, sentence.start, sentence.end))
        found = terms(passage, sentence.start, sentence.end) if len(sums) <= 1 else {}
        verb = FOLLOWS.search(text, investor.end, sentence.end)
        named = LED_BY.search(text, sentence.start, investor.start)
        is_lead = (verb is not None and verb[0] == "领投") or named is not None
    return found | ({"lead": True} if is_lead else {})


def _stance(policy: Span) -> Properties:
    """Return what a Chinese title that speaks of one of the two, promoting or regulating, does."""
    if policy.text.isascii() or not (PROMOTES.search(policy.text) or REGULATES.search(policy.text)):
        return {}
    return {"stance": stance(policy)}


def _papers_date(passage: Passage, policy: Span) -> Properties:
    """Return the date that a paper bears, of the policy that it is."""
    own = {policy.text} | {
        other.text
        for alias in passage.aliases
        for one, other in ((alias.name, alias.alias), (alias.alias, alias.name))
        if one.text == policy.text
    }
    heads = passage.within(0, TITLE_WITHIN)
    title = next((span for span in heads if span.type == "Policy"), None)
    if title is None or title.text not in own:
        return {}
    dates = {match["date"].strip() for match in PAPERS_DATE.finditer(passage.text)}
    return {"date": dates.pop()} if len(dates) == 1 else {}

"""The table's rules, compiled, and the readings that they give of one slotted sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from extractors.facts.english_money import currency
from extractors.facts.english_slots import Slotted, compiled, group_texts, table
from extractors.spans import Span
from graph.ontology import relation
from graph.records import Properties

REVERSED = "#reverse"
BEFORE = 40
DESCRIBED = re.compile(r"[\ue000-\uf8ff], an? (?:[\w-]+ ){0,3}\Z")
APPOSED = re.compile(r", (?:an?|the) [^,;]{2,60} (?:of|for|to|from|by|in|at|with) (?:the )?\Z")
# "Series B" is round B, "Pre-Series A" Pre-A: as Chinese text has it.
SERIES = re.compile(r"(?i)\bseries\s+")
# Two that are partners have a partnership: the word alone names no agreement.
BARE = re.compile(
    r"(?i)(?:(?:an?|the|its|their|new|this) )*(?:partnership|collaboration|cooperation|deal)s?"
)
ARTICLE = re.compile(r"(?i)^(?:.*\b)?(?:an?|the|this|its|their) ")


@dataclass(frozen=True)
class Reading:
    """One relation that a sentence states between two of its mentions."""

    head: Span
    relation: str
    tail: Span
    confidence: float
    properties: Properties


@dataclass(frozen=True)
class Rule:
    """The forms in which English states one relation."""

    relation: str
    cue: re.Pattern[str]
    confidence: float
    forms: tuple[tuple[re.Pattern[str], bool], ...]
    head_is: re.Pattern[str] | None
    tail_is: re.Pattern[str] | None

    def fits(self, head: Span, tail: Span) -> bool:
        """Tell whether the names of both ends are as the rule wants them."""
        wanted = ((self.head_is, head), (self.tail_is, tail))
        return all(pattern is None or pattern.search(end.text) for pattern, end in wanted)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules that are made of forms, in the order of the table."""
    return tuple(
        Rule(
            row["relation"],
            re.compile(row["cue"], re.IGNORECASE),
            row["confidence"],
            tuple(
                (compiled(form.removesuffix(REVERSED)), form.endswith(REVERSED))
                for form in row["forms"]
            ),
            re.compile(row["head_is"]) if "head_is" in row else None,
            re.compile(row["tail_is"]) if "tail_is" in row else None,
        )
        for row in table()["rule"]
        if "forms" in row
    )


def readings(sentence: Slotted) -> Iterator[Reading]:
    """Yield what the rules read in a sentence; the same pair may come more than once."""
    for rule in rules():
        if rule.cue.search(sentence.text):
            yield from _by_rule(rule, sentence)


def _by_rule(rule: Rule, sentence: Slotted) -> Iterator[Reading]:
    for form, is_reversed in rule.forms:
        for match in form.finditer(sentence.text):
            if is_refused(rule.relation, sentence.text, match) or _is_apposed(sentence.text, match):
                continue
            for head, tail in _ends(sentence, match):
                if is_reversed:
                    head, tail = tail, head  # noqa: PLW2901 - the form says which is which
                if rule.fits(head, tail) and not _is_bare(rule.relation, tail, match):
                    properties = stated_properties(rule.relation, match)
                    yield Reading(head, rule.relation, tail, rule.confidence, properties)


def _is_bare(relation_name: str, tail: Span, match: re.Match[str]) -> bool:
    """Tell whether somebody is only said to have a field: "its proprietary AI"."""
    is_field = relation_name == "DEVELOPS" and tail.kind == "field"
    return is_field and re.search(r"develop|pioneer|invent", match.group()) is None


def _is_apposed(text: str, match: re.Match[str]) -> bool:
    """Tell whether a form begins with what only describes another name.

    "A, a unit of B, is based in" says nothing of B, "A, a B Partner based in" is about A.
    """
    if (
        DESCRIBED.search(text, 0, match.start())
        and text[match.start() + 1 : match.start() + 2] == " "
    ):
        return True
    is_closed = text[match.start() + 1 : match.start() + 2] == ","
    return is_closed and APPOSED.search(text, 0, match.start()) is not None


def _ends(sentence: Slotted, match: re.Match[str]) -> Iterator[tuple[Span, Span]]:
    groups = group_texts(match)
    if groups.get("both"):
        yield from combinations(list(sentence.spans(groups["both"])), 2)
    else:
        heads, tails = sentence.spans(groups["head"]), sentence.spans(groups["tail"])
        yield from product(list(heads), list(tails))


def is_refused(relation_name: str, text: str, match: re.Match[str]) -> bool:
    """Tell whether the words of a match, or those just before it, take the statement back."""
    refusals = table()["refusals"]
    if relation_name not in refusals["relations"]:
        return False
    return bool(_refusing().search(text, max(0, match.start() - BEFORE), match.end()))


@cache
def _refusing() -> re.Pattern[str]:
    return re.compile(table()["refusals"]["words"], re.IGNORECASE)


def stated_properties(relation_name: str, match: re.Match[str]) -> Properties:
    """Return the properties that the named groups of a match give to a relation."""
    groups = {name: text.strip() for name, text in group_texts(match).items()}
    known = relation(relation_name).properties
    properties: Properties = {name: groups[name] for name in known if name in groups}
    if "amount" in properties and (code := currency(groups["amount"])):
        properties["currency"] = code
    if "round" in properties:
        properties["round"] = SERIES.sub("", groups["round"])
    if "lead" in known and re.search(r"\b(?:co-)?(?:led|leads|spearheaded)\b", match.group()):
        properties["lead"] = True
    if "agreement" in properties:
        properties["agreement"] = ARTICLE.sub("", groups["agreement"])
        if BARE.fullmatch(groups["agreement"]):
            del properties["agreement"]
    for stance in ("promotes", "regulates"):
        if stance in groups:
            properties["stance"] = stance
    return properties

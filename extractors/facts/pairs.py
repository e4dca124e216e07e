"""Pairs of names that a sentence may relate, described for a classifier, in any language.

Two names are a pair where the ontology allows some relation between their types and one
sentence holds both. What stands between and around them is described in words with names
replaced by their types, enumerations by one name, and the classes of telling words beside
the words themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.facts.pair_names import LETTER, inside, named, spoken_of
from extractors.facts.slots import ANY_SLOT, PLACEHOLDERS, slotted
from extractors.facts.topics import Topics
from extractors.spans import Claim, Passage, Sentence, Span
from graph.ontology import relations

# Names further apart are not told of each other; a sentence with more is a table or a list.
FARTHEST, MOST = 70, 24
# An enumeration counts as one name there, as long as a sentence has not more names than these.
MANY = 64
WINDOW, WHOLE, PATH = 6, 7, 8
# What a name's own verb is may stand so many words behind it.
BEHIND, NONE = 3, "-"
# An earlier subject is that of names so many words behind a sentence's beginning.
NEAR, SHORT = 40, 8
JOINT = re.compile(
    r"[”』」》]?\s*(?:[（(][^（）()]{1,24}[）)])?\s*"
    r"(?:、|，|,|;|；|/|以及|和|与|及|暨|或|和|and|&|or)?\s*(?:and|the)?\s*[“『「《]?"
)
VERSION = re.compile(r"\.v\d+$")
SPLIT = re.compile(f"([{ANY_SLOT}])")
PAUSES = frozenset("，,；;：:。—（(“「《")
SLOTS = {slot: LETTER[name] for name, slot in PLACEHOLDERS.items()}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a language's sentences fall into words, and the classes of its telling words."""

    words: Callable[[str], Sequence[str]]
    cues: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of one sentence, in the text's order, with what describes them.

    ``start`` is where the words begin that could state something of them: before the
    sentence, where the first is the subject that an earlier one named.
    """

    first: Span
    second: Span
    sentence: Sentence
    start: int
    features: list[str]


@cache
def allowed(first: str, second: str) -> tuple[str, ...]:
    """Return what may hold between two types: ``DEVELOPS>``, with ``<`` where the second is head.

    >>> allowed("Technology", "Organization")
    ('DEVELOPS<', 'USES<')
    """
    found = []
    for kind in relations().values():
        if first in kind.heads and second in kind.tails:
            found.append(kind.name + ("" if kind.symmetric else ">"))
        if second in kind.heads and first in kind.tails and not kind.symmetric:
            found.append(kind.name + "<")
    return tuple(found)


def pairs(
    passage: Passage, claims: Iterable[Claim], readings: Mapping[str, Reading]
) -> Iterator[Pair]:
    """Yield the pairs of a passage's sentences, in those languages of which there is a reading."""
    claimed = _by_ends(claims)
    topics = Topics()
    told: dict[str, list[int]] = defaultdict(list)
    for mention in passage.mentions:
        told[mention.text].append(mention.start)
    for number, sentence in enumerate(passage.sentences):
        reading = readings.get(sentence.language)
        mentions = passage.within(sentence.start, sentence.end)
        if reading is None or not mentions:
            topics.passed(())
            continue
        line = _Line(passage, sentence, reading)
        described = [*line.apart(), *line.nested(mentions), *line.of_topics(topics.open())]
        topics.passed(line.mentions)
        for first, second, features in described:
            heard = claimed.get((first, second), [])
            opening = ["opening"] if number == 0 else []
            start = first.start if first.end <= sentence.start else sentence.start
            if first.type == "Policy":  # a title stands far from the names at a paper's foot
                start = sentence.start
            known = [*spoken_of(told, first, "1"), *spoken_of(told, second, "2")]
            yield Pair(first, second, sentence, start, [*features, *opening, *heard, *known])


def unversioned(name: str) -> str:
    """Return a finder's name, or a feature that ends in one, without its version.

    >>> unversioned("funding.zh.v2"), unversioned("claim:SUPPLIES>:funding.zh.v1")
    ('funding.zh', 'claim:SUPPLIES>:funding.zh')
    """
    return VERSION.sub("", name)


def _by_ends(claims: Iterable[Claim]) -> dict[tuple[Span, Span], list[str]]:
    """Return, by pair of mentions in the text's order, what the other finders say of it."""
    found: dict[tuple[Span, Span], list[str]] = defaultdict(list)
    for claim in claims:
        is_first = (claim.head.start, -claim.head.end) < (claim.tail.start, -claim.tail.end)
        ends = (claim.head, claim.tail) if is_first else (claim.tail, claim.head)
        said = f"claim:{claim.relation}{'>' if is_first else '<'}"
        # A finder's next version says the same kind of thing: the weights hold for it too.
        finder = unversioned(claim.finder)
        found[ends] += (said, f"{said}:{finder}", f"{said}:{claim.confidence:.1f}")
    return found


class _Line:
    """A sentence as words, enumerations of names of one type being one word."""

    def __init__(self, passage: Passage, sentence: Sentence, reading: Reading) -> None:
        slots = slotted(passage, sentence.start, sentence.end)
        self.mentions = slots.mentions
        self.runs: list[int] = []
        self.places: list[int] = []
        pieces: list[str] = []
        done = 0
        for number, (place, mention) in enumerate(zip(slots.starts, self.mentions, strict=True)):
            gap = slots.text[done:place]
            same = number and self.mentions[number - 1].type == mention.type
            if same and gap and JOINT.fullmatch(gap):
                self.runs.append(self.runs[-1])
            else:
                self.runs.append(self.runs[-1] + 1 if number else 0)
                pieces += (gap, slots.text[place])
            done = place + 1
        pieces.append(slots.text[done:])
        self.words: list[str] = []
        for piece in SPLIT.split("".join(pieces)):
            if piece in SLOTS:
                self.places.append(len(self.words))
                self.words.append(SLOTS[piece])
            elif piece:
                self.words += map(_plain, reading.words(piece))
        self.is_list = len(self.places) > MOST or len(self.mentions) > MANY
        self.cues = [reading.cues.get(word, ()) for word in self.words]
        self.whole = [f"count:{kind}{min(n, 5)}" for kind, n in self._types().items()]

    def _types(self) -> Counter[str]:
        return Counter(LETTER[mention.type] for mention in self.mentions)

    def apart(self) -> Iterator[tuple[Span, Span, list[str]]]:
        """Yield the pairs of names that do not lie in one another."""
        if self.is_list:
            return
        for second in range(1, len(self.mentions)):
            for first in range(second):
                one, other = self.mentions[first], self.mentions[second]
                if not allowed(one.type, other.type) or one.text == other.text:
                    continue
                if len(self.mentions) > MOST and self.runs[first] == self.runs[second]:
                    continue
                if self.places[self.runs[second]] - self.places[self.runs[first]] <= FARTHEST:
                    yield one, other, self._features(one, other, first, second)

    def of_topics(
        self, topics: Sequence[tuple[Span, int]]
    ) -> Iterator[tuple[Span, Span, list[str]]]:
        """Yield the pairs of an earlier subject and a name that has none of its own before it."""
        if self.is_list:
            return
        for topic, age in topics:
            for number, other in enumerate(self.mentions):
                if other.type == topic.type and other.text == topic.text:
                    break
                if allowed(topic.type, other.type) and self.places[self.runs[number]] <= NEAR:
                    yield topic, other, [
                        *self._features(topic, other, -1, number),
                        f"carried:{LETTER[topic.type]}{LETTER[other.type]}", f"age:{age}",
                        *(() if len(self.words) > SHORT else (f"line:{' '.join(self.words)}",)),
                    ]  # fmt: skip
                if other.type == topic.type:
                    break

    def nested(self, mentions: Sequence[Span]) -> Iterator[tuple[Span, Span, list[str]]]:
        """Yield each name with those inside it, described by what stands around them there."""
        for outer in self.mentions:
            for inner in mentions:
                if inner.start >= outer.end:
                    break
                if inner == outer or not outer.contains(inner):
                    continue
                if allowed(outer.type, inner.type) and (inner.start, inner.end) != (
                    outer.start, outer.end
                ):  # fmt: skip
                    yield outer, inner, inside(outer, inner)

    def _features(self, one: Span, other: Span, first: int, second: int) -> list[str]:
        """Describe two names; ``first`` is -1 for one that is thought at the beginning."""
        begin = self.places[self.runs[first]] if first >= 0 else -1
        end = self.places[self.runs[second]]
        between = self.words[begin + 1 : end]
        features = [*named(one, other), *self.whole]
        features += self._around(begin, end, "coordinated" if begin == end else "")
        features += [f"m:{word}" for word in between]
        features += [f"m2:{a} {b}" for a, b in pairwise(between)]
        if between:
            features += (f"f:{between[0]}", f"l:{between[-1]}", f"f2:{' '.join(between[:2])}")
            features += (f"l2:{' '.join(between[-2:])}", f"l3:{' '.join(between[-3:])}")
        if len(between) <= WHOLE:
            features.append(f"all:{' '.join(between)}")
        path = self._path(begin + 1, end)
        features += [f"p:{step}" for step in path]
        features += [f"p2:{a} {b}" for a, b in pairwise(path)]
        if len(path) <= PATH:
            features.append(f"path:{' '.join(path)}")
        features.append(f"far:{min(len(between) // 3, 6)}")
        features += self._crossed(begin, end)
        features.append(f"pauses:{min(sum(word in PAUSES for word in between), 3)}")
        features += self._place_among(one, other, first, second)
        return features

    def _crossed(self, begin: int, end: int) -> Iterator[str]:
        """Tell the first and the last class of telling words between, and the next one behind."""
        between = self._classes(begin + 1, end) or [NONE]
        behind = self._classes(end + 1, end + 1 + BEHIND) or [NONE]
        yield f"x:{between[0]}-{between[-1]}"
        yield f"xa:{between[-1]}:{behind[0]}"

    def _classes(self, start: int, end: int) -> list[str]:
        return [cues[0] for cues in self.cues[start:end] if cues]

    def _path(self, start: int, end: int) -> list[str]:
        """Return the names, pauses and classes of telling words, and no other words."""
        steps = []
        for place in range(start, end):
            word, cues = self.words[place], self.cues[place]
            if cues:
                steps.append("/".join(cues))
            elif word in PAUSES or word in LETTER.values():
                steps.append(word)
        return steps

    def _around(self, begin: int, end: int, coordinated: str) -> list[str]:
        earlier = slice(max(0, begin - WINDOW), max(0, begin))
        left, right = self.words[earlier], self.words[end + 1 :][:WINDOW]
        features = [f"L:{' '.join(left[-n:])}" for n in (1, 2) if len(left) >= n]
        features += [f"R:{' '.join(right[:n])}" for n in (1, 2, 3) if len(right) >= n]
        features += [f"r:{word}" for word in right]
        features += [f"b:{word}" for word in left]
        features += [
            f"lc:{cue}" for cues in self.cues[max(0, begin - WINDOW) : begin] for cue in cues
        ]
        features += [f"rc:{cue}" for cues in self.cues[end + 1 : end + 1 + WINDOW] for cue in cues]
        if begin <= 0:
            features.append("starts")
        if end == len(self.words) - 1:
            features.append("ends")
        return [*features, coordinated] if coordinated else features

    def _place_among(self, one: Span, other: Span, first: int, second: int) -> list[str]:
        """Tell which of its type each name is, and which types stand between."""
        before = [mention.type for mention in self.mentions[: max(first, 0)]]
        between = [
            self.mentions[n].type
            for n in range(first + 1, second)
            if self.runs[n] != self.runs[second] and (first < 0 or self.runs[n] != self.runs[first])
        ]
        features = [f"has:{LETTER[kind]}" for kind in set(between)]
        if one.type not in before:
            features.append("first of type")
        if one.type not in between:
            features.append("nearest before")
        if other.type not in between:
            features.append("nearest behind")
        return features


def _plain(word: str) -> str:
    return "0" if word[0].isdigit() else word.lower()

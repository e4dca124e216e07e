"""Who holds which post where, in Chinese sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar

from extractors.facts.pronouns import subject
from extractors.facts.slots import ANY_SLOT, Slotted, compiled, slotted
from extractors.facts.titles import Title, titles, titles_pattern
from extractors.spans import Claim, Passage, Sentence, Span
from graph.records import Properties

OFFICES = (
    "担任|出任|就任|当选|当选为|兼任|现任|曾任|历任|时任|被任命为|获任|受聘为|接任|升任|现为|任|曾担任|"
    "不再担任|辞去|卸任|先后担任|现兼任|曾兼任|是|为|系"
)
NOW = re.compile(r"现任|现为|现兼任|现是|目前|今")
PAST = re.compile(r"曾|历任|原|前|不再|辞去|卸任|离任")
TO_COME = re.compile(r"将(?:于[^，。]{0,8})?$|拟$|即将$|不$|是否$|并非$|没有$")
# A person as the sentence before left them; "他" and "其" say so outright.
CARRIED = re.compile(
    rf"^[“\s]*(?:他|她|其)?[^，。；{ANY_SLOT}]{{0,6}}?(?:曾任|现任|历任|兼任|现兼任|曾担任|先后担任|担任)"
)
# A sentence that portrays one person: 专家小传：<P>，某某专家，某某院士。
PORTRAIT = re.compile(r"^[^，。；]{0,8}?\ue001\s?，")
GOVERNMENT = re.compile(r"(?:人民政府|政府)$")
COMMITTEE = re.compile(r"(?:市|省|区|县|州|自治区)?委(?:员会)?$")


@cache
def _post() -> str:
    """One body with the titles held there; "的" and a unit's name may stand between."""
    return rf"(?:[原前])?<O>(?:的)?\s*{titles_pattern()}"


@cache
def _chain() -> re.Pattern[str]:
    """Several posts before a name: 全国政协委员、某某集团董事长<P>."""
    link = r"(?:[、，,和兼及\s]|以及)*"
    return compiled(
        rf"(?P<posts>(?:{_post()}{link})*{_post()})[：:、\s]?(?:（[^（）]{{1,12}}）)?<P+:person>",
        {},
    )


@cache
def _behind() -> re.Pattern[str]:
    """Posts behind a name: <P>（某某研究院副所长） or <P>，某某集团董事长."""
    return compiled(
        rf"<P:person>\s*[（(，,:：]\s*(?P<posts>{_post()}(?:[、，,和兼及\s]*{_post()})*)"
        rf"\s*(?=[）)。；;，,]|$)(?![，,、][^，。]{{0,4}}\ue001)",
        {},
    )


@cache
def _listed() -> re.Pattern[str]:
    """A line of a roster: 组长：<P>　某某部副部长."""
    return compiled(
        rf"^(?:[^：。，]{{0,6}}：)?<P:person>\s*(?P<posts>{_post()}(?:[、，,和兼及\s]*{_post()})*)$",
        {},
    )


@cache
def _row() -> re.Pattern[str]:
    """A cell of a roster and the next, wide spaces between them: <P>　　某某部副部长."""
    return compiled(rf"<P:person>[\u3000\t]+(?P<posts>{_post()})", {})


@cache
def _office() -> re.Pattern[str]:
    """Posts behind a verb: <P>曾任某某公司副总裁、某某研究院院长."""
    return compiled(
        rf"<P:person>[^。；\ue001]{{0,16}}?(?P<verb>{OFFICES})(?:了)?(?P<posts>[^。；]{{0,6}}?{_post()}"
        rf"(?:(?:[、，,和及\s]|以及|并|同时|{OFFICES})*{_post()})*)",
        {},
    )


@cache
def _carried() -> re.Pattern[str]:
    return compiled(rf"(?P<posts>{_post()}(?:[、，,和及\s]*{_post()})*)", {})


@cache
def _appointed() -> re.Pattern[str]:
    """A body's decision: <O>任命<P>为首席执行官."""
    return compiled(
        rf"<O:body>[^。；]{{0,16}}?(?:任命|聘任|聘请|委任|提名|选举)<P+:person>[^，。；]{{0,4}}?(?:为|担任|出任|任)"
        rf"(?:公司|集团|新任|其)?(?P<titles>{titles_pattern()})",
        {},
    )


@cache
def _inner() -> re.Pattern[str]:
    return compiled(rf"(?P<former>[原前])?<O:body>(?:的)?\s*(?P<titles>{titles_pattern()})", {})


@cache
def _bodiless() -> tuple[re.Pattern[str], ...]:
    """Posts whose body is the subject: <P>出任董事长兼总经理, 现任院长<P>, 董事长为<P>."""
    return (
        compiled(
            rf"<P:person>[^。；，\ue001]{{0,8}}?(?P<verb>担任|出任|就任|现任|兼任)(?:公司|集团|其)?(?P<titles>{titles_pattern()})"
            r"(?=[，。；、]|$)",
            {},
        ),
        compiled(
            rf"(?:^|[，。；])(?P<verb>现任|时任|由|公司)?(?P<titles>{titles_pattern()})(?:是|为)?<P:person>",
            {},
        ),
    )


@cache
def _team() -> re.Pattern[str]:
    """<O><P>院士团队, <O><P>教授: the title follows the name; of a speaker there may be none."""
    return compiled(
        r"<O:body>(?:的)?<P:person>(?P<titles>教授|副教授|研究员)?(?=院士|博士|团队|课题组|教授|副教授|研究员|院士"
        r"|[^，。]{0,3}表示|[：:]|官宣|透露|指出|认为|回应|直言|坦言|强调|谈|[^，。]{0,4}(?:称|说)[，。：])",
        {},
    )


class PostFinder:
    """Finds WORKS_FOR, MEMBER_OF and, for founders, FOUNDED."""

    NAME: ClassVar[str] = "posts.zh.v2"

    def find(self, passage: Passage) -> Iterator[Claim]:
        """Yield a claim for each person, body and title of each sentence."""
        last: Span | None = None
        for sentence in passage.sentences:
            if sentence.language != "zh":
                continue
            slots = slotted(passage, sentence.start, sentence.end)
            yield from self._named(passage, slots, sentence)
            people = [mention for mention in slots.mentions if mention.type == "Person"]
            if len(people) == 1 and PORTRAIT.search(slots.text):
                yield from self._of_last(passage, slots, sentence, people[0])
            elif last is not None and CARRIED.search(slots.text):
                yield from self._of_last(passage, slots, sentence, last)
            last = people[0] if people else last

    def _named(self, passage: Passage, slots: Slotted, sentence: Sentence) -> Iterator[Claim]:
        taken: set[int] = set()
        for pattern, sure in (
            (_listed(), 0.9),
            (_row(), 0.85),
            (_chain(), 0.9),
            (_behind(), 0.85),
            (_office(), 0.8),
        ):
            for match in pattern.finditer(slots.text):
                if match.start("posts") in taken:
                    continue
                verb = match.start("verb") if "verb" in match.groupdict() else 0
                if TO_COME.search(slots.text[:verb]):
                    continue
                taken.update(range(*match.span("posts")))
                is_past = bool(PAST.search(match.groupdict().get("verb") or ""))
                people = slots.group(match, "person")[:1]
                yield from self._posts(
                    passage, slots, sentence, people, match.span("posts"), (sure, is_past)
                )
        yield from self._bodiless(passage, slots, sentence, taken)
        for pattern, sure in ((_appointed(), 0.85), (_team(), 0.7)):
            for match in pattern.finditer(slots.text):
                for person in slots.group(match, "person"):
                    for body in slots.group(match, "body"):
                        yield from self._held(
                            passage, sentence, person, body, match["titles"] or "", sure
                        )

    def _bodiless(
        self, passage: Passage, slots: Slotted, sentence: Sentence, taken: set[int]
    ) -> Iterator[Claim]:
        """Give a post without a body to the first firm of the sentence, or of the one before."""
        for pattern in _bodiless():
            for match in pattern.finditer(slots.text):
                if taken.intersection(range(*match.span("titles"))):
                    continue
                place = slots.original(match.start())
                body = subject(passage, sentence, place)
                if body is not None:
                    for person in slots.group(match, "person"):
                        yield from self._held(passage, sentence, person, body, match["titles"], 0.6)

    def _of_last(
        self, passage: Passage, slots: Slotted, sentence: Sentence, last: Span
    ) -> Iterator[Claim]:
        for match in _carried().finditer(slots.text):
            is_past = _is_past(slots.text[: match.start()])
            yield from self._posts(
                passage, slots, sentence, [last], match.span("posts"), (0.7, is_past)
            )

    def _posts(
        self,
        passage: Passage,
        slots: Slotted,
        sentence: Sentence,
        people: Sequence[Span],
        place: tuple[int, int],
        certainty: tuple[float, bool],
    ) -> Iterator[Claim]:
        sure, is_past = certainty
        for match in _inner().finditer(slots.text, *place):
            for body in slots.group(match, "body"):
                for person in people:
                    former = "原" if is_past or match["former"] else ""
                    words = former + match["titles"]
                    yield from self._held(passage, sentence, person, body, words, sure)

    def _held(
        self,
        passage: Passage,
        sentence: Sentence,
        person: Span,
        body: Span,
        words: str,
        sure: float,
    ) -> Iterator[Claim]:
        held = list(titles(words)) or [
            Title(text="", relations=("WORKS_FOR",), is_former=False, is_governmental=False)
        ]
        for title in held:
            employer = _government(passage, body) if title.is_governmental else body
            if employer is None:
                continue
            properties: Properties = {"title": title.text} if title.text else {}
            for relation in title.relations:
                extra: Properties = {"former": True} if title.is_former else {}
                if relation == "FOUNDED":
                    own: Properties = {}
                elif relation == "MEMBER_OF":
                    own = properties
                else:
                    own = properties | extra
                yield Claim(
                    person, relation, employer, sentence.start, sentence.end, self.NAME, sure, own
                )


def _is_past(before: str) -> bool:
    """Tell whether the last word of time before a post says that it is over."""
    past = max((match.end() for match in PAST.finditer(before)), default=0)
    return past > max((match.end() for match in NOW.finditer(before)), default=0)


def _government(passage: Passage, body: Span) -> Span | None:
    """Return the city's or province's government where the body named is its committee."""
    if not COMMITTEE.search(body.text):
        return body
    area = COMMITTEE.sub("", body.text)
    for mention in passage.mentions:
        if mention.type == "Organization" and GOVERNMENT.search(mention.text):
            seat = GOVERNMENT.sub("", mention.text).rstrip("省市区县州")
            if seat and area.endswith(seat):
                return mention
    return None

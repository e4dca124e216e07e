"""Articles, paragraphs and sentences of a repaired text.

A page of a newspaper runs several stories together. A story begins where a newspaper says
so (本报讯, a byline) and, in a document in which that happens more than once, where a headline
stands beside a dateline. Sections of one long text are no articles: an alias that is defined
in the first must hold in the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.sentences import sentences
from extractors.spans import Sentence

ARTICLE_BREAK = "\f"  # stands in a view before a level-1 heading of Markdown that is not the first
LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*\S[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*")
NEWS = re.compile(
    r"本报讯|(?:据)?(?:新华社|中新社|新华网|人民网|央视网).{0,16}?[电讯]\s|本[报刊]综合"
)
BYLINE = re.compile(
    r"[■□]\s*\S|本[报刊](?:评论员|记者|通讯员)\s|文\s*[/／]\s*\S|编者按|(?i:by the editor)"
)
AFTER_STORY = re.compile(r"[（(](?:来源|本文来源|作者系|作者为|作者单位|下转|原载|摘自)")
BEFORE_STORY = re.compile(r"[（(]上接")
DATELINE = re.compile(
    r"近日|日前|近期，|\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|据.{2,14}(?:报道|消息)|《[^》]{2,12}》消息"
)
PAUSE = re.compile("[，。；]|[.,;] ")
LONGEST_HEADLINE = 48


@dataclass(frozen=True, slots=True)
class Article:
    """One story: no fact and no alias crosses its ends. Offsets count from the whole text."""

    start: int
    end: int
    paragraphs: tuple[tuple[int, int], ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    text: str

    @property
    def is_headline(self) -> bool:
        """Whether it is short and has no punctuation of a sentence."""
        return len(self.text) <= LONGEST_HEADLINE and not PAUSE.search(self.text)


def _paragraphs(text: str) -> list[_Paragraph]:
    found = []
    for match in LINE.finditer(text):
        content = match.group().strip()
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        found.append(_Paragraph(start, start + len(content), content))
    return found


def _likeness(headline: str, story: str) -> float:
    """The share of a headline's pairs of characters that a story has too."""
    bare = re.sub(r"\W", "", headline)
    pairs = {bare[place : place + 2] for place in range(len(bare) - 1)}
    return sum(pair in story for pair in pairs) / max(1, len(pairs))


def _first_headline(paragraphs: Sequence[_Paragraph], place: int, previous: int) -> int:
    """Return where the headlines of the story at a place begin.

    Extraction may put a headline after its story, so the headlines between two stories
    go, from the first that is more like the second story than like the first.
    """
    first = place
    while first > previous and paragraphs[first - 1].is_headline:
        first -= 1
    before = "".join(each.text for each in paragraphs[previous:first])
    after = "".join(each.text for each in paragraphs[place : place + 3])
    for candidate in range(first, place):
        headline = paragraphs[candidate].text
        ahead, behind = _likeness(headline, after), _likeness(headline, before)
        # One that is like neither goes with the headline above it.
        if ahead > behind or (ahead == behind and candidate == first):
            return candidate
    return place


def _story_starts(paragraphs: Sequence[_Paragraph], text: str) -> Iterator[int]:
    """Yield the places of the paragraphs with which a story begins, headlines not counted."""
    texts = [paragraph.text for paragraph in paragraphs]
    marks = [
        bool(NEWS.match(each) or BYLINE.match(each) or BEFORE_STORY.match(each)) for each in texts
    ]
    runs_together = sum(marks) > 1
    for place in range(1, len(texts)):
        gap = text[paragraphs[place - 1].end : paragraphs[place].start]
        is_byline_of_news = marks[place - 1] and BYLINE.match(texts[place - 1])
        beside_headline = paragraphs[place - 1].is_headline and DATELINE.match(texts[place])
        if (
            ARTICLE_BREAK in gap
            or AFTER_STORY.match(texts[place - 1])
            or (marks[place] and not is_byline_of_news)
            or (runs_together and beside_headline and not is_byline_of_news)
        ):
            yield place


def _cuts(paragraphs: Sequence[_Paragraph], text: str) -> list[int]:
    """Return the places of the first paragraphs of the articles, the first article's included."""
    cuts = [0]
    for place in _story_starts(paragraphs, text):
        start = _first_headline(paragraphs, place, cuts[-1])
        if start > cuts[-1]:
            cuts.append(start)
    return cuts


def articles(text: str) -> list[Article]:
    """Return the articles of a repaired text in order; blank text has none.

    Every line is a paragraph. Sentences lie in one paragraph each and together cover all
    that is not white space; a headline without punctuation is a sentence of its own.
    """
    paragraphs = _paragraphs(text)
    if not paragraphs:
        return []
    cuts = _cuts(paragraphs, text)
    found = []
    for first, last in zip(cuts, [*cuts[1:], len(paragraphs)], strict=True):
        inside = paragraphs[first:last]
        found.append(
            Article(
                start=inside[0].start,
                end=inside[-1].end,
                paragraphs=tuple((each.start, each.end) for each in inside),
                sentences=tuple(
                    sentence
                    for each in inside
                    for sentence in sentences(text, each.start, each.end)
                ),
            )
        )
    return found

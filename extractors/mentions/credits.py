"""Bodies that are named only as where the news comes from: 36氪获悉, （财联社）, (NEWSWIRE)."""

from __future__ import annotations

import re

from extractors.spans import Span

BEFORE = re.compile(r"(?:据|来源：?|作者：?|[（(])\s?$")
AFTER = re.compile(r"\s?(?:获悉|讯|电|消息|报道|快讯|[）)])")
# In brackets behind the last sentence of an item stands who wrote it, of whatever kind.
ITEM_END = re.compile(r"[。！？”…；.!?]\s?[（(]\s?$")
CLOSED = re.compile(r"\s?[）)]\s*(?:\n|$)")
# 欢迎关注某某官方微信公众号：某某（微信号：xyz）, and the like.
FOLLOWED = re.compile(r"(?:欢迎关注|扫码关注|公众号[:：]|责任编辑[:：]|来源[:：])\s?$")
ACCOUNT = re.compile(r"\s?(?:官方)?(?:微信)?(?:公众号|服务号|订阅号|视频号)|\s?[（(]\s?微信号")
# A newswire in the dateline of a release: SHENZHEN, March 4, 2025 (Some Wire) -- .
DATELINE = re.compile(r"(?:\b(?:19|20)\d\d|[A-Z][\w.]+,\s[A-Z][\w. ]+?)\s?(?:--|[–—-])?\s?[(/]\s?$")
WIRE = re.compile(r"\s?[)/]\s?(?:--|[–—-]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)")
REACH = 40


def is_credit(text: str, span: Span) -> bool:
    """Tell whether a body is named as a source and is no actor in what is told."""
    before = text[max(0, span.start - REACH) : span.start]
    if span.type != "Organization":
        return False
    if ACCOUNT.match(text, span.end) or FOLLOWED.search(before):
        return True
    if (ITEM_END.search(before) and CLOSED.match(text, span.end)) or (
        DATELINE.search(before) and WIRE.match(text, span.end)
    ):
        return True
    after = AFTER.match(text, span.end) if span.kind == "media" else None
    in_brackets = after is not None and after[0].strip() in {")", "）"}
    return after is not None and (not in_brackets or bool(BEFORE.search(before)))

"""Products named with what they are or whose they are, and without: 智能助手Kimi, Kimi."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractors.spans import Alias, Span

# A product's own name in Latin letters, with what stands before and behind it.
PARTS = re.compile(
    r"(?P<before>[\u4e00-\u9fff0-9]*[\u4e00-\u9fff])?\s*"
    r"(?P<own>[A-Za-z][A-Za-z0-9.+\- ]*[A-Za-z0-9+])\s*"
    r"(?P<behind>[\u4e00-\u9fff]+)?"
)
# Letters that name a kind of thing and not one product.
KINDS = re.compile(
    r"(?i)(?:ai|agi|app|api|agents?|ar|vr|xr|cpu|gpu|tpu|npu|llm|aigc|genai|iot|rpa|saas|maas|paas"
    r"|os|pc|robotaxi|token|web3?|it|ict|5g|6g|mcp|rag|vla|ev|etc|t?o?b|to ?c|demo|pro|max|ultra)"
)
# One that has neither a small letter nor a figure may be an abbreviation of a field.
TELLING = re.compile(r"[a-z0-9]")
SHORTEST = 2
CLASS = re.compile(
    r"(?:版|系列|模型|平台|系统|芯片|内存|闪存|耳机|头显|助手|机器人|架构|工艺|制程|技术|处理器|交换机|"
    r"服务器|工具|应用|出租车|飞机|大飞机|汽车|概念车|手机|电脑|平板|眼镜|手表|容器|仪|手套|机械臂|解决方案|"
    r"卫星|火箭|模组|引擎|框架|终端|加速卡|显卡|GPU|产品|软件|数据库|操作系统|云)$"
)


def product_forms(mentions: Sequence[Span]) -> Iterator[Alias]:
    """Yield the names of one product: with its kind or its maker's name, and without."""
    products = [span for span in mentions if span.type == "Technology"]
    makers = {span.text for span in mentions if span.type == "Organization"}
    by_own: dict[str, list[Span]] = defaultdict(list)
    for product in products:
        if (own := own_name(product.text, makers)) is not None:
            by_own[own].append(product)
    for same in by_own.values():
        first, *others = same
        yield from (Alias(first, other, scoped=False) for other in others)


def own_name(name: str, makers: set[str]) -> str | None:
    """Return the Latin name inside a product's, for comparison; None for a kind of thing.

    >>> own_name("智能助手Kimi", set()), own_name("韶音OpenFit 2 AI耳机", {"韶音"})
    ('kimi', 'openfit2ai')
    >>> own_name("AI芯片", set()), own_name("Kimi用户", set())
    (None, None)
    """
    match = PARTS.fullmatch(name)
    if match is None:
        return None
    own, before, behind = match["own"], match["before"] or "", match["behind"] or ""
    if KINDS.fullmatch(own) or not TELLING.search(own) or len(own) < SHORTEST:
        return None
    if behind and not CLASS.search(behind):
        return None
    if before and not (CLASS.search(before) or before in makers):
        return None
    return own.replace(" ", "").casefold()

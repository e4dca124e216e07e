"""Headlines of funding rounds with what they say in columns, as gold passages.

A line is ``{"事件资讯", "投资方", "融资方", "轮次", "金额"}``: the headline, its investors (with
spaces between them), company, round and amount. The columns were not copied from the headline:
an investor is 蜂巢资本 in one and 蜂巢投资 in the other, so what investors are called by counts
without such endings. Headlines that name none of the investors are left out: there is nothing
to hold them against.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from extractors.gold import read_lines, require

HEADLINE, INVESTORS, COMPANY, ROUND, AMOUNT = "事件资讯", "投资方", "融资方", "轮次", "金额"
RECEIVED, UNDISCLOSED = "获得", "未披露"
ROUND_WORD = re.compile("(?:轮|融资)$")
ENDINGS = "投资管理有限公司|投资基金|有限公司|集团|基金|资本|创投|投资|公司|科技"
ENDING = re.compile(f"(?:{ENDINGS})+$")
FURTHER = re.compile(f"(?:{ENDINGS})")
# The parts of a Latin name are not investors of their own.
APART = re.compile(r"(?<![A-Za-z]) +| +(?![A-Za-z])")


def read_headlines(path: Path) -> list[dict[str, Any]]:
    """Return the headlines that name an investor, in order.

    Raises:
        InputError: for a line that is not of this form.
    """
    passages = []
    for number, (place, line) in enumerate(read_lines(path), 1):
        require(line, (HEADLINE, INVESTORS, COMPANY, ROUND, AMOUNT), place)
        _, _, behind = line[HEADLINE].partition(RECEIVED)
        named = [_called(each, behind) for each in APART.split(line[INVESTORS])]
        investors = [names for names in named if names and line[COMPANY] not in names]
        if investors and line[COMPANY] in line[HEADLINE]:
            passages.append(_passage(str(number), line, investors))
    return passages


def _passage(
    number: str, line: Mapping[str, str], investors: Sequence[Sequence[str]]
) -> dict[str, Any]:
    text = line[HEADLINE]
    told = {
        name: ROUND_WORD.sub("", line[key])
        for name, key in (("round", ROUND), ("amount", AMOUNT))
        if UNDISCLOSED not in line[key] and line[key] in text
    }
    entities = [
        {
            "id": f"e{place}", "type": "Organization", "kind": None,
            "name": names[0], "mentions": list(names),
        }
        for place, names in enumerate([[line[COMPANY]], *investors])
    ]  # fmt: skip
    relations = [
        {
            "type": "INVESTED_IN", "head": each["id"], "tail": "e0", "props": told,
            "evidence": text,
        }
        for each in entities[1:]
    ]  # fmt: skip
    return {
        "id": number, "lang": "zh", "text": text, "entities": entities, "relations": relations,
    }  # fmt: skip


def _called(investor: str, behind: str) -> list[str]:
    """Return what an investor is called in the words behind 获得: nothing if it is not."""
    bare = ENDING.sub("", investor) or investor
    start = behind.find(bare)
    if start < 0 or not bare or UNDISCLOSED in investor:
        return []
    further = FURTHER.match(behind, start + len(bare))
    longer = behind[start : further.end()] if further else bare
    own = investor if behind.startswith(investor, start) else longer
    return list(dict.fromkeys((own, longer, bare)))

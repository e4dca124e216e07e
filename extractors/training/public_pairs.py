"""Pairs of firms in the sentences of FinRE, as gold passages of our own relations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# What the set's labels say of head and tail in our terms; "被" turns a pair round.
MEANINGS = {
    "注资": "INVESTED_IN", "入股": "INVESTED_IN", "增持": "INVESTED_IN", "收购": "ACQUIRED",
    "合作": "PARTNERS_WITH", "签约": "PARTNERS_WITH", "合资": "PARTNERS_WITH", "成立": "FOUNDED",
}  # fmt: skip
JUDGED = frozenset(MEANINGS.values())
# Labels that may or may not be one of ours: such a pair teaches nothing.
UNCLEAR = frozenset({"拥有", "持股", "买资", "订单", "重组", "合并", "借壳", "交易"})


def public_pairs(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the sentences of a file, pairs of one sentence together, ``unclear`` ones named."""
    sentences: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            sentences.setdefault(line["text"], []).append(line)
    for number, (text, rows) in enumerate(sentences.items()):
        names = dict.fromkeys(row[end] for row in rows for end in ("head", "tail"))
        ids = {name: f"e{place}" for place, name in enumerate(names)}
        relations, unclear = [], []
        for row in rows:
            label = row["relation"].removeprefix("被")
            ends = (ids[row["head"]], ids[row["tail"]])
            head, tail = ends[::-1] if label != row["relation"] else ends
            if label in MEANINGS and head != tail:
                relations.append(
                    {"type": MEANINGS[label], "head": head, "tail": tail, "evidence": text}
                )
            elif label in UNCLEAR:
                unclear += [ends, ends[::-1]]
        yield {
            "id": str(number), "lang": "zh", "text": text, "relations": relations,
            "entities": [
                {"id": ids[name], "type": "Organization", "kind": None, "mentions": [name]}
                for name in names
            ],
            "unclear": unclear,
        }  # fmt: skip

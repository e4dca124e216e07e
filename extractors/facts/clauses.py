"""Clauses that leave their subject out, with the sentence's subject put before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.facts.slots import ANY_SLOT, PLACEHOLDERS, Slotted

# A sentence's subject: the organization that nothing but time and place stand before.
_O = PLACEHOLDERS["Organization"]
SUBJECT = re.compile(
    rf"^[^。；：，{ANY_SLOT}]{{0,16}}(?:，[^。；：，]{{0,4}})?"
    rf"(?P<subject>{_O}(?:(?:、|和|与|及|以及){_O})*)(?!的|旗下|董事|总裁|创始|CEO|首席|副|党委|院士)"
)
CLAUSE = re.compile(r"(?<=，)[^，。；：]+")
BODY = re.compile(f"[{PLACEHOLDERS['Organization']}{PLACEHOLDERS['Person']}]")
NEAR = 10
NO_SUBJECT = re.compile(r"被|据|其中|这|该|标志|成为|使|让|如|包括|为|而|但|以|在|与|对")


def completed(slots: Slotted) -> Iterator[Slotted]:
    """Yield the later clauses that have no subject, with that of the sentence put before them.

    Chinese names the subject once: <O>成立于杭州，2023年推出<T>，同年又发布<T>.
    """
    first = SUBJECT.match(slots.text)
    if first is None:
        return
    subjects = [n for n, start in enumerate(slots.starts) if start in range(*first.span("subject"))]
    lead = "、".join(_O for _ in subjects)
    for clause in CLAUSE.finditer(slots.text, first.end()):
        if BODY.search(clause[0][:NEAR]) or NO_SUBJECT.match(clause[0]):
            continue
        inside = [n for n, start in enumerate(slots.starts) if start in range(*clause.span())]
        shift = len(lead) - clause.start()
        yield Slotted(
            lead + clause[0],
            (*range(0, len(lead), 2), *(slots.starts[n] + shift for n in inside)),
            (*(1 for _ in subjects), *(slots.widths[n] for n in inside)),
            tuple(slots.mentions[n] for n in (*subjects, *inside)),
            slots.original(clause.start()) - len(lead),
        )

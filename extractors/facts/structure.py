"""What a name itself states: a unit's parent, a firm's country, a title's issuer and subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from extractors.spans import Claim, Passage, Sentence, Span
from graph.records import Properties

PROMOTES = re.compile(
    r"支持|促进|推动|推进|加快|发展|培育|行动|建设|扶持|资助|创新应用|倡议|计划|意见|规划|纲要|指南|方案"
)
REGULATES = re.compile(
    r"管理|监管|监督|安全|规范|标准|条例|禁止|限制|治理|法$|法案|办法|规定|分级|要求"
)
# What a title does with the policy that it names.
CARRIES_OUT = re.compile(
    r"(?:实施|贯彻|落实|执行|推进|开展|促进|规范|加快|修改|修订|废止)[^，]{0,6}$|^$"
)
# A title begins with those who issue the policy: 财政部 税务总局关于…, and with who passes it on.
HEADING = re.compile(r"(?:[\u4e00-\u9fff（）]{2,24}(?:[\s、]|(?<=厅)转发|(?<=办公室)转发))*")
ISSUES = re.compile(
    r"^(?:办公厅)?(?:[\s、][\u4e00-\u9fff\s、（）]{2,60})??(?:关于|印发|转发|令|公告|通告)"
)
STATE_BODY = re.compile(
    r"(?:[部委局署省厅院]|国会|政府|议会|总统府|央行|法院|交易所|委员会|办公室)$"
)


class StructureFinder:
    """Finds PART_OF, LOCATED_IN, ISSUED and GOVERNS from Chinese mentions inside others."""

    NAME: ClassVar[str] = "structure.zh.v1"

    def find(self, passage: Passage) -> Iterator[Claim]:
        """Yield a claim for each pair of mentions of which one lies in the other."""
        for sentence in passage.sentences:
            if sentence.language != "zh":
                continue
            inside = passage.within(sentence.start, sentence.end)
            for outer in inside:
                parts = [span for span in inside if span != outer and outer.contains(span)]
                if outer.type == "Organization":
                    yield from self._of_body(sentence, outer, parts)
                elif outer.type == "Policy":
                    yield from self._of_policy(sentence, outer, parts)

    def _of_body(self, sentence: Sentence, body: Span, parts: list[Span]) -> Iterator[Claim]:
        parents = [part for part in parts if part.type == "Organization"]
        if parents:
            # The longest of nested parents alone: each of them has the next as its own parent.
            nearest = max(parents, key=lambda part: part.end - part.start)
            yield self._claim(sentence, body, "PART_OF", nearest, 0.85, {})
        for place in parts:
            if place.type == "Place" and body.kind != "government" and not _is_state(body):
                yield self._claim(sentence, body, "LOCATED_IN", place, 0.6, {})

    def _of_policy(self, sentence: Sentence, policy: Span, parts: list[Span]) -> Iterator[Claim]:
        inner = [part for part in parts if part.type == "Policy"]
        for part in inner:
            if not CARRIES_OUT.search(policy.text[: part.start - policy.start]):
                continue
            yield self._claim(sentence, policy, "BASED_ON", part, 0.7, {})
        bodies = [part for part in parts if part.type == "Organization"]
        for part in parts:
            if any(whole.contains(part) for whole in inner):
                continue
            rest = policy.text[part.end - policy.start :]
            before = policy.text[: part.start - policy.start]
            is_whole = not any(body != part and body.contains(part) for body in bodies)
            if part in bodies and is_whole and HEADING.fullmatch(before) and ISSUES.match(rest):
                yield self._claim(sentence, part, "ISSUED", policy, 0.85, {})
            elif part.type == "Technology" and policy.kind != "other" and _is_subject(policy, part):
                yield self._claim(
                    sentence, policy, "GOVERNS", part, 0.65, {"stance": stance(policy)}
                )

    def _claim(
        self, sentence: Sentence, head: Span, relation: str, tail: Span,
        confidence: float, properties: Properties,
    ) -> Claim:  # fmt: skip
        return Claim(
            head, relation, tail, sentence.start, sentence.end, self.NAME, confidence, properties
        )


def _is_state(body: Span) -> bool:
    """Tell whether a body is one of a state, whose name tells the state and no seat: 韩国政府."""
    return bool(STATE_BODY.search(body.text)) and body.kind not in {"company", "research"}


def _is_subject(policy: Span, part: Span) -> bool:
    """Tell whether a title is about a technology and not about what is done by its means."""
    before = policy.text[: part.start - policy.start]
    after = policy.text[part.end - policy.start :]
    return not (
        before.endswith(("基于", "利用", "运用")) or after.startswith(("驱动", "赋能", "辅助"))
    )


def stance(policy: Span) -> str:
    """Return whether a policy's title says that it promotes or regulates its subject.

    Laws, regulations and standards regulate unless their title says that they promote.
    """
    if policy.kind in {"law", "regulation", "standard"}:
        return "promotes" if re.search(r"促进|支持|扶持|创新应用", policy.text) else "regulates"
    if PROMOTES.search(policy.text) or not REGULATES.search(policy.text):
        return "promotes"
    return "regulates"

"""Job titles in Chinese text, and what holding one says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from graph.records import Record

TABLE = Path(__file__).parents[1] / "data" / "titles_zh.toml"
FORMER = re.compile(r"^(?:原|前|时任|曾任)")
# What tells when or by whom is no part of a title: 近期由首席财务官.
OPENING = re.compile(r"^(?:(?:近期|近日|日前|随后|现)?由|近期|近日|日前)")
JOINT = r"(?:、|兼(?:任)?|及|和|暨|\s)"
# Han characters before the core of a title: 党委 in 党委书记, 首席技术 in 首席技术官.
_MODIFIER = r"(?:[原前](?!述|者|文))?(?:(?![的了将与和在对被给让授予为是、])[\u4e00-\u9fff]){0,7}?"


class Title(Record):
    """One title as printed, with the relations that holding it states."""

    text: str
    relations: tuple[str, ...]
    is_former: bool
    is_governmental: bool


@cache
def words() -> dict[str, frozenset[str]]:
    """Return the titles of each section of the table."""
    content = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {section: frozenset(rows["titles"]) for section, rows in content.items()}


@cache
def title_pattern() -> str:
    """Return a regular expression for one title with its modifiers; it has no groups."""
    core = sorted(frozenset().union(*words().values()), key=lambda word: (-len(word), word))
    # A core directly followed by another ("副主任" in "副主任委员") is not the end of a title.
    return rf"(?:{_MODIFIER}(?:{'|'.join(core)})(?!委员|单位|团队|会议|办公室|工作))"


@cache
def titles_pattern() -> str:
    """Return a regular expression for one or more titles of one body: 党委书记、董事长兼总裁."""
    one = title_pattern()
    return rf"(?:{one}(?:{JOINT}+{one})*)"


@cache
def _one() -> re.Pattern[str]:
    return re.compile(title_pattern())


def titles(text: str) -> Iterator[Title]:
    """Yield each relation-bearing part of a run of titles.

    >>> [(title.text, title.relations) for title in titles("联合创始人兼首席执行官")]
    [('首席执行官', ('WORKS_FOR',)), ('联合创始人', ('FOUNDED', 'WORKS_FOR'))]

    Posts that say the same are given together, as they are printed:

    >>> [title.text for title in titles("原党委书记、董事长")]
    ['党委书记、董事长']
    """
    text = OPENING.sub("", text)
    is_former = bool(FORMER.match(text))
    parts = [part for part in re.split(rf"{JOINT}+", FORMER.sub("", text)) if part]
    posts = [part for part in parts if _relations(part) == ("WORKS_FOR",)]
    plain = [part for part in posts if not _is_governmental(part)]
    if plain:
        whole = FORMER.sub("", text) if plain == parts else "、".join(plain)
        yield Title(
            text=whole.strip(), relations=("WORKS_FOR",), is_former=is_former, is_governmental=False
        )
    for part in parts:
        if part not in plain and _one().fullmatch(part):
            yield Title(
                text=part,
                relations=_relations(part),
                is_former=is_former,
                is_governmental=_is_governmental(part),
            )


def _is_governmental(title: str) -> bool:
    return title in words()["government"]


def _relations(title: str) -> tuple[str, ...]:
    if any(title.endswith(word) for word in words()["founding"]):
        is_joint = title.startswith(("联合", "共同"))
        return ("FOUNDED", "WORKS_FOR") if is_joint else ("FOUNDED",)
    longest = max(
        (word for section in ("posts", "membership") for word in words()[section]
         if title.endswith(word)),
        key=len, default="",
    )  # fmt: skip
    return ("MEMBER_OF",) if longest in words()["membership"] else ("WORKS_FOR",)

"""A report as one page that runs nothing and loads nothing, fit to be printed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from api.reports.drawing import overview
from api.reports.gathering import Gathered, Told
from api.reports.wording import Language, Words, words
from graph.exports.characters import legal_text

if TYPE_CHECKING:
    from jinja2 import Environment


def page(gathered: Gathered, language: Language, title: str = "") -> str:
    """Return the report in one language; the same bytes for the same evidence."""
    told = words(language)
    heading = title.strip() or f"guanxi 关系: {told['report']}"
    style = (files("api.reports") / "page.css").read_text("utf-8")
    style = style.replace("TITLE", _css_text(heading))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    links = [one for one in gathered.links if one.link]
    walked = [hop for way in gathered.ways for hop in way.hops]
    found = list(dict.fromkeys(one.link for one in (*links, *walked) if one.link))
    rendered = _templates().get_template("page.html").render(
        title=heading,
        language=language,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'",
        style=style,
        words=told,
        counts=told.counted(
            entities=len(gathered.entities), links=len(found), quotes=gathered.quotes,
            sources=len(gathered.sources),
        ),
        dated=_range((link.date for link in found), told),
        published=_range((one.published for one in gathered.sources), told),
        picture=overview(gathered.entities, found),
        by_type=groupby(gathered.entities, key=lambda one: one.type),
        links=links,
        ways=gathered.ways,
        gone=[_sentence(one, told) for one in gathered.links if not one.link],
        gone_entities=gathered.gone,
        sources=gathered.sources,
        sentence=lambda one: _sentence(one, told),
    )  # fmt: skip
    return legal_text(rendered)


def _sentence(one: Told, told: Words) -> str:
    return told.sentence(one.head, one.relation, one.tail, former=one.is_former)


def _range(dates: Iterable[str | None], told: Words) -> str:
    known = sorted(filter(None, dates))
    if not known:
        return ""
    return known[0] if known[0] == known[-1] else f"{known[0]} {told['to']} {known[-1]}"


def _css_text(text: str) -> str:
    """Return a text as a string of CSS holds it, every character escaped."""
    return "".join(f"\\{ord(character):x} " for character in legal_text(text))


@cache
def _templates() -> Environment:
    from jinja2 import DictLoader, Environment

    source = (files("api.reports") / "page.html").read_text("utf-8")
    return Environment(
        loader=DictLoader({"page.html": source}), autoescape=True, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip

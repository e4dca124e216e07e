"""A part of the graph as one page that needs no server: drawn by vis-network, by way of pyvis.

pyvis's own template loads Bootstrap from elsewhere and escapes nothing, so the page is ours. Its
policy lets nothing load, and nothing run but the two scripts whose hashes it names: whatever
a text of the graph holds, it stays text.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.exports.characters import whole_text
from graph.exports.evidence import Sources, in_full, link_id, supported
from graph.exports.writing import replacing
from graph.neighbourhood import Neighbourhood
from graph.ontology import entity_types, relations
from graph.records import Link
from graph.store.base import Store

# Measured in software rendering: a thousand entities with four thousand links lie in 7 s.
ENTITIES, LINKS = 1_000, 4_000
# Okabe and Ito's, which people with any colour vision tell apart; as in src/looks.ts.
COLOURS = {
    "Organization": "#0072b2",
    "Person": "#d55e00",
    "Policy": "#009e73",
    "Technology": "#cc79a7",
    "Place": "#e69f00",
}
DRAWING = Path("templates", "lib", "vis-9.1.2", "vis-network.min.js")


def write_html(part: Neighbourhood, store: Store, path: Path) -> None:
    """Write a part of the graph as one page that opens without a server or the network.

    Raises:
        InputError: if it is too large to be looked at, or the file cannot be written.
    """
    page = whole_text(snapshot(part, store).generate_html())
    with replacing(path) as stream:
        stream.write(page.encode())


def snapshot(part: Neighbourhood, store: Store, *, title: str = "") -> Any:  # noqa: ANN401 - pyvis is untyped
    """Return a part of the graph as a pyvis ``Network``, for notebooks.

    Its ``generate_html()`` is the page, with every quote of every link.

    Raises:
        InputError: if it is too large to be looked at.
    """
    from pyvis.network import Network

    _check_size(part)
    count = f"{len(part.entities)} entities 实体 · {len(part.links)} links 关系"
    network = Network(directed=True, heading=title or f"guanxi 关系: {count}")
    degrees = Counter(end for link in part.links for end in {link.head, link.tail})
    for entity in part.entities:
        network.add_node(
            entity.id, label=entity.name, color=COLOURS[entity.type], type=entity.type,
            kind=entity.kind or "", names=entity.names, value=degrees[entity.id],
        )  # fmt: skip
    sources, beside = Sources(store), Counter[tuple[str, ...]]()
    for link, facts in supported(store, part.links):
        network.add_edge(
            link.head, link.tail, id=link_id(link), relation=link.relation, since=link.date or "",
            confidence=link.confidence, facts=[in_full(fact, sources) for fact in facts],
            smooth={"type": "curvedCW", "roundness": _bend(link, beside)},
        )  # fmt: skip
    network.templateEnv, network.path = _templates(), "page.html"
    return network


def _check_size(part: Neighbourhood) -> None:
    if len(part.entities) > ENTITIES or len(part.links) > LINKS:
        raise InputError(
            f"{len(part.entities):,} entities with {len(part.links):,} links are too many for a"
            f" picture, which holds {ENTITIES:,} and {LINKS:,}; name entities, go fewer hops,"
            " or export gexf for Gephi"
        )


def _bend(link: Link, beside: Counter[tuple[str, ...]]) -> float:
    """Return how much a link is bent, so that those between the same two do not cover it."""
    pair = (link.head, link.tail)
    beside[pair] += 1
    return round(0.15 * beside[pair], 2)


def _templates() -> Any:  # noqa: ANN401 - what pyvis keeps it as
    from jinja2 import DictLoader, Environment
    from markupsafe import Markup

    own = files("api.explorer.snapshot")
    drawing = (files("pyvis") / str(DRAWING)).read_text(encoding="utf-8")
    # A browser counts one newline for each of its kinds, also for the hash.
    scripts = [one.replace("\r\n", "\n") for one in (drawing, (own / "page.js").read_text("utf-8"))]
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    templates = Environment(
        loader=DictLoader({"page.html": (own / "page.html").read_text("utf-8")}), autoescape=True
    )
    templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    templates.globals.update(
        policy=f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'",
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - files of ours and of pyvis
        style=Markup((own / "page.css").read_text("utf-8")),  # noqa: S704 - a file of ours
        colours=COLOURS,
        chinese={
            **{name: one.zh for name, one in entity_types().items()},
            **{name: one.zh for name, one in relations().items()},
        },
    )
    return templates


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

"""A small page about an entity, for the frame that a reconciliation client shows it in."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from api.schemas import Quoting
from graph.records import Entity
from graph.store.base import Store

SHOWN = 4
STYLE = (
    "body{font:14px/1.5 system-ui,'Noto Sans CJK SC','PingFang SC',sans-serif;margin:8px}"
    "h1{font-size:16px;margin:0}p{margin:2px 0;color:#555}ul{margin:6px 0;padding-left:18px}"
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def preview_page(store: Store, entity: Entity) -> str:
    """Return HTML that loads and runs nothing: names, type, and the surest links with a quote."""
    links = sorted(store.expand([entity.id]), key=lambda link: (-link.confidence, link.facts))
    lines = []
    for link in Quoting(store).links(links[:SHOWN]):
        words = " ".join(link.quotes[0].reading.split())
        told = f"{link.head_name} {link.relation} {link.tail_name}"
        lines.append(f'<li title="{escape(words)}">{escape(told)}</li>')
    others = ", ".join(name for name in entity.names if name != entity.name)
    about = ", ".join(part for part in (entity.type, entity.kind) if part)
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8">'
        f"<title>{escape(entity.name)}</title><style>{STYLE}</style></head><body>"
        f"<h1>{escape(entity.name)}</h1><p>{escape(about)}</p><p>{escape(others)}</p>"
        f"<ul>{''.join(lines)}</ul></body></html>"
    )

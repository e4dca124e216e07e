"""Identifiers derived from content, so that the same input gives the same graph."""

from __future__ import annotations

import hashlib

SEPARATOR = "\x1f"


def content_id(kind: str, *parts: str) -> str:
    """Return ``kind-`` and 16 hexadecimal digits that depend on the parts and their order.

    >>> content_id("entity", "Organization", "华为")
    'entity-5d7105db71800b16'

    64 bits: among ten million identifiers a collision has a chance of 3 in a million.
    """
    joined = SEPARATOR.join((kind, *parts)).encode(errors="surrogatepass")
    return f"{kind}-{hashlib.blake2b(joined, digest_size=8).hexdigest()}"

"""The explorer: a page and its files, which hold no data and need no key."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from api.web.headers import PAGE_POLICY
from api.web.refusals import NotModified
from graph.errors import UnknownNameError
from graph.records import Record

BUILT = Path(__file__).parents[1] / "explorer" / "dist"
PAGE = "index.html"
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
# The names of the files carry a hash of what is in them, that of the page does not.
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
router = APIRouter(include_in_schema=False)


class BuiltFile(Record):
    """A file of the page, as it is sent."""

    content: bytes
    media_type: str
    tag: str


@cache
def page_file() -> BuiltFile:
    """Return the page itself."""
    return _read(BUILT / PAGE)


@cache
def assets() -> dict[str, BuiltFile]:
    """Return the files that the page loads, by name: nothing else can be asked for."""
    return {path.name: _read(path) for path in sorted((BUILT / "assets").iterdir())}


@router.get("/")
async def explorer(request: Request) -> Response:
    """Return the page."""
    return _answer(request, page_file(), ASK_AGAIN)


@router.get("/assets/{name}")
async def asset(request: Request, name: str) -> Response:
    """Return a file that the page loads.

    Raises:
        UnknownNameError: if the page has no such file.
    """
    known = assets()
    if name not in known:
        raise UnknownNameError("file of the explorer", name)
    return _answer(request, known[name], FOR_EVER)


def _read(path: Path) -> BuiltFile:
    content = path.read_bytes()
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:16]}"'
    return BuiltFile(content=content, media_type=MEDIA_TYPES[path.suffix], tag=tag)


def _answer(request: Request, file: BuiltFile, caching: str) -> Response:
    headers = {"ETag": file.tag, "Cache-Control": caching, "Content-Security-Policy": PAGE_POLICY}
    held = request.headers.get("if-none-match", "")
    if file.tag in (each.strip() for each in held.split(",")):
        raise NotModified(headers)
    return Response(file.content, media_type=file.media_type, headers=headers)

"""The body of a request, piece by piece."""

from __future__ import annotations

from collections.abc import AsyncIterator

from fastapi import Request
from starlette.requests import ClientDisconnect

from api.jobs.errors import UploadBrokenOffError


async def pieces(request: Request) -> AsyncIterator[bytes]:
    """Yield the body as it comes in.

    Raises:
        UploadBrokenOffError: if the sender goes away.
    """
    try:
        async for piece in request.stream():
            yield piece
    except ClientDisconnect as error:
        raise UploadBrokenOffError("the upload was broken off; send it again") from error


def promised_bytes(request: Request) -> int | None:
    """Return how many bytes the sender says will come, or None where it does not say."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else None

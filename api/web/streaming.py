"""Files that are made for one answer, sent piece by piece, and gone whatever happens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import BinaryIO

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.web.refusals import Refusal

# Each holds one of the few connections for as long as it takes to write the file.
AT_ONCE = 2
_turns = BoundedSemaphore(AT_ONCE)
PIECE = 1 << 18  # bytes: each piece costs a change of threads


class FileAnswer(StreamingResponse):
    """A file that ``write`` makes, under a name of its own, as an attachment.

    It has no name in the file system any more once it is sent, so that not even a server that
    is killed leaves it behind; a caller that goes away closes it.
    """

    def __init__(self, write: Callable[[Path], None], *, name: str, media_type: str) -> None:
        """Write the file: to be called in a thread."""
        with TemporaryDirectory(prefix="guanxi-") as folder:
            path = Path(folder) / name
            write(path)
            self._file: BinaryIO = path.open("rb")
        super().__init__(
            _pieces(self._file),
            media_type=media_type,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Content-Length": str(os.fstat(self._file.fileno()).st_size),
            },
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._file.close()


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


@contextmanager
def turn() -> Iterator[None]:
    """Let a few files be written at a time.

    Raises:
        Refusal: if that many are.
    """
    if not _turns.acquire(blocking=False):
        raise Refusal(503, "busy", f"{AT_ONCE} exports are being written; try again in a while")
    try:
        yield
    finally:
        _turns.release()

"""Messages between a runner and its reader: JSON with its length before it.

Not pickles: a reader that a hostile document has taken over must not be able to make the
runner, which may write to the store, run anything.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from graph.records import DocumentGraph, Record

LENGTH = struct.Struct("<Q")
LONGEST = 400_000_000  # bytes; what a document of 20 million characters says


class Order(Record):
    """A document to read: where it lies, its name and address, and how long that may take."""

    path: str
    name: str
    uri: str
    max_bytes: int
    seconds: float


class Answer(Record):
    """What a reader says: a share that is read, and at last the graph or why there is none.

    ``leaving`` says that no further order is answered: the reader may be damaged.
    """

    share: float | None = None
    graph: DocumentGraph | None = None
    reason: str | None = None
    leaving: bool = False


def frame(message: Record) -> bytes:
    """Return a message as it goes over the pipe."""
    body = message.model_dump_json(exclude_none=True).encode("utf-8", "surrogatepass")
    return LENGTH.pack(len(body)) + body


def read_frame(source: BinaryIO) -> bytes | None:
    """Return the body of the next message, or None where the other side closed the pipe."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = source.read(length)
    return body if len(body) == length else None


class Frames:
    """Puts frames together from whatever pieces arrive."""

    def __init__(self) -> None:
        self._pieces = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Return the bodies that are whole by now.

        Raises:
            ValueError: if one claims to be longer than any may be.
        """
        self._pieces += data
        bodies = []
        while len(self._pieces) >= LENGTH.size:
            (length,) = LENGTH.unpack_from(self._pieces)
            if length > LONGEST:
                raise ValueError(f"an answer of {length:,} bytes")
            end = LENGTH.size + length
            if len(self._pieces) < end:
                break
            bodies.append(bytes(self._pieces[LENGTH.size : end]))
            del self._pieces[:end]
        return bodies

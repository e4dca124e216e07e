"""Answers kept until the store changes, so that what is asked often is worked out once.

What is kept is the written answer to a ``GET`` whose route borrowed the store with
``Question.tagged_store``: it depends on the store and on path and query alone, never on who
asks. Every use asks the store for its revision, which any process's change alters in the
transaction of the change, so that an answer is never older than the store. One that was read
while a change came in bears the revision before it, which does not come back.

A process keeps its own. Nothing is looked up before the caller's key and rate were checked,
and nobody is given what was kept for a role above theirs.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from fastapi.responses import Response
from starlette.types import Scope

from api.service.keys import Role

NOTHING_NOTED = "0"  # of a store without history, which has no name to tell it from others
AROUND = 1_000  # bytes that an answer takes in memory besides its body and its question
SHARE = 16  # of all that may be kept, the largest answer may take one such part

Asked = tuple[str, bytes]
"""Path and query."""


def asked_in(scope: Scope) -> Asked:
    """Return what a request asks for."""
    return scope["path"], scope["query_string"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A written answer, the store's revision that it shows, and the role that it takes."""

    revision: str
    role: Role
    body: bytes
    status: int
    headers: Mapping[str, str]

    def response(self) -> Response:
        """Return it as the framework sends it."""
        return Response(
            self.body,
            status_code=self.status,
            media_type="application/json",
            headers=dict(self.headers),
        )


class Kept(Exception):  # noqa: N818 - nothing is wrong
    """The answer is there already."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("kept")
        self.answer = answer


class Answers:
    """The answers last used, within so many bytes; threads may share it."""

    def __init__(self, most: int) -> None:
        """Keep this many bytes at most; 0 keeps nothing."""
        self._most = most
        self._lock = Lock()
        self._bytes = 0
        self._kept: OrderedDict[Asked, Answer] = OrderedDict()

    def find(self, asked: Asked) -> Answer | None:
        """Return what was answered last, whatever was stored since."""
        with self._lock:
            if found := self._kept.get(asked):
                self._kept.move_to_end(asked)
            return found

    def keep(self, asked: Asked, answer: Answer) -> None:
        """Keep an answer in place of an earlier one, as long as there is room for it."""
        size = _size(asked, answer)
        if size > self._most // SHARE or answer.revision == NOTHING_NOTED:
            return
        with self._lock:
            if old := self._kept.pop(asked, None):
                self._bytes -= _size(asked, old)
            self._kept[asked] = answer
            self._bytes += size
            while self._bytes > self._most:
                gone, dropped = self._kept.popitem(last=False)
                self._bytes -= _size(gone, dropped)


def _size(asked: Asked, answer: Answer) -> int:
    return len(asked[0]) * 4 + len(asked[1]) + len(answer.body) + AROUND

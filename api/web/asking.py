"""What a route is given: who asks, and the store for the time of the answer."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from api.service.audit import Audit
from api.service.keys import Role
from api.web.access import CALLER, Caller, Gate
from api.web.refusals import NotModified, Refusal
from api.web.stores import StorePool
from graph.store import deadline
from graph.store.base import Store


class Question:
    """A request of a caller who may make it.

    The store is borrowed inside the route and not by a dependency: every synchronous
    dependency would cost a change of threads.
    """

    def __init__(self, request: Request, response: Response, caller: Caller) -> None:
        self.request = request
        self.caller = caller
        self.response = response

    @property
    def seconds(self) -> float:
        """How long one question may take."""
        limit: float = self.request.app.state.query_seconds
        return limit

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Give the store for as long as one question may take.

        Raises:
            StoreTimeoutError: in the block, once its time is up.
        """
        stores: StorePool = self.request.app.state.stores
        with stores.borrowed() as store, deadline.within(self.seconds):
            yield store

    @contextmanager
    def tagged_store(self) -> Iterator[Store]:
        """Give the store for an answer that depends on nothing but it and the request's URL.

        Raises:
            NotModified: if nothing was stored since the caller's copy of this answer.
        """
        with self.store() as store:
            tag = f'W/"{store.revision()}-{zlib.crc32(str(self.request.url).encode()):08x}"'
            headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
            held = self.request.headers.get("if-none-match", "")
            if tag in (each.strip() for each in held.split(",")):
                raise NotModified(headers)
            self.response.headers.update(headers)
            yield store

    def note(self, action: str, about: str, **detail: str | int) -> None:
        """Append what the caller did to the log of changes."""
        audit: Audit = self.request.app.state.audit
        audit.note(self.caller.name, action, about, **detail)


def question_of(
    role: Role,
) -> Callable[[Request, Response], Coroutine[Any, Any, Question]]:
    """Return a dependency that gives the question of a caller who has at least this role."""

    async def asked(request: Request, response: Response) -> Question:
        caller: Caller | None = request.scope.get(CALLER)
        if caller is None:
            gate: Gate = request.app.state.gate
            caller = request.scope[CALLER] = gate.caller(request)
        if caller.role < role:
            raise Refusal(
                403, "role", f"this needs the role {role.label}; this key has {caller.role.label}"
            )
        return Question(request, response, caller)

    return asked


Reading = Annotated[Question, Depends(question_of(Role.READER))]
Editing = Annotated[Question, Depends(question_of(Role.EDITOR))]
Administering = Annotated[Question, Depends(question_of(Role.ADMIN))]

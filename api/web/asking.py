"""What a route is given: who asks, and the store for the time of the answer."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from api.service.audit import Audit
from api.service.keys import Role
from api.web.access import CALLER, Caller, Gate
from api.web.answers import Answers, Kept, asked_in
from api.web.refusals import NotModified, Refusal
from api.web.stores import StorePool
from graph.store import deadline
from graph.store.base import Store


class Question:
    """A request of a caller who may make it.

    The store is borrowed inside the route and not by a dependency: every synchronous
    dependency would cost a change of threads.
    """

    def __init__(
        self, request: Request, response: Response, caller: Caller, role: Role = Role.READER
    ) -> None:
        """Take the role that the route asks for; the caller has it, or more."""
        self.request = request
        self.caller = caller
        self.response = response
        self.role = role
        self.revision: str | None = None

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
            Kept: if nothing was stored since it was last given.
        """
        with self.store() as store:
            asked = asked_in(self.request.scope)
            self.revision = store.revision()
            tag = f'W/"{self.revision}-{zlib.crc32(repr(asked).encode()):08x}"'
            headers = {"etag": tag, "cache-control": "private, no-cache"}
            refuse_known(self.request, headers)
            kept = answers_of(self.request).find(asked)
            if kept and kept.revision == self.revision and self.caller.role >= kept.role:
                raise Kept(kept)
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
        caller = caller_of(request)
        if caller.role < role:
            raise Refusal(
                403, "role", f"this needs the role {role.label}; this key has {caller.role.label}"
            )
        return Question(request, response, caller, role)

    return asked


def caller_of(request: Request) -> Caller:
    """Return who asks, found and counted once a request.

    Raises:
        Refusal: as ``Gate.caller``.
    """
    caller: Caller | None = request.scope.get(CALLER)
    if caller is None:
        gate: Gate = request.app.state.gate
        caller = request.scope[CALLER] = gate.caller(request)
    return caller


def kept_answer(request: Request) -> Response | None:
    """Return the answer last given, if that can be done and told to be right without waiting.

    Raises:
        Refusal: as ``Gate.caller``.
        NotModified: if the caller has it.
    """
    kept = answers_of(request).find(asked_in(request.scope))
    if kept is None or caller_of(request).role < kept.role:
        return None
    stores: StorePool = request.app.state.stores
    if stores.revision_at_once() != kept.revision:
        return None
    refuse_known(request, kept.headers)
    return kept.response()


def answers_of(request: Request) -> Answers:
    """Return the answers that this process keeps."""
    answers: Answers = request.app.state.answers
    return answers


def refuse_known(request: Request, headers: Mapping[str, str]) -> None:
    """Do nothing unless the caller holds what has this ETag.

    Raises:
        NotModified: if they do.
    """
    held = request.headers.get("if-none-match")
    if held and headers["etag"] in (each.strip() for each in held.split(",")):
        raise NotModified(headers)


Reading = Annotated[Question, Depends(question_of(Role.READER))]
Editing = Annotated[Question, Depends(question_of(Role.EDITOR))]
Administering = Annotated[Question, Depends(question_of(Role.ADMIN))]

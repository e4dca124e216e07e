"""Under which names a server may be addressed."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send

from api.web.problems import problem_response


class KnownHosts:
    """Refuses requests for other names.

    A foreign name that leads to this machine (DNS rebinding) would give other people's pages
    what only this machine may have.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str]) -> None:
        """Let these names pass; ``*.example.org`` lets those below it pass."""
        self._app = app
        self._names = frozenset(host.lower() for host in hosts)
        self._endings = tuple(host[1:] for host in self._names if host.startswith("*."))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and not self._known(scope):
            refused = problem_response(
                400, "unknown-host", "this server does not go by that name; set GUANXI_HOSTS"
            )
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _known(self, scope: Scope) -> bool:
        given = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(given) != 1:
            return False
        name = host_name(given[0])
        return name in self._names or name.endswith(self._endings)


def host_name(given: str) -> str:
    """Return the name in a Host header, without its port.

    >>> host_name("Localhost:8642"), host_name("[::1]:8642"), host_name("evil.example:80:80")
    ('localhost', '[::1]', 'evil.example:80:80')
    """
    given = given.lower()
    name, colon, port = given.rpartition(":")
    if not colon or given.endswith("]"):
        return given
    bracketed = name.startswith("[") and name.endswith("]")
    return name if port.isdigit() and (bracketed or ":" not in name) else given

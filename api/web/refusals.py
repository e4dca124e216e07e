"""What the server raises when it will not answer, apart from errors of guanxi itself."""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):  # noqa: N818 - it is the server's decision, not a failure
    """A request that is not answered: the status, the kind of problem, what to do."""

    def __init__(
        self, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.headers = dict(headers or {})


class NotModified(Exception):  # noqa: N818 - nothing is wrong
    """The caller has the answer already."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__("not modified")
        self.headers = dict(headers)

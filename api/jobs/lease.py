"""The sign of life that a runner gives for as long as it holds a job."""

from __future__ import annotations

import logging
import threading
from types import TracebackType

from api.jobs.claims import ClaimLostError, Claims
from graph.errors import StoreError

BEAT = 1.0  # seconds; also how long a cancellation may go unnoticed
log = logging.getLogger("guanxi.jobs")


class Lease:
    """Gives the sign of life from a thread of its own: storing a document may take long."""

    def __init__(self, claims: Claims, job: str) -> None:
        self._claims = claims
        self._job = job
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"lease {job}", daemon=True)
        self.is_cancelled = False
        self.is_lost = False

    def __enter__(self) -> Lease:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End; the claim itself ends when the job is finished or released."""
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(BEAT):
            try:
                self.is_cancelled = self._claims.beat(self._job)
            except ClaimLostError:
                self.is_lost = True
                return
            except StoreError as error:
                log.warning("%s: no sign of life could be given: %s", self._job, error)

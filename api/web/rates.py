"""How often somebody may do something: one moment in time a caller, in bounded memory.

The generic cell rate algorithm: a caller's moment moves on by one interval with each call and
may run ahead of the clock by the whole period. The memory store of the library ``limits``,
from which the spelling of rates is, keeps every call, starts a thread every 10 ms to forget
old ones and never forgets who called: addresses cost nothing to make up.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from limits import parse

from graph.errors import InputError

REMEMBERED = 50_000  # callers; a caller who has been quiet for a whole period is nobody new


class Rate:
    """So many calls a period, all at once or spread over it, and then as many as time gives."""

    def __init__(self, text: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Read a rate such as ``600/minute``.

        Raises:
            InputError: if it is none.
        """
        try:
            parsed = parse(text)
        except ValueError as error:
            raise InputError(f"{text!r} is no rate; write it as 600/minute") from error
        if parsed.amount < 1:
            raise InputError(f"{text!r} lets nobody in; give 1 or more")
        self._text = text
        self._period = float(parsed.get_expiry())
        self._interval = self._period / parsed.amount
        self._clock = clock
        self._moments: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def __str__(self) -> str:
        """The rate as it was written."""
        return self._text

    def hit(self, who: str) -> int:
        """Count a call; return 0 if it may be made, else after how many seconds it may."""
        with self._lock:
            now = self._clock()
            moment = max(now, self._moments.get(who, now)) + self._interval
            early = moment - self._period - now
            if early > self._interval * 1e-6:  # sums of fractions are not exact
                return math.ceil(early)
            self._moments[who] = moment
            self._moments.move_to_end(who)
            if len(self._moments) > REMEMBERED:
                self._moments.popitem(last=False)
            return 0

    def wait(self, who: str) -> int:
        """Return after how many seconds a call may be made, 0 for now; it is not counted."""
        with self._lock:
            now = self._clock()
            early = self._moments.get(who, now) + self._interval - self._period - now
            return max(0, math.ceil(early - self._interval * 1e-6))

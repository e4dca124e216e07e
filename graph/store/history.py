"""What a store writes down about its own changes: the same on every store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from graph.errors import InputError
from graph.records import Change, DocumentGraph, HistoryEntry, Judgement, Retraction

UNNUMBERED = 0  # the store gives the row
BEGINNING = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def entry_of(old: DocumentGraph | None, new: DocumentGraph | None, change: Change) -> HistoryEntry:
    """Return what is written down when one state of a document takes the place of another."""
    known = new or old
    if known is None:
        raise ValueError("a change from nothing to nothing")
    return HistoryEntry(
        row=UNNUMBERED,
        at=now(),
        document=known.document.id,
        uri=known.document.uri,
        title=known.document.title,
        removed=new is None,
        added=change.added,
        taken_back=tuple(_retractions(old, change)) if old else (),
    )


def judged(judgement: Judgement) -> HistoryEntry:
    """Return what is written down when somebody judges."""
    return HistoryEntry(row=UNNUMBERED, at=now(), judgement=judgement.id)


def now() -> str:
    """Return the time in UTC, to the millisecond, as ISO says."""
    return _written(datetime.now(UTC))


def moment(text: str) -> str:
    """Return an ISO time, or a date or the beginning of one, so that a history compares with it.

    A time without a zone is in UTC, as dates are.

    >>> moment("2031-05-06T08:00:00+08:00"), moment("2031-05")
    ('2031-05-06T00:00:00.000Z', '2031-05')

    Raises:
        InputError: if it is neither.
    """
    if BEGINNING.fullmatch(text):
        return text
    try:
        read = datetime.fromisoformat(text)
        return _written(read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC))
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"{text!r} is no date or time; write it as 2031-05-06 or 2031-05-06T08:00:00Z"
        ) from error


def _written(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _retractions(old: DocumentGraph, change: Change) -> Iterator[Retraction]:
    names = {entity.id: entity.name for entity in old.entities}
    facts = {fact.id: fact for fact in old.facts}
    for identifier in change.taken_back:
        fact = facts[identifier]
        yield Retraction(
            fact=identifier,
            head=names[fact.head],
            relation=fact.relation,
            tail=names[fact.tail],
            reading=fact.evidence[0].reading,
        )

"""What a sentence may speak of without naming it: an earlier subject, the paper's own title."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.spans import Span

# A subject is carried on over so many sentences.
REACH = 3


class Topics:
    """What the sentences before were about: the last subject, and the paper's own title."""

    def __init__(self) -> None:
        self.subject: Span | None = None
        self.age = 0
        self.title: Span | None = None

    def open(self) -> list[tuple[Span, int]]:
        """Return what a sentence may speak of without naming it, with its distance."""
        subject = [(self.subject, self.age)] if self.subject and self.age <= REACH else []
        return [*subject, *([(self.title, 0)] if self.title else [])]

    def passed(self, mentions: Sequence[Span]) -> None:
        """Go on to the next sentence, behind one with these outermost mentions."""
        self.age += 1
        bodies = [span for span in mentions if span.type == "Organization"]
        if bodies and mentions[0].type in {"Organization", "Technology", "Place"}:
            self.subject, self.age = bodies[0], 1
        policies = [span for span in mentions if span.type == "Policy"]
        self.title = self.title or (policies[0] if policies else None)

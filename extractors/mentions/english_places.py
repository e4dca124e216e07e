"""Places recognised by their wording: "Shenzhen-based", "Binhai New Area"."""

from __future__ import annotations

import re
from collections.abc import Iterator

# "Web-based" and its like name no place.
NO_PLACE = (
    r"(?!(?:Web|Cloud|Community|Evidence|Plant|Home|Faith|Blockchain|School|Skills|Value|Risk|Browser"
    r"|Science|Research|Subscription|Usage|Hospital|Employer|Linux|Windows|Android)-)"
)
BASED = re.compile(
    rf"\b{NO_PLACE}(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)-(?:based|headquartered)\b"
)
ENDED = re.compile(
    r"\b(?P<place>(?:[A-Z][\w’']+\s){1,3}(?:Province|District|County|New\sArea|Prefecture|"
    r"(?:High-[Tt]ech|Development|Free\sTrade|Pilot|Economic)(?:\s[A-Z]\w+){0,2}\sZone|"
    r"(?:Industrial|Science|Technology|Software)\sPark))\b"
)
CERTAIN = 0.86


def places(text: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    """Yield start, end and confidence of the places that a sentence's wording shows."""
    for pattern in (BASED, ENDED):
        for match in pattern.finditer(text, start, end):
            yield match.start("place"), match.end("place"), CERTAIN

"""A small picture of a report: its entities in a circle, its links as lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from api.explorer.snapshot import COLOURS
from graph.records import Entity, Link

MOST = 40  # more names than that stand on one another
LETTERS = 14  # of a name
MARGIN = 190  # for the names beside the circle


class Dot(NamedTuple):
    """An entity: where it is, its colour, and its name with the place where that stands."""

    x: float
    y: float
    colour: str
    label: str
    label_x: float
    anchor: str


class Line(NamedTuple):
    """A link: from where to where, and how thick."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


class Picture(NamedTuple):
    """What is drawn, how wide and high it is, and the types in it with their colours."""

    width: float
    height: float
    dots: list[Dot]
    lines: list[Line]
    legend: list[tuple[str, str]]


def overview(entities: Sequence[Entity], links: Sequence[Link]) -> Picture | None:
    """Return a picture, or None of what is too much for one or nothing."""
    if not links or len(entities) > MOST:
        return None
    radius = max(90.0, len(entities) * 8.0)
    middle_x, middle_y = radius + MARGIN, radius + 20
    dots = {}
    for position, entity in enumerate(entities):
        angle = 2 * math.pi * position / len(entities)
        x, y = middle_x + radius * math.cos(angle), middle_y + radius * math.sin(angle)
        side = 1 if math.cos(angle) >= 0 else -1
        name = entity.name if len(entity.name) <= LETTERS else f"{entity.name[:LETTERS]}…"
        dots[entity.id] = Dot(
            round(x, 1), round(y, 1), COLOURS[entity.type], name, round(x + side * 10, 1),
            "start" if side > 0 else "end",
        )  # fmt: skip
    lines = [
        Line(*dots[link.head][:2], *dots[link.tail][:2], round(0.5 + 1.5 * link.confidence, 2))
        for link in links
    ]
    drawn = {entity.type for entity in entities}
    legend = [(type_, colour) for type_, colour in COLOURS.items() if type_ in drawn]
    return Picture(
        round(2 * middle_x, 1), round(2 * middle_y, 1), [*dots.values()], lines, legend
    )  # fmt: skip

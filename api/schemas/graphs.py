"""A whole graph in few bytes, to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, WithJsonSchema

from graph.records import Link, Linked, Record, Stats

# Plain tuples: a named one takes more than twice as long to check.
# Their schemas are told by hand: FastAPI writes those of tuples as OpenAPI 3.1 has them not.
EntityRow = Annotated[
    tuple[str, str, str, str | None, int],
    WithJsonSchema({
        "type": "array", "minItems": 5, "maxItems": 5,
        "items": {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
    }),
]  # fmt: skip
LinkRow = Annotated[
    tuple[int, int, int, float, str | None, int],
    WithJsonSchema({
        "type": "array", "minItems": 6, "maxItems": 6,
        "items": {"anyOf": [{"type": "number"}, {"type": "string"}, {"type": "null"}]},
    }),
]  # fmt: skip


class GraphOut(Record):
    """Entities, the best connected first, and links among them, the surest first; as rows."""

    entities: tuple[EntityRow, ...] = Field(
        description="rows of id, name, type, kind, and how many links it has in the store",
        examples=[[["entity-5d7105db71800b16", "澜辰科技", "Organization", "company", 12]]],
    )
    relations: tuple[str, ...] = Field(
        description="the relations that links have", examples=[["INVESTED_IN"]]
    )
    links: tuple[LinkRow, ...] = Field(
        description="rows of head and tail as places among the entities, between them the"
        " relation as a place among the relations; confidence, earliest date, number of facts",
        examples=[[[0, 0, 1, 0.96, "2031-05", 3]]],
    )
    total_entities: int = Field(description="entities in the store", examples=[31])
    total_links: int = Field(description="links in the store", examples=[40])
    whole: bool = Field(description="whether all of them are here")

    @classmethod
    def of(cls, entities: Sequence[Linked], links: Sequence[Link], stats: Stats) -> GraphOut:
        """Return a part of a store's graph as an answer gives it."""
        places = {each.id: at for at, each in enumerate(entities)}
        relations = sorted({link.relation for link in links})
        numbers = {relation: at for at, relation in enumerate(relations)}
        total = sum(stats.entities.values()), sum(stats.links.values())
        return cls(
            entities=tuple(
                (each.id, each.name, each.type, each.kind, each.links)
                for each in entities
            ),
            relations=tuple(relations),
            links=tuple(
                (
                    places[link.head], numbers[link.relation], places[link.tail],
                    link.confidence, link.date, len(link.facts),
                )
                for link in links
            ),
            total_entities=total[0],
            total_links=total[1],
            whole=total == (len(entities), len(links)),
        )  # fmt: skip

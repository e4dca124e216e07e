"""What there is: how much of what, and which types and relations."""

from __future__ import annotations

from fastapi import APIRouter

from api.web.asking import Reading
from api.web.routing import WrittenRoute
from graph.ontology import EntityType, Relation, entity_types, relations
from graph.records import Record, Stats

router = APIRouter(prefix="/api/v1", tags=["overview"], route_class=WrittenRoute)


class OntologyOut(Record):
    """The types of entity and the relations between them, with their Chinese names."""

    types: tuple[EntityType, ...]
    relations: tuple[Relation, ...]


@router.get("/stats")
def stats(question: Reading) -> Stats:
    """Count documents, facts and mentions, entities by type and links by relation."""
    with question.tagged_store() as store:
        return store.stats()


@router.get("/ontology")
def ontology(question: Reading) -> OntologyOut:
    """Return the types of entity with their kinds, and the relations with their ends."""
    return OntologyOut(types=tuple(entity_types().values()), relations=tuple(relations().values()))

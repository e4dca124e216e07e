"""One fact, with the words that state it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.schemas import Quoting
from api.schemas.entities import EntityRef
from api.schemas.facts import FactOut, PassageOut
from api.web.asking import Reading
from api.web.passages import surroundings
from api.web.routing import WrittenRoute
from graph.errors import UnknownNameError

router = APIRouter(prefix="/api/v1", tags=["facts"], route_class=WrittenRoute)

FactId = Annotated[str, Path(max_length=100, examples=["fact-c9f0f895fb98ab91"])]
Context = Annotated[int, Query(ge=0, le=2_000, description="characters before and after a quote")]


@router.get("/facts/{fact}")
def fact(question: Reading, fact: FactId, context: Context = 200) -> FactOut:
    """Return a fact with every passage that states it, and the text around each."""
    with question.tagged_store() as store:
        found = store.facts([fact]).get(fact)
        if found is None:
            raise UnknownNameError("fact", fact)
        ends = store.entities([found.head, found.tail])
        documents = Quoting(store).documents(one.document for one in found.evidence)
        places = {one.id: (one.document, one.start, one.end) for one in found.evidence}
        around = surroundings(store, places.values(), context)
    passages = (
        PassageOut.of(one, documents[one.document], around[places[one.id]])
        for one in found.evidence
    )
    named = {local: EntityRef.of(entity) for local, entity in ends.items()}
    return FactOut.of(found, named, tuple(passages))

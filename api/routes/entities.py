"""One entity: what there is about it, its links with their quotes, where it is named."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.schemas import Quoting
from api.schemas.entities import CountedLink, EntityProfile, LinkedEntity, MentionOut
from api.web.asking import Reading
from api.web.filters import Filters, OneEntity, Types, types_named
from api.web.paging import Cursor, Limit, Page, start_of
from api.web.passages import surroundings
from api.web.routing import WrittenRoute
from graph.naming import find_entity

router = APIRouter(prefix="/api/v1", tags=["entities"], route_class=WrittenRoute)

# Words are looked up in whole texts, and a page may take as many of them.
Places = Annotated[int, Query(gt=0, le=100, description="give this many at most")]
Around = Annotated[int, Query(ge=0, le=2_000, description="characters before and after")]


class LinksQuery(Filters):
    """Which links, and how much of each."""

    quotes: int = Field(default=5, ge=0, le=50, description="quote the best so many facts of each")
    cursor: str | None = Field(
        default=None, max_length=200, description="where to go on: the `next` of the page before"
    )
    limit: int = Field(default=20, gt=0, le=100, description="give this many at most")


@router.get("/entities")
def entities(
    question: Reading, types: Types = (), cursor: Cursor = None, limit: Limit = 20
) -> Page[LinkedEntity]:
    """List entities, the best connected first: by how many links they have, then by id."""
    start = start_of(cursor)
    with question.tagged_store() as store:
        found = store.best_connected(types=types_named(types), limit=start + limit + 1)[start:]
    shown = [LinkedEntity.of_linked(each) for each in found]
    return Page[LinkedEntity].of(shown, start=start, limit=limit)


@router.get("/entities/{entity}")
def entity(question: Reading, entity: OneEntity) -> EntityProfile:
    """Return one entity by its id or its name; 409 lists those that a name may mean."""
    with question.tagged_store() as store:
        found = find_entity(store, entity)
        return EntityProfile.counted(
            found, store.occurrences(found.id), store.tally([found.id])[found.id]
        )


@router.get("/entities/{entity}/links")
def entity_links(
    question: Reading, entity: OneEntity, query: Annotated[LinksQuery, Query()]
) -> Page[CountedLink]:
    """List the links of an entity, the surest first, each with its best quotes."""
    start, where = start_of(query.cursor), query.where()
    with question.tagged_store() as store:
        found = find_entity(store, entity)
        links = store.surest([found.id], where, start=start, limit=query.limit + 1)
        shown = [
            link.model_copy(update={"facts": link.facts[: query.quotes]})
            for link in links[: query.limit]
        ]
        quoted = Quoting(store).links(shown)
    return Page[CountedLink].cut(
        [CountedLink.counting(one, link) for one, link in zip(quoted, links, strict=False)],
        start=start,
        more=len(links) > query.limit,
    )


@router.get("/entities/{entity}/mentions")
def entity_mentions(
    question: Reading,
    entity: OneEntity,
    context: Around = 40,
    cursor: Cursor = None,
    limit: Places = 20,
) -> Page[MentionOut]:
    """List where an entity is named, with the words around, by document and place."""
    start = start_of(cursor)
    with question.tagged_store() as store:
        found = find_entity(store, entity)
        mentions = store.mentions(found.id, start=start, limit=limit + 1)
        shown = mentions[:limit]
        documents = Quoting(store).documents(one.document for one in shown)
        places = {one.id: (one.document, one.start, one.end) for one in shown}
        around = surroundings(store, places.values(), context)
    return Page[MentionOut].cut(
        [MentionOut.of(one, documents[one.document], around[places[one.id]]) for one in shown],
        start=start,
        more=len(mentions) > limit,
    )

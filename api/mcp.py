"""The server for agents that speak the Model Context Protocol: questions only, all quoted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Annotated, Any, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from api.schemas import EntityDetails, EntityOut, LinkOut, Quoting, RankingOut, entity_details
from graph.chains import chain as find_chains
from graph.errors import AmbiguousNameError, GuanxiError
from graph.naming import find_entity
from graph.ontology import entity_type
from graph.paths import trace as find_paths
from graph.records import Record
from graph.store import deadline
from graph.store.base import LinkFilter, Store

INSTRUCTIONS = (
    "A knowledge graph of organisations, people, policies, technologies and places, read from"
    " Chinese and English documents. Every link is quoted: cite the quote and its document."
    " Begin with search; names and ids both do where an entity is asked for."
)
SECONDS = 30.0  # that one tool may take
READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Answer = TypeVar("Answer")
OpenStore = Callable[[], AbstractContextManager[Store]]
EntityName = Annotated[str, Field(description="a name or an id", max_length=500)]
Limit = Annotated[int, Field(ge=1, le=50, description="give this many at most")]


class Found(Record):
    """Entities that a search found, best first."""

    entities: tuple[EntityOut, ...]


class Evidenced(Record):
    """The links between two entities with all the words that state them."""

    links: tuple[LinkOut, ...]


def mcp_server(store: OpenStore, version: str) -> MCPServer[Any]:
    """Return a server whose tools ask the store; none of them changes it."""
    server: MCPServer[Any] = MCPServer(
        "guanxi", instructions=INSTRUCTIONS, version=version, log_level="WARNING"
    )

    def tell(ask: Callable[[Store], Answer]) -> Answer:
        try:
            with deadline.within(SECONDS), store() as graph:
                return ask(graph)
        except AmbiguousNameError as error:
            listed = "; ".join(f"{one.id} {one.name} ({one.type})" for one in error.entities)
            raise ToolError(f"{error}: {listed}") from error
        except GuanxiError as error:
            raise ToolError(str(error)) from error

    @server.tool(annotations=READS)
    def search(
        text: Annotated[str, Field(description="a part of a name", max_length=500)],
        types: Annotated[list[str], Field(description="only these types", max_length=5)] = [],  # noqa: B006 - never changed
        limit: Limit = 10,
    ) -> Found:
        """Find organisations, people, policies, technologies and places by a part of a name."""

        def found(graph: Store) -> Found:
            wanted = frozenset(entity_type(name).name for name in types)
            entities = graph.search(text, types=wanted, limit=limit)
            return Found(entities=tuple(EntityOut.of(one) for one in entities))

        return tell(found)

    @server.tool(annotations=READS)
    def show(entity: EntityName, limit: Limit = 20) -> EntityDetails:
        """Show an entity's names, documents and surest links, each with its quotes."""

        def details(graph: Store) -> EntityDetails:
            return entity_details(graph, find_entity(graph, entity), surest=limit)

        return tell(details)

    @server.tool(annotations=READS)
    def trace(
        source: EntityName,
        target: EntityName,
        hops: Annotated[int, Field(ge=1, le=6, description="links that a path has at most")] = 4,
        k: Annotated[int, Field(ge=1, le=20, description="give this many paths")] = 3,
    ) -> RankingOut:
        """Rank the paths between two entities; every hop is quoted and the weakest one named."""

        def paths(graph: Store) -> RankingOut:
            ends = find_entity(graph, source), find_entity(graph, target)
            return RankingOut.of(find_paths(graph, *ends, hops=hops, k=k))

        return tell(paths)

    @server.tool(annotations=READS)
    def chain(
        start: EntityName,
        pattern: Annotated[
            str,
            Field(
                max_length=1_000,
                description='such as "Organization <-INVESTED_IN- Organization"; * is any',
            ),
        ],
        k: Limit = 10,
    ) -> RankingOut:
        """Follow a pattern of types and relations from an entity; every hop is quoted."""
        return tell(
            lambda graph: RankingOut.of(find_chains(graph, find_entity(graph, start), pattern, k=k))
        )

    @server.tool(annotations=READS)
    def evidence(left: EntityName, right: EntityName) -> Evidenced:
        """Give every passage that states a link between two entities, with its document."""

        def passages(graph: Store) -> Evidenced:
            one, other = find_entity(graph, left), find_entity(graph, right)
            ends = {one.id, other.id}
            near = min(ends, key=lambda end: (graph.degrees([end])[end], end))
            links = [
                link
                for link in graph.expand([near], LinkFilter())
                if {link.head, link.tail} == ends
            ]
            return Evidenced(links=tuple(Quoting(graph).links(links)))

        return tell(passages)

    return server

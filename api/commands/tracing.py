"""Commands that follow links from hop to hop: trace and chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.complaints import complain
from api.options import AsJson, StoreUrl, opened

if TYPE_CHECKING:
    from graph.explanations import Ranking


def trace(  # noqa: PLR0913, PLR0917 - every option of a command is an argument
    source: Annotated[str, typer.Argument(metavar="FROM", help="A name or an id.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A name or an id.")],
    hops: Annotated[int, typer.Option(min=1, help="Links that a path has at most.")] = 4,
    k: Annotated[int, typer.Option("-k", min=1, help="Show this many paths at most.")] = 5,
    relation: Annotated[
        list[str] | None, typer.Option(help="Follow only this relation; may be repeated.")
    ] = None,
    avoid: Annotated[
        list[str] | None, typer.Option(help="Pass by this entity; may be repeated.")
    ] = None,
    store: StoreUrl = None,
    as_json: AsJson = False,
) -> None:
    """Show the best paths between two entities, quoted.

    A path is the better the surer its hops are and the fewer links the entities between
    its ends have. Links are followed in both directions.

    \b
    guanxi trace 王慧文 宇树科技
    guanxi trace CATL Mobileye --hops 3 -k 2 --json
    guanxi trace CATL Mobileye --avoid China --relation SUPPLIES --relation PARTNERS_WITH
    """
    from graph.naming import find_entities, find_entity
    from graph.ontology import relation as named_relation
    from graph.paths import trace as find_paths
    from graph.store.base import LinkFilter

    where = LinkFilter(relations=frozenset(named_relation(name).name for name in relation or ()))
    with opened(store) as graph:
        start, end = find_entity(graph, source), find_entity(graph, target)
        avoided = find_entities(graph, avoid or ())
        ranking = find_paths(graph, start, end, hops=hops, k=k, where=where, avoiding=avoided)
    nothing = f"no path of at most {hops} links from {start.name} to {end.name}"
    _say_ranking(ranking, nothing, as_json=as_json)


def chain(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A name or an id.")],
    pattern: Annotated[str, typer.Argument(help="Types and the relations between them.")],
    k: Annotated[int, typer.Option("-k", min=1, help="Show this many chains at most.")] = 20,
    store: StoreUrl = None,
    as_json: AsJson = False,
) -> None:
    """Show what follows a pattern of links, quoted.

    An arrow is -RELATION->, <-RELATION- or, either way, -RELATION-; A|B lets two relations
    match and * any. Types and relations also go by their Chinese names.

    \b
    guanxi chain 宇树科技 "Organization <-INVESTED_IN- Organization"
    guanxi chain 美团 "Organization -INVESTED_IN-> Organization -DEVELOPS-> Technology" -k 3
    """
    from graph.chains import chain as find_chains
    from graph.naming import find_entity

    with opened(store) as graph:
        entity = find_entity(graph, start)
        ranking = find_chains(graph, entity, pattern, k=k)
    _say_ranking(ranking, f"no chain from {entity.name} matches", as_json=as_json)


def _say_ranking(ranking: Ranking, nothing: str, *, as_json: bool) -> None:
    from api import render, terminal
    from api.schemas import RankingOut

    if as_json:
        terminal.say_json(RankingOut.of(ranking))
    elif ranking:
        render.say_paths(ranking)
    else:
        terminal.say(nothing)
    if not ranking.complete:
        complain("the search was cut short by its limit; better paths may exist")

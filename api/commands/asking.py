"""Commands that look entities up: search, show, stats."""

from __future__ import annotations

from typing import Annotated

import typer

from api.complaints import complain
from api.options import AsJson, EntityName, StoreUrl, opened


def search(
    text: Annotated[str, typer.Argument(help="A part of a name, Chinese or English.")],
    type_: Annotated[
        list[str] | None,
        typer.Option("--type", help="Only this type of entity; may be given several times."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="List this many at most.")] = 20,
    store: StoreUrl = None,
    as_json: AsJson = False,
) -> None:
    """Find entities by a part of any of their names.

    \b
    guanxi search 资本
    guanxi search robot --type Technology --json
    """
    from api import render, terminal
    from api.schemas import EntityOut
    from graph.ontology import entity_type

    types = frozenset(entity_type(name).name for name in type_ or ())
    with opened(store) as graph:
        listed = graph.search(text, types=types, limit=limit + 1)
    found = [EntityOut.of(each) for each in listed[:limit]]
    if as_json:
        terminal.say_json(found)
    elif found:
        render.say_entities(found)
    else:
        terminal.say(f"nothing is named {text!r} or has it in a name")
    if len(listed) > limit:
        complain(f"there are more than {limit}; --limit shows more")


def show(entity: EntityName, store: StoreUrl = None, as_json: AsJson = False) -> None:
    """Show the names and links of an entity, quoted.

    \b
    guanxi show 澜辰科技
    guanxi show 澜辰科技 --json
    """
    from api import render, terminal
    from api.schemas import entity_details
    from graph.naming import find_entity

    with opened(store) as graph:
        details = entity_details(graph, find_entity(graph, entity))
    if as_json:
        terminal.say_json(details)
    else:
        render.say_details(details)


def stats(store: StoreUrl = None, as_json: AsJson = False) -> None:
    """Count documents, entities by type and links by relation.

    \b
    guanxi stats
    guanxi stats --store sqlite:press.db --json
    """
    from api import render, terminal

    with opened(store) as graph:
        counted = graph.stats()
    if as_json:
        terminal.say_json(counted)
    else:
        render.say_stats(counted)

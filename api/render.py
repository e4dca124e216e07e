"""Answers as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from api.ingest import Outcome, Summary
from api.schemas import DemoOut, EntityDetails, EntityOut, LinkOut, QuoteOut
from api.terminal import counted, say, say_table
from api.wording import in_words
from graph.explanations import Hop, Path
from graph.records import Properties, Stats

if TYPE_CHECKING:
    from api.copying import Copied
    from api.importing import Imported


def say_entities(entities: Sequence[EntityOut]) -> None:
    """Print entities, one a line, with their other names."""
    say_table(
        ("id", "type", "kind", "name", "also"),
        (
            (
                entity.id,
                entity.type,
                entity.kind or "",
                entity.name,
                ", ".join(name for name in entity.names if name != entity.name),
            )
            for entity in entities
        ),
    )


def say_details(entity: EntityDetails) -> None:
    """Print an entity with its links grouped by relation, each quoted."""
    kind = f", {entity.kind}" if entity.kind else ""
    say(Text(entity.name, style="bold").append(f"  {entity.type}{kind}  {entity.id}", "dim"))
    others = [name for name in entity.names if name != entity.name]
    if others:
        say("also " + ", ".join(others), indent=2)
    say(
        f"named {_times(entity.mentions)} in {counted(len(entity.documents), 'document')}", indent=2
    )
    for relation, links in groupby(entity.links, key=lambda link: link.relation):
        say()
        say(Text(relation, style="bold cyan"))
        for link in links:
            say_link(link, seen_from=entity.id)


def say_link(link: LinkOut, *, seen_from: str | None = None, quotes: int = 3) -> None:
    """Print a link as an arrow that starts where it is seen from, then the words that state it."""
    forward = seen_from != link.tail
    near, far = (link.head_name, link.tail_name) if forward else (link.tail_name, link.head_name)
    line = Text(near).append(arrow(link.relation, forward=forward), "cyan").append(far)
    say(line + _worth(link.confidence, (quote.properties for quote in link.quotes)), indent=2)
    for quote in link.quotes[:quotes]:
        say_quote(quote, indent=6)
    if len(link.quotes) > quotes:
        say(Text(f"and {len(link.quotes) - quotes} more; --json shows all", "dim"), indent=6)


def arrow(relation: str, *, forward: bool) -> str:
    """Return a relation as ``guanxi chain`` writes it.

    >>> arrow("INVESTED_IN", forward=False)
    ' <-INVESTED_IN- '
    """
    return f" -{relation}-> " if forward else f" <-{relation}- "


def say_quote(quote: QuoteOut, *, indent: int) -> None:
    """Print the words and below them where they stand."""
    place = ", ".join(filter(None, (quote.document.title, quote.document.published)))
    say_passage(quote.reading, f"{place}, characters {quote.start}-{quote.end}", indent=indent)


def say_passage(reading: str, place: str, *, indent: int) -> None:
    """Print a passage in quotation marks and below it where it stands."""
    say(f"“{' '.join(reading.split())}”", indent=indent)
    say(Text(place, "dim"), indent=indent)


def say_paths(paths: Iterable[Path]) -> None:
    """Print paths, best first, each hop quoted, and which hop each path stands or falls with."""
    for rank, path in enumerate(paths, start=1):
        if rank > 1:
            say()
        names = " - ".join(node.name for node in path.nodes)
        say(Text(f"{rank}. {names}", "bold").append(f"  score {path.score:.2f}", "green"))
        for here, hop, line in zip(path.nodes, path.hops, _hop_lines(path), strict=False):
            say(line, indent=3)
            place = ", ".join(filter(None, (hop.source.title, hop.source.published)))
            say_passage(hop.reading, f"{place}, characters {hop.start}-{hop.end}", indent=6)
            others = [
                arrow(link.relation, forward=link.head == here.id).strip() for link in hop.also
            ]
            if others:
                say(Text(f"also {', '.join(others)}", "dim"), indent=6)
        if len(path.hops) > 1:
            say(
                f"weakest hop: {path.weakest + 1} of {len(path.hops)},{_hop(path.weakest_hop)}",
                indent=3,
            )


def _hop_lines(path: Path) -> list[Text]:
    """Return a line for each hop, the names, arrows and figures of all in columns."""
    ends = list(zip(path.nodes, path.nodes[1:], strict=False))
    arrows = [arrow(hop.relation, forward=hop.forward) for hop in path.hops]
    widths = (
        max(cell_len(here.name) for here, _ in ends),
        max(map(len, arrows)),
        max(cell_len(there.name) for _, there in ends),
    )
    return [
        Text(set_cell_size(here.name, widths[0]))
        .append(mark.ljust(widths[1]), "cyan")
        .append(set_cell_size(there.name, widths[2]))
        .append_text(_worth(hop.confidence, [hop.properties]))
        for (here, there), mark, hop in zip(ends, arrows, path.hops, strict=True)
    ]


def _hop(hop: Hop) -> str:
    return (
        f" {hop.head.name}{arrow(hop.relation, forward=True)}{hop.tail.name} ({hop.confidence:.2f})"
    )


def _worth(confidence: float, stated: Iterable[Properties]) -> Text:
    line = Text(f"  {confidence:.2f}", "green")
    words = in_words(stated)
    return line.append(f"  {words}", "yellow") if words else line


def say_outcome(outcome: Outcome) -> None:
    """Print in one line what became of a file that was not skipped."""
    if outcome.status == "unchanged":
        say(Text(f"{outcome.path}: unchanged", "dim"))
    else:
        say(f"{outcome.path}: {_changes(outcome)}  {outcome.title}")


def say_summary(summary: Summary) -> None:
    """Print what became of all files in one line."""
    told = [counted(summary.read, "document") + " read"]
    if summary.unchanged:
        told.append(f"{summary.unchanged:,} unchanged")
    if summary.skipped:
        told.append(f"{summary.skipped:,} skipped")
    if summary.passed_over:
        told.append(f"{summary.passed_over:,} of other formats passed over")
    say(f"{', '.join(told)}; facts: {_changes(summary)}")


def say_copied(copied: Copied) -> None:
    """Print what a copy did in one line."""
    told = f"{counted(copied.documents, 'document')} copied"
    if copied.documents_unchanged:
        told += f", {copied.documents_unchanged:,} unchanged"
    say(f"{told}; {counted(copied.judgements, 'judgement')} copied")


def say_imported(imported: Imported) -> None:
    """Print what became of a table file in one line."""
    skipped = f"; {counted(imported.rows_skipped, 'row')} skipped" if imported.rows_skipped else ""
    say(f"{imported.path}: facts: {_changes(imported)}{skipped}")


def _changes(of: Outcome | Summary | Imported) -> str:
    told = [f"{of.added:,} added"]
    if of.kept:
        told.append(f"{of.kept:,} kept")
    if of.taken_back:
        told.append(f"{of.taken_back:,} taken back")
    return ", ".join(told)


def say_stats(stats: Stats) -> None:
    """Print how much a store holds."""
    say(
        f"{counted(stats.documents, 'document')}, {counted(stats.mentions, 'mention')},"
        f" {counted(stats.facts, 'fact')}"
    )
    for heading, counts in (("entities", stats.entities), ("links", stats.links)):
        say()
        rows = [(name, f"{count:,}") for name, count in counts.items()]
        say_table((heading, ""), [*rows, ("all", f"{sum(counts.values()):,}")])


def say_demo(told: DemoOut) -> None:
    """Print what the demonstration read and found."""
    say_summary(told.ingested)
    say()
    say_stats(told.stats)
    say()
    say(Text("For example", "bold"))
    for link in told.examples:
        say_link(link, quotes=1)
    for answer in told.answers:
        for path in answer.paths:
            say()
            say(Text(f"How {path.nodes[0].name} is linked with {path.nodes[-1].name}", "bold"))
            say_paths([path])
    say()


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"

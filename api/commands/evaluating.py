"""The command that scores the extraction: evaluate."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.options import AsJson


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD.jsonl", help="Passages with their entities and relations."),
    ],
    errors: Annotated[
        int,
        typer.Option(
            min=0,
            help="List this many of each kind of mistake (wrong border, type or direction,"
            " invented, missed), with the sentence.",
        ),
    ] = 0,
    set_: Annotated[
        str | None,
        typer.Option(
            "--set",
            help="GOLD.jsonl is of a public set, in the form that is said above: cluener, conll04,"
            " fewfc, finre, fire, funding, knowledgenet or msra.",
        ),
    ] = None,
    every: Annotated[int, typer.Option(min=1, help="Read the first of so many passages only.")] = 1,
    given: Annotated[
        bool, typer.Option("--given", help="Give the entities, and judge the relations alone.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Score the extraction against annotated passages.

    Prints precision, recall and F1 by type and language, strict and relaxed, with a 95 %
    interval over passages; how many relations have the right properties; and of what was said
    to be so sure, how much is right.

    A line of GOLD.jsonl is {"id", "text", "entities", "relations"}. With --set it is:

    \b
    cluener       text, entities: [[start, end, label]]. Its guideline is not ours: what was
                  trained on it answers. Of its train.jsonl, --every 10 was kept apart.
    msra          text, entities
    conll04 fire  text, head, head_type, tail, tail_type, relation: one line a pair
    fewfc         text, head, head_role, tail, tail_role, relation
    finre         text, head, tail, relation
    knowledgenet  text, head, tail, relation
    funding       事件资讯 (the headline), 投资方, 融资方, 轮次, 金额

    Sets of pairs list no entities that nothing relates: judge them with --given. Labels that
    are nothing in the ontology count on neither side.

    \b
    guanxi evaluate gold.jsonl
    guanxi evaluate gold.jsonl --errors 20
    guanxi evaluate dev.jsonl --set finre --given
    guanxi evaluate train.jsonl --set cluener --every 10
    """
    from api import scores, terminal
    from api.commands.work import pipeline
    from api.progress import progress
    from api.schemas import EvaluationOut
    from extractors.evaluating import predicted
    from extractors.gold import read_gold
    from extractors.mistakes import mistakes
    from extractors.properties import properties
    from extractors.public_sets import public_set, read_public
    from extractors.reliability import reliability
    from extractors.scoring import score

    kind = public_set(set_) if set_ else None
    passages = (read_public(gold, kind) if kind else read_gold(gold))[::every]
    found = {}
    with progress("extracting", len(passages)) as advance:
        for passage in passages:
            found[passage["id"]] = predicted(pipeline(), passage, kind, given=given)
            advance(1)
    report, told = score(passages, found), properties(passages, found)
    sureness = {"relation": reliability(passages, found)}
    if not given:  # else entities are as sure as can be
        sureness = {"entity": reliability(passages, found, "entity"), **sureness}
    wrong = mistakes(passages, found) if errors else []
    if as_json:
        terminal.say_json(
            EvaluationOut(
                passages=len(passages), scores=report.as_json(),
                properties={name: asdict(counts) for name, counts in told.items()},
                reliability={what: asdict(each) for what, each in sureness.items()},
                errors=tuple(map(asdict, scores.first_of_each(wrong, errors))),
            )
        )  # fmt: skip
    else:
        scores.say_scores(len(passages), report, told)
        scores.say_reliability(sureness)
        scores.say_mistakes(wrong, errors)

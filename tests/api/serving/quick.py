"""A server whose reader needs no models: ``python -m tests.api.serving.quick serve ...``."""

import sys
import time
from collections.abc import Callable
from functools import partial

from api.cli import main
from api.jobs import runner
from api.serving import jobs, starting
from graph.records import Document, DocumentGraph, Evidence, Fact, LocalEntity, Mention

TAKES = 0.1  # seconds a document, so that there is a moment to be killed in


class Reader:
    """Reads lines such as ``青岚资本 INVESTED_IN 澜辰科技``."""

    def read(
        self, document: Document, told: Callable[[float], None] | None = None
    ) -> DocumentGraph:
        lines = document.text.splitlines()
        time.sleep(TAKES if lines and told else 0)
        mentions: dict[str, Mention] = {}
        entities: dict[str, LocalEntity] = {}
        facts = []
        for line in lines:
            start = document.text.index(line)
            head, relation, tail = line.split()
            for name in (head, tail):
                entities[name] = entity = LocalEntity(
                    document=document.id, article=0, type="Organization", name=name, names=(name,)
                )
                place = start + line.index(name)
                mentions.setdefault(name, Mention(
                    entity=entity.id, document=document.id, start=place, end=place + len(name),
                    text=name, name=name, finder="quick.v1", confidence=1,
                ))  # fmt: skip
            evidence = Evidence(
                document=document.id, start=start, end=start + len(line), quote=line, reading=line,
                finder="quick.v1",
            )  # fmt: skip
            facts.append(Fact(
                head=entities[head].id, relation=relation, tail=entities[tail].id, confidence=0.8,
                evidence=(evidence,),
            ))  # fmt: skip
        return DocumentGraph(
            document=document, entities=tuple(entities.values()),
            mentions=tuple(mentions.values()), facts=tuple(facts),
        )  # fmt: skip


def run_jobs() -> None:
    """Work jobs off as the server does, with the quick reader."""
    runner.run = partial(runner.run, reader=f"tests.api.serving.quick:{Reader.__name__}")
    jobs.run_jobs()


if __name__ == "__main__":
    starting.run_jobs = run_jobs
    main(sys.argv[1:])

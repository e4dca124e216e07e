"""Generated requests for every operation of the OpenAPI document, and what they find.

    python tests/bench/fuzz_api.py [--requests 20000] [--store URL]

The store is filled with the sample corpus first; one that is named is changed by the requests
that change something. Names and ids in every second request are such as there are. Every answer
is held against the document: its status, type, headers and schema. Anything else, a fault
above all, is printed, and the exit status is then 1.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

import hypothesis
import schemathesis
from hypothesis import HealthCheck, Phase
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

sys.path.insert(0, str(Path(__file__).parents[2]))

from api.app import create_app
from api.ingest import SAMPLE, Ingestion, sample_address
from api.settings import Settings
from extractors.pipeline import Pipeline
from extractors.reading import files
from graph.store import open_store

CHECKS = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)
PROBLEM = "application/problem+json"
SHOWN = 20
STATEMENTS = (
    "MATCH (e:Entity) RETURN e, e.name AS name LIMIT 3",
    "MATCH path = (:Entity)-[*1..2]-(:Entity) RETURN path LIMIT 2",
    "MATCH (d:Document) RETURN properties(d) LIMIT 2",
    "RETURN point({x: 1, y: 2}), date(), duration('P1D'), datetime(), [null, {a: [1.5]}]",
    "RETURN 1.0 / 0 AS much, 0.0 / 0 AS none, 9223372036854775807 AS large, '\u0000' AS zero",
    "UNWIND range(1, 20000) AS number RETURN number",
    "RETURN $name",
    "MATCH (n) DETACH DELETE n",
    "CALL db.labels()",
    "SHOW INDEXES",
)


class Known:
    """What there is to be asked about, by the name of the parameter that asks."""

    def __init__(self, url: str) -> None:
        self._chance = random.Random(0)
        store = open_store(url)
        documents = [document.id for document in store.documents()]
        entities = list(itertools.islice(store.all_entities(), 100))
        facts = [fact for link in itertools.islice(store.links(), 100) for fact in link.facts]
        store.close()
        self._names = [entity.name for entity in entities]
        ends = [*self._names, *(entity.id for entity in entities)]
        self._documents = documents[1:]
        self._values = {
            "fact": facts, "id": [entity.id for entity in entities], "job": [],
            "statement": STATEMENTS,
            **dict.fromkeys(("entity", "from", "to", "left", "right", "seeds", "entities"), ends),
            **dict.fromkeys(("q", "prefix"), self._names),
        }  # fmt: skip
        self._queued: list[str] = []

    def put_into(self, case) -> None:
        """Change a request to ask about what there is."""
        method, path = case.operation.method.upper(), case.operation.path
        self._values["document"] = self._documents[:2] if method == "DELETE" else self._documents
        if path.endswith("/cancel") and self._queued:
            # A job that nobody works off is only followed to its end once it is cancelled.
            job = case.path_parameters["job"] = self._queued.pop()
            self._values["job"].append(job)
            return
        if self._chance.random() < 0.5:
            return
        for place in (case.path_parameters, case.query, case.body):
            for name in set(place if isinstance(place, dict) else ()) & set(self._values):
                if self._values[name]:
                    old = place[name]
                    place[name] = [self._one(name) for _ in old] if isinstance(old, list) else (
                        self._one(name)
                    )  # fmt: skip
        if path == "/reconcile" and method == "POST":
            case.body = {"queries": json.dumps(self._queries(), ensure_ascii=False)}

    def note(self, case, answer) -> None:
        """Remember a job that was taken in."""
        if answer.status_code == 202 and case.operation.path == "/api/v1/jobs":
            self._queued.append(json.loads(answer.content)["id"])

    def _one(self, name: str) -> str:
        return self._chance.choice(self._values[name])

    def _queries(self) -> dict[str, object]:
        """Return queries of which some fields may be wrong."""
        odd = ({}, [], "", 0, -1, 1e9, None, "Organization", ["Person", "Nobody"], "\x00")
        return {
            f"q{number}": {
                "query": self._chance.choice(self._names),
                **{
                    name: self._chance.choice(odd)
                    for name in ("type", "limit", "type_strict", "properties", "query")
                    if self._chance.random() < 0.2
                },
                **(
                    {"properties": [{"pid": "INVESTED_IN", "v": self._one("entity")}]}
                    if self._chance.random() < 0.3
                    else {}
                ),
            }
            for number in range(self._chance.choice((0, 1, 3)))
        }


class Fuzz:
    """Asks an application what its own document allows, and a little beside it."""

    def __init__(self, app, known: Known) -> None:
        self._known = known
        self.schema = schemathesis.openapi.from_asgi("/openapi.json", app)
        self.asked = 0
        self.answers: Counter[tuple[str, int]] = Counter()
        self.failures: list[str] = []

    def operations(self):
        """Return every operation of the document."""
        return [found.ok() for found in self.schema.get_all_operations()]

    def ask(self, operation, examples: int, seed: int = 1) -> None:
        """Make so many requests of one operation."""

        @hypothesis.seed(seed)
        @hypothesis.settings(
            max_examples=examples, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @hypothesis.given(case=operation.as_strategy())
        def run(case) -> None:
            self._hold(case, operation)

        run()

    def _hold(self, case, operation) -> None:
        self._known.put_into(case)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answer = case.call()
        self.asked += 1
        self._known.note(case, answer)
        self.answers[operation.label, answer.status_code] += 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except (Exception, FailureGroup) as failure:  # noqa: BLE001 - every kind is a finding
            # Away is no fault: a question that took too long, or too many at once.
            if answer.status_code != 503:
                self.failures.append(f"{operation.label}: {failure}")
        told = answer.headers.get("content-type", [""])[0]
        if answer.status_code >= 400 and told != PROBLEM:
            self.failures.append(f"{operation.label}: {answer.status_code} as {told!r}")


def fill(url: str) -> None:
    """Read the sample corpus into a store."""
    store = open_store(url)
    pipeline = Pipeline()
    ingestion = Ingestion(store, lambda: pipeline, uri=sample_address)
    for path in files([SAMPLE]).files:
        ingestion.ingest(path)
    store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--store", help="filled with the sample corpus; a fresh file by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or f"sqlite:{folder}/fuzz.db"
        fill(store)
        settings = Settings(
            store=store, service=Path(folder, "service.db"), hosts=("testserver",),
            rate="1000000/second",
        )  # fmt: skip
        fuzz = Fuzz(create_app(settings), Known(store))
        began = time.monotonic()
        for seed in itertools.count(1):
            for operation in fuzz.operations():
                fuzz.ask(operation, 200, seed)
            if fuzz.asked >= options.requests:
                break
        took = time.monotonic() - began
    for (label, status), number in sorted(fuzz.answers.items()):
        print(f"{number:7,}  {status}  {label}")
    print(f"{fuzz.asked:7,} requests in {took:.0f} s, {len(fuzz.failures)} findings")
    for failure in fuzz.failures[:SHOWN]:
        print(failure)
    sys.exit(bool(fuzz.failures))


if __name__ == "__main__":
    main()

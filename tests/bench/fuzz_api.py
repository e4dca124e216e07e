"""Generated requests for every operation of the OpenAPI document, and what they find.

    python tests/bench/fuzz_api.py [--requests 20000] [--store URL]

The store is filled with the sample corpus first; one that is named is changed by the requests
that change something. Every answer is held against the document: its status, type, headers
and schema. Anything else, a fault above all, is printed, and the exit status is then 1.
"""

from __future__ import annotations

import argparse
import itertools
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


class Fuzz:
    """Asks an application what its own document allows, and a little beside it."""

    def __init__(self, app) -> None:
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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answer = case.call()
        self.asked += 1
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
        fuzz = Fuzz(create_app(settings))
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

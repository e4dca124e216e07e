"""Figures for Prometheus: of requests, of the store, of the worker processes.

Where ``PROMETHEUS_MULTIPROC_DIR`` is set when this is imported, as ``guanxi serve`` does for
several workers, every process writes its figures to files there and any of them tells the sum.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from threading import Lock

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from api.settings import figures_folder
from graph.records import Stats

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10)  # seconds
FRESH = 15.0  # seconds for which counts of the store are told again


class Figures:
    """What is counted of requests, in this process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self._requests = Counter(
            "guanxi_requests", "Requests answered", labels, registry=self.registry
        )
        self._seconds = Histogram(
            "guanxi_request_seconds", "Time until the whole answer was sent", ("route",),
            buckets=BOUNDS, registry=self.registry,
        )  # fmt: skip
        self.running = Gauge(
            "guanxi_requests_running", "Requests being answered",
            registry=self.registry, multiprocess_mode="livesum",
        )  # fmt: skip

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)


FIGURES = Figures()


def exposition(own: Iterable[Collector]) -> bytes:
    """Return the figures of all processes and of these collectors in the format of Prometheus."""
    registry = CollectorRegistry()
    for collector in own:
        registry.register(collector)
    folder = figures_folder()
    if not folder:
        return generate_latest(FIGURES.registry) + generate_latest(registry)
    for pid in _pids(folder):
        if not Path("/proc", str(pid)).exists():
            mark_process_dead(pid, folder)  # type: ignore[no-untyped-call]
    MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


class StoreFigures(Collector):
    """How much the store holds, counted every few seconds at most."""

    def __init__(self, stats: Callable[[], Stats | None]) -> None:
        """Take what counts; it gives None while the store is away."""
        self._stats = stats
        self._counted: tuple[float, Stats | None] = (0.0, None)
        self._lock = Lock()

    def collect(self) -> Iterator[Metric]:
        """Yield the counts, or only that there are none."""
        with self._lock:
            if self._counted[0] < time.monotonic():
                self._counted = (0.0, self._stats())
                self._counted = (time.monotonic() + FRESH, self._counted[1])
            stats = self._counted[1]
        yield GaugeMetricFamily(
            "guanxi_store_up", "1 where the store answers", int(stats is not None)
        )
        if stats is None:
            return
        for name in ("documents", "facts", "mentions"):
            yield GaugeMetricFamily(f"guanxi_{name}", f"Number of {name}", getattr(stats, name))
        for name, label in (("entities", "type"), ("links", "relation")):
            family = GaugeMetricFamily(f"guanxi_{name}", f"Number of {name}", labels=(label,))
            for kind, number in sorted(getattr(stats, name).items()):
                family.add_metric((kind,), number)
            yield family


class ProcessFigures(Collector):
    """Memory, processor time and open files of every worker process, on Linux."""

    def collect(self) -> Iterator[Metric]:
        """Yield what the kernel tells of them."""
        folder = figures_folder()
        families: dict[str, Metric] = {}
        for pid in sorted({os.getpid(), *(_pids(folder) if folder else ())}):
            for metric in ProcessCollector(pid=partial(int, pid), registry=None).collect():
                family = families.setdefault(
                    metric.name, Metric(metric.name, metric.documentation, metric.type)
                )
                for sample in metric.samples:
                    family.add_sample(sample.name, {"pid": str(pid)}, sample.value)
        yield from families.values()


def build_info(version: str) -> Metric:
    """Return which guanxi and Python this is."""
    python = ".".join(map(str, sys.version_info[:3]))
    family = GaugeMetricFamily("guanxi_build_info", "Versions", labels=("version", "python"))
    family.add_metric((version, python), 1)
    return family


def jobs_by_state(counts: Iterable[tuple[str, int]]) -> Metric:
    """Return how many jobs are in each state."""
    family = GaugeMetricFamily("guanxi_jobs", "Jobs by state", labels=("state",))
    for state, number in counts:
        family.add_metric((state,), number)
    return family


class Fixed(Collector):
    """Gives metrics that were made already."""

    def __init__(self, *metrics: Metric) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        """Yield them."""
        yield from self._metrics


def _pids(folder: str) -> set[int]:
    found = (path.stem.rpartition("_")[2] for path in Path(folder).glob("*.db"))
    return {int(pid) for pid in found if pid.isdigit()}

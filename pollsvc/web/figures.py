"""The figures for operators: the counts of all processes, as far as they may be shown.

prometheus-client gathers the counts of several processes in files of a folder, named
in the environment. What is shown of them is kept in the same folder, so that whichever
process is asked gives the same answer.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Lock

from flask import Flask, current_app
from prometheus_client import CollectorRegistry
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector

from pollsvc.domain.crowds import Shown, show
from pollsvc.domain.health import DatabaseState, Health, LimitsState
from pollsvc.web.counting import KINDS, NAME, OUTCOMES, WITHIN, RequestCounter, cells
from pollsvc.web.figures_folder import FOLDER

_FILE, _LOCK = "shown.json", "lock"
_EXTENSION = "pollsvc_figures"
# What failed was not stored, and the log tells of it at once.
_ALONE = frozenset("/".join(cell) for cell in cells() if cell[1] == "failed")


def init_figures(app: Flask) -> None:
    """Count an application's requests, outside of everything else it is wrapped in."""
    counter = RequestCounter(app.wsgi_app)
    app.wsgi_app = counter  # type: ignore[method-assign]
    app.extensions[_EXTENSION] = Figures(counter.registry)


def figures_text(health: Health, *, accept: str) -> tuple[bytes, str]:
    """Return the figures and their content type, in a form that is accepted."""
    figures: Figures = current_app.extensions[_EXTENSION]
    encode, content_type = choose_encoder(accept)
    registry = CollectorRegistry()
    registry.register(_Collected(figures.shown(now=time.monotonic()), health))
    return encode(registry), content_type


class Figures:
    """The counts, and what is shown of them for the time being."""

    def __init__(self, own: CollectorRegistry) -> None:
        self._own = own
        self._lock = Lock()
        self._shown: Shown | None = None

    def shown(self, *, now: float) -> Mapping[str, int]:
        """Return the counts that may be shown now, by kind, outcome and time."""
        folder = os.environ.get(FOLDER)
        if folder:
            return _shown_in(Path(folder), now=now)
        with self._lock:
            counted = _read(self._own)
            self._shown = show(self._shown, counted, now=now, alone=_ALONE)
            return self._shown.counts


def _shown_in(folder: Path, *, now: float) -> Mapping[str, int]:
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    file = folder / _FILE
    with _alone_in(folder):
        before = Shown(**json.loads(file.read_text())) if file.exists() else None
        shown = show(before, _read(registry), now=now, alone=_ALONE)
        if shown is not before:
            part = file.with_suffix(".part")
            part.write_text(json.dumps(asdict(shown)))
            part.replace(file)
    return shown.counts


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    with (folder / _LOCK).open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _read(registry: CollectorRegistry) -> dict[str, int]:
    found = dict.fromkeys(("/".join(cell) for cell in cells()), 0)
    for metric in registry.collect():
        for sample in metric.samples:
            if sample.name == f"{NAME}_total":
                labels = sample.labels
                cell = labels["kind"], labels["outcome"], labels["within"]
                found["/".join(cell)] = int(sample.value)
    return found


class _Collected:
    """What prometheus-client asks for metrics."""

    def __init__(self, counts: Mapping[str, int], health: Health) -> None:
        self._counts = counts
        self._health = health

    def collect(self) -> Iterable[Metric]:
        """Yield the metrics."""
        yield from self._requests()
        yield self._ready()

    def _requests(self) -> Iterable[Metric]:
        labels = ("kind", "outcome")
        requests = CounterMetricFamily(
            "pollsvc_requests",
            "Requests, as far as they came in crowds.",
            labels=labels,
        )
        seconds = HistogramMetricFamily(
            "pollsvc_request_seconds",
            "How long the same requests waited for the beginning of their answers.",
            labels=labels,
        )
        for kind in KINDS:
            for outcome in OUTCOMES:
                buckets, total = [], 0
                for within in WITHIN:
                    total += self._counts.get(f"{kind}/{outcome}/{within}", 0)
                    buckets.append((within, total))
                requests.add_metric((kind, outcome), total)
                # No sum: one slow answer among quick pages would show in it.
                seconds.add_metric((kind, outcome), buckets, sum_value=None)
        return requests, seconds

    def _ready(self) -> Metric:
        parts = {
            "database": self._health.database is DatabaseState.OK,
            "disk": self._health.has_room,
            "limits": self._health.limits is not LimitsState.DEGRADED,
        }
        ready = GaugeMetricFamily(
            "pollsvc_ready", "Whether a part does its work.", labels=("part",)
        )
        for part, does in parts.items():
            ready.add_metric((part,), int(does))
        return ready

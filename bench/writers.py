"""`python -m bench.writers`: many who write at once, through the real actions; nothing may be lost, and it is measured.

Each writer is a thread with a connection of its own in one of a few processes, all of them connected before the first
begins. What a writer was told is done it keeps in mind; at the end the database is compared with that. The tests run
the same for a few seconds (`tests/actions/test_writers_at_once.py`).
"""

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.apart import ROOT, Apart

APART = Apart("writers")
PROCESSES = (
    4  # more than the cores, so that writers are also interrupted where the interpreter's lock would not let them
)
SHARED_ACTORS = 3  # rows that all writers change: few, so that they meet
SOUND_PLAN = ROOT / "plans" / "milano-2022-2024"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@dataclass
class Told:
    """What one writer was told: done actions by name with their times, conflicts, refusals, and errors."""

    seconds: list[tuple[str, float]] = field(default_factory=list)
    conflicts: int = 0
    refused: int = 0
    errors: list[str] = field(default_factory=list)
    increments: Counter[str] = field(default_factory=Counter)
    added: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """What all of them were told, and what the database then said; `problems` is empty where nothing was lost."""

    writers: int
    lasted: float
    told: Told
    problems: tuple[str, ...]

    def figures(self) -> dict[str, Any]:
        """What is written down of it."""
        times = sorted(seconds for _, seconds in self.told.seconds)
        return {
            "writers": self.writers,
            "seconds": round(self.lasted, 1),
            "actions": len(times),
            "per_second": round(len(times) / self.lasted, 1),
            **{f"p{share}": round(1000 * _at(times, share / 100), 1) for share in (50, 95, 99)},
            "longest": round(1000 * times[-1], 1) if times else None,
            "conflicts": self.told.conflicts,
            "refused": self.told.refused,
            "errors": len(self.told.errors),
            "problems": list(self.problems),
        }


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0


def prepare() -> dict[str, Any]:
    """What all writers work on, in the database that Django is set up with: a plan, an agreement, actors, one draft."""
    from segnavia.actions import actors, agreements, plans
    from segnavia.core.permissions import COMMAND
    from segnavia.plans.reader import read
    from segnavia.registry.models import Keyword

    package = read(SOUND_PLAN).package
    if package is None:
        raise RuntimeError(f"{SOUND_PLAN} cannot be read")
    edition = plans.load(package, by=COMMAND).edition
    shared = [
        actors.add(by=COMMAND, title=f"Attore conteso {number}", kind="other", ipa_code="0")
        for number in range(SHARED_ACTORS)
    ]
    agreement = agreements.add(edition.plan, by=COMMAND, type="protocol", title="Accordo")
    agreements.add_party(agreement, shared[0], by=COMMAND)
    return {
        "actors": [actor.pk for actor in shared],
        "agreement": agreement.pk,
        "record": Keyword.objects.filter(edition=edition).order_by("pk").values_list("pk", flat=True)[0],
        "events": _events(),
        "versions": {str(actor.pk): actor.version for actor in shared},
    }


def _events() -> int:
    from segnavia.registry.models import AuditHead

    return sum(AuditHead.objects.values_list("sequence", flat=True))


class Writer:
    """One who writes, until a time; `name` is its own."""

    def __init__(self, name: str, on: dict[str, Any]) -> None:
        self.name, self.on, self.told = name, on, Told()
        self.random = random.Random(name)
        self.count = 0

    def work(self, until: float) -> None:
        """Carry out one action after the other. What was told is in `told`."""
        ways: list[Callable[[], str]] = [
            self.increment,
            self.add_actor,
            self.commit,
            self.report,
            self.edit,
            self.attach,
        ]
        weights = [5, 2, 2, 2, 2, 1]
        while time.time() < until:
            self._try(self.random.choices(ways, weights)[0])

    def _try(self, way: Callable[[], str]) -> None:
        from segnavia.actions.writing import Refused
        from segnavia.registry.models.versions import Conflict

        for _attempt in range(50):
            begun = time.perf_counter()
            try:
                name = way()
            except Conflict:
                self.told.conflicts += 1
                continue  # reads again, as a person would
            except Refused:
                self.told.refused += 1
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what the run is to find
                self.told.errors.append(f"{self.name} {way.__name__}: {type(error).__name__}: {error}")
            else:
                if name:
                    self.told.seconds.append((name, time.perf_counter() - begun))
            return

    def increment(self) -> str:
        """Add one to a number that all writers add to: an increment that is lost shows in the sum."""
        from segnavia.actions import actors
        from segnavia.core.permissions import COMMAND
        from segnavia.registry.models import Actor

        actor = Actor.objects.get(pk=self.random.choice(self.on["actors"]))
        actors.revise(actor, by=COMMAND, version=actor.version, ipa_code=str(int(actor.ipa_code) + 1))
        self.told.increments[str(actor.pk)] += 1
        return "actors.revise"

    def add_actor(self) -> str:
        """Add an actor of its own; every third has the name of everybody's."""
        from segnavia.actions import actors
        from segnavia.core.permissions import COMMAND

        self.count += 1
        title = "Consorzio" if self.count % 3 == 0 else f"Consorzio {self.name} {self.count}"
        self.told.added.append(("Actor", actors.add(by=COMMAND, title=title, kind="consortium").pk))
        return "actors.add"

    def commit(self) -> str:
        """Add a commitment to the one agreement, which numbers it."""
        from segnavia.actions import commitments
        from segnavia.core.permissions import COMMAND
        from segnavia.registry.models import Actor, Agreement

        agreement = Agreement.objects.get(pk=self.on["agreement"])
        actor = Actor.objects.get(pk=self.on["actors"][0])
        self.count += 1
        row = commitments.add(agreement, actor, by=COMMAND, what=f"{self.name} {self.count}")
        self.told.added.append(("Commitment", row.pk))
        return "commitments.add"

    def report(self) -> str:
        """Report on a commitment, anybody's."""
        from segnavia.actions import commitments
        from segnavia.core.permissions import COMMAND
        from segnavia.registry.models import Commitment

        keys = list(Commitment.objects.order_by("-pk").values_list("pk", flat=True)[:20])
        if not keys:
            return ""
        row = Commitment.objects.select_related("actor").get(pk=self.random.choice(keys))
        self.count += 1
        evidence = f"{self.name} {self.count}"
        commitments.report(row, by=COMMAND, version=row.version, state="under_way", evidence=evidence)
        return "commitments.report"

    def edit(self) -> str:
        """Write a record of the draft, which all of them edit."""
        from segnavia.actions import drafts
        from segnavia.actions.packages import record_of
        from segnavia.core.permissions import COMMAND
        from segnavia.registry.models import Keyword

        row = Keyword.objects.select_related("edition").get(pk=self.on["record"])
        self.count += 1
        values = record_of("keywords", row).model_dump(mode="json") | {"title": f"{self.name} {self.count}"}
        drafts.revise_record(row, "keywords", values, by=COMMAND, version=row.version)
        return "drafts.revise_record"

    def attach(self) -> str:
        """Attach a small document to the one agreement."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        from segnavia.actions import documents
        from segnavia.core.permissions import COMMAND
        from segnavia.registry.models import Agreement

        agreement = Agreement.objects.get(pk=self.on["agreement"])
        upload = SimpleUploadedFile(f"{self.name}.pdf", PDF + self.random.randbytes(200))
        self.told.added.append(("Document", documents.attach(agreement, upload, by=COMMAND).pk))
        return "documents.attach"


def _process(names: list[str], on: dict[str, Any], seconds: float, ready: Any, results: Any) -> None:
    """One process with some writers: each opens its connection, waits for all the others, and works."""
    import django

    django.setup()
    from django.db import connection

    def one(writer: Writer) -> None:
        try:
            connection.ensure_connection()
            ready.wait(120)
            writer.work(time.time() + seconds)
        except Exception as error:  # noqa: BLE001 - told like any other
            writer.told.errors.append(f"{writer.name}: {type(error).__name__}: {error}")
        finally:
            connection.close()

    writers = [Writer(name, on) for name in names]
    threads = [threading.Thread(target=one, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results.put([writer.told for writer in writers])


def run(writers: int, seconds: float, on: dict[str, Any]) -> Result:
    """Have as many write at once for so long, and compare what they were told with what is there."""
    context = multiprocessing.get_context("spawn")
    processes = min(PROCESSES, writers)
    names = [f"scrivente {number}" for number in range(writers)]
    ready, results = context.Barrier(writers), context.Queue()
    workers = [
        context.Process(target=_process, args=(names[first::processes], on, seconds, ready, results))
        for first in range(processes)
    ]
    for worker in workers:
        worker.start()
    told = [each for _ in workers for each in results.get(timeout=seconds + 300)]
    for worker in workers:
        worker.join()
    together = Told()
    for each in told:
        together.seconds += each.seconds
        together.conflicts += each.conflicts
        together.refused += each.refused
        together.errors += each.errors
        together.increments += each.increments
        together.added += each.added
    return Result(writers, seconds, together, tuple(problems(on, together)))


def problems(on: dict[str, Any], told: Told) -> list[str]:
    """Everything in which the database says otherwise than the writers were told."""
    from segnavia.actions import chain
    from segnavia.registry.documents import path_of
    from segnavia.registry.models import Actor, Commitment, Document

    found = [f"an error: {error}" for error in told.errors[:10]]
    for actor in Actor.objects.filter(pk__in=on["actors"]):
        done = told.increments[str(actor.pk)]
        if int(actor.ipa_code) != done or actor.version != on["versions"][str(actor.pk)] + done:
            found.append(f"{actor}: {done} increments were done; it says {actor.ipa_code}, version {actor.version}")
    for model in (Actor, Commitment, Document):
        added = {key for name, key in told.added if name == model.__name__}
        missing = added - set(model._default_manager.values_list("pk", flat=True))
        if missing:
            found.append(f"{len(missing)} rows of {model.__name__} were added and are not there")
    lost = [document for document in Document.objects.all() if not path_of(document.sha256).exists()]
    found += [f"the file of {document} is not there" for document in lost]
    events = _events() - on["events"]
    if events != len(told.seconds):
        found.append(f"{len(told.seconds)} actions were done, and {events} events are told")
    found += [f"event {each.sequence}: {each.problem}" for each in chain.verify()]
    return found


def one_run(writers: int, seconds: float) -> Result:
    """Django set up on an empty database, and one run on it; in a process of its own."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    on = prepare()
    connections.close_all()
    return run(writers, seconds, on)


TITLES = {
    "sqlite": "on SQLite, through the actions",
    "postgresql": "on PostgreSQL, through the actions",
    "http": "over HTTP: people at the desk of a running server, on SQLite",
}


def section() -> str:
    """The part of `docs/bench.md` that tells of writers, from the figures of the last runs."""
    figures = APART.read()
    lines = [
        f"| {of['writers']} {TITLES[name]} | {of['seconds']:g} | {of['actions']} | {of['per_second']} | {of['p50']} | "
        f"{of['p95']} | {of['p99']} | {of['longest']} | {of['conflicts']} | {of['errors']} | {len(of['problems'])} | "
        f"{of['load']} |"
        for name, of in figures.items()
    ]
    table = "\n".join(lines)
    return APART.framed(f"""
## Many who write at once

Written by `python -m bench.writers`, which `make bench` does not run.

| Writers | Seconds | Actions done | a second | ms: half | 95 % | 99 % | longest | Conflicts | Errors | Lost | Load |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
{table}

Each writer has a connection of its own, all are connected before the first begins, and none pauses. They add actors,
add one to the same numbers, add and report commitments of one agreement, edit one record of the draft, and attach
documents. Who is told of a conflict reads again and tries again; the times are those within which half, 95 % and 99 %
of the actions were done. “Lost” counts everything in which the database says otherwise than the writers were told: an
increment, a row, a file or an event that is missing, a break in the chain. “Load” is the machine's load average at the
end, which tells what else it was doing: it has two cores.
""")


def main() -> None:
    """Run on SQLite, on PostgreSQL and over HTTP, each for a minute, and keep the figures for `docs/bench.md`."""
    parser = argparse.ArgumentParser(prog="python -m bench.writers", description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", choices=["sqlite", "postgresql", "http"])
    parser.add_argument(
        "--here", type=int, help=argparse.SUPPRESS
    )  # so many writers on DATABASE_URL, figures to stdout
    options = parser.parse_args()
    if options.here:
        result = one_run(options.here, options.seconds)
        print(json.dumps(result.figures()))
        return
    figures = APART.read() if APART.file.exists() else {}
    runs: dict[str, Callable[[], dict[str, Any]]] = {
        "sqlite": lambda: _apart(8, options.seconds, []),
        "postgresql": lambda: _apart(50, options.seconds, [sys.executable, str(ROOT / "tools" / "with_postgres.py")]),
        "http": lambda: _over_http(options.seconds),
    }
    for name, measure in runs.items():
        if options.only in {None, name}:
            figures[name] = measure()
            print(name, figures[name], file=sys.stderr)
            figures[name]["load"] = round(os.getloadavg()[0], 1)
    APART.keep(figures, section)


def _over_http(seconds: float) -> dict[str, Any]:
    from bench.writers_http import measure

    return measure(8, seconds)


def _apart(writers: int, seconds: float, before: list[str]) -> dict[str, Any]:
    """One run in a process of its own, with a state folder of its own."""
    with tempfile.TemporaryDirectory(prefix="segnavia-writers-") as home:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"SEGNAVIA_HOME": home, "DJANGO_SETTINGS_MODULE": "segnavia.config.settings"}
        command = [sys.executable, "-m", "bench.writers", "--here", str(writers), "--seconds", str(seconds)]
        done = subprocess.run(
            [*before, *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return figures


if __name__ == "__main__":
    main()

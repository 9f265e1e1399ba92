"""Writes the whole public portal of a bulletin as files: built aside by several processes, put in place at once."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.urls import reverse
from django.utils.translation import override

import segnavia
from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.briefing.version import version
from segnavia.lake.aside import aside
from segnavia.lake.errors import LakeError
from segnavia.site.common import put_common
from segnavia.site.making import Made, Maker, Wanted
from segnavia.site.table import addresses
from segnavia.site.tree import Manifest, Put, take_the_place

BATCH = 24  # addresses that a process is given at once: some tenths of a second of work
ATTEMPTS = 3  # at pages of one version, while others write in the registry
Tell = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a site is written; addresses are without a slash at the end, and empty where there is none."""

    languages: tuple[str, ...]
    notes: Mapping[str, str]  # language -> what stands in the place of a form
    base: str = ""  # where the files will stand
    live: str = ""  # where the running system answers
    processes: int = 0  # as many as there are cores
    anew: bool = False  # every file, also those that have not changed


@dataclass(slots=True)
class Report:
    """What was written. `missing` are addresses that a page links to and that are not there."""

    pages: int = 0
    files: int = 0
    written: int = 0
    removed: int = 0
    missing: list[str] = field(default_factory=list)


def write_site(site: Path, options: Options, tell: Tell) -> Report:
    """Write the site, or what has changed of it: the one before stays until the new one is whole.

    Raises `LakeError` where there is nothing to show, or the registry changes all the time; `OSError` where the disk
    refuses; and whatever a page raises.
    """
    known = Manifest() if options.anew else Manifest.read(site)
    for _attempt in range(ATTEMPTS):
        now, of = state.current(), version()
        if now is None:
            raise LakeError("There is no plan and no bulletin to show", "Load one with: segnavia plan load DIR")
        made_of = _digest(of, options)
        if known.made_of == made_of:
            return Report(files=len(known.files))
        report = _write(site, options, known, made_of, now, tell)
        if version() == of:
            return report
        known = Manifest.read(site)
    raise LakeError("The registry changed while its pages were written", "Try again when fewer people work on it")


def _write(site: Path, options: Options, known: Manifest, made_of: str, now: State, tell: Tell) -> Report:
    with aside(site.parent / f".{site.name}.building") as folder:
        new = folder / "site"
        new.mkdir(mode=0o755)
        wanted = Wanted(new, site, known, options.base, options.live, options.languages, options.notes)
        with state.pinned(now, answers=bool(options.live)):
            if now.bulletin is not None:
                state.preload(now.bulletin)
            made = _pages(wanted, options, now, tell)
            put = Put(new, site, known)
            made.files |= put_common(put, wanted, made, now)
        manifest = Manifest(made_of, made.files)
        manifest.write(new)
        take_the_place(new, site, folder / "before")
    _remove_if_empty(site.parent / f".{site.name}.building")
    return Report(
        pages=made.pages,
        files=len(manifest.files),
        written=made.written + put.written,
        removed=len(known.files.keys() - manifest.files.keys()),
        missing=sorted(made.missing),
    )


def _digest(of: object, options: Options) -> str:
    """What the pages are made of: the version that they show, how they are written, and the software itself."""
    package = Path(segnavia.__file__).parent
    files = (
        (str(file.relative_to(package)), *_stamp(file))
        for file in sorted(package.rglob("*"))
        if file.suffix not in {".pyc", ""}
    )
    told = (of, options.languages, dict(options.notes), options.base, options.live, settings.SITE_URL, list(files))
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()


def _stamp(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_size, found.st_mtime_ns


def _pages(wanted: Wanted, options: Options, now: State, tell: Tell) -> Made:
    """All pages, from those that are listed to those that they link to."""
    together = Made()
    with override(settings.LANGUAGE_CODE):
        waiting = [reverse(each.name, kwargs=dict(each.codes)) for each in addresses(now)]
    seen = set(waiting)
    done: set[str] = set()
    with _pool(wanted, options.processes or os.cpu_count() or 1) as submit:
        running: set[Future[Made]] = set()
        while waiting or running:
            while waiting and len(running) < 8:
                batch, waiting = waiting[:BATCH], waiting[BATCH:]
                running.add(submit(batch))
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for each in finished:
                running.discard(each)
                made = each.result()
                seen |= made.done
                new = sorted(made.found - seen)
                seen.update(new)
                waiting += new
                done |= made.done
                together.files |= made.files
                together.assets |= made.assets
                together.missing += made.missing
                together.written += made.written
                together.pages += made.pages
            tell("pages", len(done), len(seen))
    return together


@contextmanager
def _pool(wanted: Wanted, processes: int) -> Iterator[Callable[[list[str]], "Future[Made]"]]:
    """Processes that make pages. They share what was read before they are forked, and open connections of their own."""
    if processes == 1:
        yield _alone(Maker(wanted))
        return
    connections.close_all()
    gc.collect()
    gc.freeze()  # or else each process would copy what it only looks at
    forked = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(processes, forked, initializer=_begin, initargs=(wanted,)) as pool:
            yield lambda batch: pool.submit(_make, batch)
    finally:
        gc.unfreeze()


def _alone(maker: Maker) -> Callable[[list[str]], "Future[Made]"]:
    def submit(batch: list[str]) -> "Future[Made]":
        done: Future[Made] = Future()
        done.set_result(maker.make(batch))
        return done

    return submit


_of_process: dict[str, Maker] = {}


def _begin(wanted: Wanted) -> None:
    gc.set_threshold(100_000, 20, 100)  # a page makes thousands of small things that are gone with it
    _of_process["maker"] = Maker(wanted)


def _make(batch: list[str]) -> Made:
    return _of_process["maker"].make(batch)


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return  # another process builds there

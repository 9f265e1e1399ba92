import multiprocessing
from pathlib import Path

import pytest

from segnavia.lake.errors import NoReleaseError
from segnavia.lake.ingest import add
from segnavia.lake.releases import latest, releases, staging
from segnavia.sources.pnrr_pagamenti import DATASET as PAYMENTS
from tests.lake.samples import kept, payment, write_csv


def _add(home: Path, file: Path, start: object, answers: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    try:
        answers.put(add(home, PAYMENTS, file).is_new)  # type: ignore[attr-defined]
    except Exception as error:  # noqa: BLE001 (told to the test)
        answers.put(repr(error))  # type: ignore[attr-defined]


def test_two_processes_that_add_the_same_file_at_once_make_one_release(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(n) for n in range(2000)])
    context = multiprocessing.get_context("spawn")
    start, answers = context.Barrier(2), context.Queue()
    processes = [context.Process(target=_add, args=(home, file, start, answers)) for _ in range(2)]
    for process in processes:
        process.start()
    said = [answers.get(timeout=30) for _ in processes]
    for process in processes:
        process.join(timeout=30)
    assert sorted(said) == [False, True]
    (release,) = releases(home)
    assert len(kept(release)) == 2000
    assert list((home / "lake" / ".staging").iterdir()) == []


def test_latest_of_nothing_says_what_to_do(home: Path) -> None:
    with pytest.raises(NoReleaseError, match="Add one: segnavia lake add PNRR_Pagamenti_di_Progetto FILE"):
        latest(home, "PNRR_Pagamenti_di_Progetto")


def test_staging_is_gone_after_a_failure(home: Path) -> None:
    with pytest.raises(RuntimeError, match="midway"), staging(home) as folder:  # noqa: PT012 (the folder must be used)
        (folder / "half").write_text("half")
        raise RuntimeError("midway")
    assert list((home / "lake" / ".staging").iterdir()) == []


def test_release_that_is_being_built_is_not_seen(home: Path) -> None:
    with staging(home) as folder:
        (folder / "release").mkdir()
        (folder / "release" / "manifest.json").write_text("{}")
        assert releases(home) == []

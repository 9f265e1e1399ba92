"""`segnavia why`, as a person runs it on the example's bulletin."""

import subprocess
from pathlib import Path

import duckdb
import pytest

from segnavia.monitoring import reading
from tests.serving import ROOT, command, settings

pytestmark = pytest.mark.console


def why(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command("why", *arguments), env=settings(home), cwd=ROOT, check=False, capture_output=True, text=True
    )


def test_sum_with_its_terms_and_rows(example_home: Path) -> None:
    done = why(example_home, "missione", "M2", "pagato", "--limit", "2")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].split()[0] >= "0"
    assert "PNRR_Pagamenti_di_Progetto row" in lines[0]
    assert "more terms" in lines[2]
    assert lines[-1].endswith("says the same")


@pytest.mark.parametrize("asked", [("comune", "015146", "per-abitante"), ("totale", "quota-nota")])
def test_ratio(example_home: Path, asked: tuple[str, ...]) -> None:
    done = why(example_home, *asked)
    assert done.returncode == 0, done.stderr
    assert "PNRR" in done.stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("comune", "pagato"), "takes a code"),
        (("totale", "M1", "pagato"), "takes no code"),
        (("luogo", "M1", "pagato"), "is no dimension"),
        (("missione", "M1", "speso"), "is no measure"),
        (("missione", "M99", "pagato"), "has no figure"),
        (("totale", "pagato", "--bulletin", "015-1999-01-01-000000000000"), "no bulletin"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_asked_wrongly(example_home: Path, asked: tuple[str, ...], told: str) -> None:
    done = why(example_home, *asked)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_altered_rows_end_with_status_1(example_home: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(example_home / "bulletins", tmp_path / "bulletins", symlinks=True)
    bulletin = reading.current(tmp_path, "015")
    assert bulletin is not None
    file = tmp_path / "bulletins" / bulletin.id / "source_payments.parquet"
    duckdb.sql(f"COPY (SELECT * FROM '{file}' OFFSET 1) TO '{tmp_path / 'altered.parquet'}'")
    (tmp_path / "altered.parquet").replace(file)
    done = why(tmp_path, "totale", "finanziato")
    assert done.returncode == 1
    assert "altered" in done.stderr

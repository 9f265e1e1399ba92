import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from segnavia.plans.reader import read
from segnavia.plans.schema import Package
from segnavia.plans.writer import files_of, write
from tests.plans.samples import HISTORY, package
from tests.plans.strategies import packages

MILANO = Path(__file__).parents[2] / "plans" / "milano-2022-2024"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(packages())
def test_write_then_read_gives_the_same_package(original: Package) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(original, Path(folder))
        reading = read(Path(folder))
    assert reading.findings == ()
    assert reading.package == original
    assert files_of(reading.package) == files_of(original)


def test_milan_is_committed_in_canonical_form() -> None:
    reading = read(MILANO)
    assert reading.package is not None
    assert files_of(reading.package, reading.history) == {path.name: path.read_bytes() for path in MILANO.iterdir()}


def test_write_then_read_gives_the_same_history(tmp_path: Path) -> None:
    write(package(), tmp_path, HISTORY)
    assert read(tmp_path).history == HISTORY


def test_write_removes_files_that_the_package_no_longer_has(tmp_path: Path) -> None:
    write(package(), tmp_path)
    (tmp_path / "README.md").write_text("kept")
    write(package(agenda=[], drivers=[]), tmp_path)
    assert not (tmp_path / "agenda.csv").exists()
    assert not (tmp_path / "agenda.yaml").exists()
    assert (tmp_path / "README.md").read_text() == "kept"
    assert not list(tmp_path.glob(".*"))


def test_texts_of_several_lines_are_written_as_blocks() -> None:
    assert "text: |-\n          Uno\n\n          due\n" in files_of(package())["plan.yaml"].decode()

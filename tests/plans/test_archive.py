import io
import zipfile
from pathlib import Path

from segnavia.plans.archive import archive_of
from segnavia.plans.reader import read
from tests.plans.samples import HISTORY, package


def test_archive_reads_back_as_the_same_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(archive_of(package(), "prova", HISTORY))) as archive:
        archive.extractall(tmp_path)
    found = read(tmp_path / "prova")
    assert (found.package, found.history) == (package(), HISTORY)


def test_archive_of_the_same_package_has_the_same_bytes() -> None:
    assert archive_of(package(), "prova") == archive_of(package(), "prova")
    assert archive_of(package(), "prova") != archive_of(package(), "prova", HISTORY)

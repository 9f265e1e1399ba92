"""`segnavia lake fetch` against a server on this machine; its bad moods are in tests/sources/test_fetching.py."""

from pathlib import Path

import pytest

from segnavia.lake.releases import releases
from segnavia.sources.catalogue import DATASETS
from tests.cli.console import in_process, segnavia
from tests.lake.samples import everything_under, payment, project, write_csv
from tests.sources.publisher import MODIFIED, PAGE, Publisher, Request, publisher

pytestmark = pytest.mark.console

PAYMENTS, PROJECTS = "PNRR_Pagamenti_di_Progetto", "PNRR_Progetti"


class Shelf(dict[str, bytes]):
    """The files that the server gives, by dataset; for `refused` a page, for others a 404."""

    refused: str = ""

    def __call__(self, request: Request, number: int) -> None:
        name = request.path.removeprefix("/opendata/").removesuffix(".csv")
        if name == self.refused:
            request.whole(PAGE, Content_Type="text/html")
        else:
            request.whole(self.get(name, b""), status=200 if name in self else 404, Last_Modified=MODIFIED)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(
        {
            PAYMENTS: write_csv(tmp_path / "payments.csv", [payment(1), payment(2)]).read_bytes(),
            PROJECTS: write_csv(tmp_path / "projects.csv", [project(1)]).read_bytes(),
        }
    )


@pytest.fixture
def server(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> object:
    with publisher(shelf) as server:
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setenv("SEGNAVIA_OPENDATA_URL", f"{server.url}/opendata")
        yield server


def test_fetch_then_fetch_again(home: Path, server: Publisher, shelf: Shelf) -> None:
    done = segnavia(home, "lake", "fetch", PAYMENTS.lower())
    assert (done.returncode, done.stderr) == (0, "")
    (release,) = releases(home)
    m = release.manifest
    assert (m.dataset, m.as_of, m.source, m.source_bytes) == (
        PAYMENTS,
        "2025-03-31",
        f"{PAYMENTS}.csv",
        len(shelf[PAYMENTS]),
    )
    assert f"{PAYMENTS}: {m.source_bytes} bytes, SHA-256 {m.sha256}" in done.stdout
    assert f"{PAYMENTS} 2025-03-31 (2025-03): 2 rows in, 2 kept, 0 quarantined" in done.stdout
    again = in_process(home, "lake", "fetch", PAYMENTS)
    assert (again.exit_code, again.stderr) == (0, "")
    assert f"{PAYMENTS} 2025-03-31: already in the lake, nothing changed" in again.stdout
    assert len(releases(home)) == 1


def test_fetch_goes_on_after_a_dataset_that_fails(home: Path, server: Publisher, shelf: Shelf) -> None:
    shelf.refused = PROJECTS
    done = in_process(home, "lake", "fetch", PROJECTS, "PNRR_Localizzazione", PAYMENTS)
    assert done.exit_code == 2
    assert f"segnavia: {server.url}/opendata/{PROJECTS}.csv: the server sent a web page and not the data" in done.stderr
    assert "PNRR_Localizzazione.csv: the publisher has no such file there (404 Not Found)" in done.stderr
    assert "segnavia: 2 of 3 datasets could not be fetched and added" in done.stderr
    assert [r.manifest.dataset for r in releases(home)] == [PAYMENTS]


def test_fetch_of_a_file_that_cannot_serve_names_its_address(
    home: Path, server: Publisher, shelf: Shelf, tmp_path: Path
) -> None:
    shelf[PAYMENTS] = write_csv(tmp_path / "cut.csv", [payment(1), payment(2)]).read_bytes()[:-15]
    done = in_process(home, "lake", "fetch", PAYMENTS)
    assert done.exit_code == 2
    assert "the file is truncated" in done.stderr
    assert ".staging" not in done.stderr
    assert everything_under(home) == []


def test_fetch_without_names_asks_for_every_dataset_that_is_offered(home: Path, server: Publisher) -> None:
    done = in_process(home, "lake", "fetch")
    offered = [d for d in DATASETS.values() if d.url]
    assert server.asked == [f"/opendata/{d.url.rpartition('/')[2]}" for d in offered]
    assert f"{len(offered) - 2} of {len(offered)} datasets could not be fetched and added" in done.stderr
    assert done.exit_code == 2
    assert [r.manifest.dataset for r in releases(home)] == [PAYMENTS, PROJECTS]


def test_fetch_dates_by_the_last_change_what_says_no_date(
    home: Path, server: Publisher, shelf: Shelf, tmp_path: Path
) -> None:
    shelf[PAYMENTS] = write_csv(tmp_path / "undated.csv", [payment(1, dated="")]).read_bytes()
    assert in_process(home, "lake", "fetch", PAYMENTS, PROJECTS).exit_code == 0
    assert {r.manifest.dataset: r.manifest.as_of for r in releases(home)} == {
        PAYMENTS: "2025-04-30",
        PROJECTS: "2023-02-28",
    }


def test_fetch_of_what_is_not_offered(home: Path, server: Publisher) -> None:
    done = segnavia(home, "lake", "fetch", PAYMENTS, "ISTAT_Comuni")
    assert done.returncode == 2
    assert "ISTAT_Comuni is not offered for download" in done.stderr
    assert server.asked == []
    assert not home.exists()

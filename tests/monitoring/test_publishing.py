"""Published bulletins: immutable, whole or not there, the same from the same inputs."""

import shutil
from pathlib import Path

import duckdb
import pytest

from segnavia.core.codes import project_key
from segnavia.lake.errors import LakeError
from segnavia.monitoring import publishing, reading
from segnavia.monitoring.pipeline import measure
from segnavia.monitoring.publishing import publish, root
from tests.monitoring.lakes import PAYMENTS, PROJECTS, put
from tests.monitoring.strategies import KEYS, PACKAGE, TERRITORY
from tests.monitoring.test_pipeline import paid, place, put_all
from tests.monitoring.twin import Lake

LAKE = Lake(
    payments=[paid("100", "40"), paid("900", None, clp="B")],
    locations=[place("001"), place("000", clp="B"), place("001", "016", clp="B")],
    projects=[{**KEYS[0], "title": "Scuola", "body": "Comune", "funding_pnrr": None}],
    indicators=[{**KEYS[0], "indicator": "I1", "unit_title": None, "planned": None, "achieved": None}],
)
UNKNOWN = "015-2025-03-31-0123456789ab"


def published(home: Path) -> str:
    put_all(home, LAKE)
    assert publish_again(home)
    (found,) = reading.published(home)
    return found


def publish_again(home: Path) -> bool:
    with measure(home, PACKAGE, TERRITORY) as measurement:
        return publish(home, measurement, PACKAGE)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_same_inputs_give_the_same_bytes_in_two_homes(tmp_path: Path) -> None:
    one, other = published(tmp_path / "one"), published(tmp_path / "other")
    assert one == other
    files = contents(root(tmp_path / "one") / one)
    assert files == contents(root(tmp_path / "other") / other)
    assert {"bulletin.json", "plan.json", "projects.parquet", "source_rows.parquet"} <= files.keys()
    assert str(tmp_path).encode() not in b"".join(files.values())


def test_publishing_again_changes_nothing(tmp_path: Path) -> None:
    folder = root(tmp_path) / published(tmp_path)
    before = {file: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert publish_again(tmp_path) is False
    assert {file: file.stat().st_mtime_ns for file in folder.iterdir()} == before


def test_new_data_make_a_new_bulletin_and_the_old_one_stays(tmp_path: Path) -> None:
    old = published(tmp_path)
    was = contents(root(tmp_path) / old)
    put(tmp_path, PAYMENTS, [paid("100", "80")], "2025-06-30")
    assert publish_again(tmp_path)
    now = reading.current(tmp_path, TERRITORY)
    assert now is not None
    assert (now.as_of, now.total.paid_pnrr) == ("2025-06-30", 80)
    assert reading.published(tmp_path) == [now.id, old]
    assert contents(root(tmp_path) / old) == was


def test_bulletin_read_back_is_the_bulletin_measured(tmp_path: Path) -> None:
    name = published(tmp_path)
    with measure(tmp_path, PACKAGE, TERRITORY) as measurement:
        assert reading.get_bulletin(tmp_path, name) == measurement.bulletin
        assert reading.current(tmp_path, TERRITORY) == measurement.bulletin


def fail_midway(*arguments: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", ["_shapes", "_move"])
def test_reader_sees_nothing_of_a_bulletin_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put_all(tmp_path, LAKE)
    monkeypatch.setattr(publishing, step, fail_midway)
    with pytest.raises(LakeError, match=r"No space left on device.* nothing was published"):
        publish_again(tmp_path)
    assert list(root(tmp_path).iterdir()) == []
    assert reading.current(tmp_path, TERRITORY) is None


def test_reader_sees_nothing_while_a_bulletin_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_all(tmp_path, LAKE)
    seen: list[object] = []
    move = publishing._move

    def look_then_move(aside: Path, target: Path) -> bool:
        assert (aside / "bulletin.json").exists()
        seen.extend([reading.published(tmp_path), reading.get_bulletin(tmp_path, aside.name)])
        return move(aside, target)

    monkeypatch.setattr(publishing, "_move", look_then_move)
    publish_again(tmp_path)
    assert seen == [[], None]


def test_bulletin_that_another_process_publishes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_all(tmp_path, LAKE)
    move = publishing._move

    def late(aside: Path, target: Path) -> bool:
        shutil.copytree(aside, target)
        return move(aside, target)

    monkeypatch.setattr(publishing, "_move", late)
    assert publish_again(tmp_path) is False
    assert len(reading.published(tmp_path)) == 1
    assert not list(root(tmp_path).glob(".building-*"))


@pytest.mark.parametrize(
    "name", [UNKNOWN, "../x", "..", "", ".", "current-015", "/etc", "015-2025-03-31-0123456789AB", "a" * 300, "a\0b"]
)
def test_unknown_bulletin(tmp_path: Path, name: str) -> None:
    whole = root(tmp_path) / published(tmp_path)
    shutil.copytree(whole, tmp_path / "x")  # where ../x leads: a bulletin that nobody published
    assert reading.get_bulletin(tmp_path, name) is None
    assert reading.get_shapes(tmp_path, name) is None
    assert reading.get_project(tmp_path, name, key_of_first()) is None
    assert reading.get_projects(tmp_path, name, dimension="total", code="", limit=9, offset=0) == ()
    with pytest.raises(KeyError):
        reading.get_plan_text(tmp_path, name)


def test_bulletin_that_was_unknown_is_found_once_published(tmp_path: Path) -> None:
    put_all(tmp_path, LAKE)
    with measure(tmp_path, PACKAGE, TERRITORY) as measurement:
        name = measurement.bulletin.id
        assert reading.get_bulletin(tmp_path, name) is None
        publish(tmp_path, measurement, PACKAGE)
    assert reading.get_bulletin(tmp_path, name) is not None


def key_of_first() -> str:
    return project_key(KEYS[0]["submeasure"], KEYS[0]["cup"], KEYS[0]["clp"])


def test_project_with_the_rows_behind_it(tmp_path: Path) -> None:
    name = published(tmp_path)
    project = reading.get_project(tmp_path, name, key_of_first())
    assert project is not None
    assert (project.line.title, project.body, project.line.measured) == ("Scuola", "Comune", True)
    assert (project.line.funding_pnrr, project.line.paid_pnrr) == (100, 40)
    assert [(p.province, p.municipality, p.share, p.inside) for p in project.places] == [("015", "015001", 1, True)]
    assert list(project.objectives) == ["M1.01", "M1.02", "M2.01"]
    rows = {row.dataset: row for row in project.rows}
    assert rows.keys() == {PAYMENTS, PROJECTS, "PNRR_Localizzazione", "PNRR_Indicatori_Target"}
    assert rows[PAYMENTS].row == 1
    assert rows[PAYMENTS].values["FUNDING_PNRR"] == "100.00"
    bulletin = reading.get_bulletin(tmp_path, name)
    assert bulletin is not None
    assert rows[PAYMENTS].sha256 == next(r.sha256 for r in bulletin.releases if r.dataset == PAYMENTS)


def test_unknown_project(tmp_path: Path) -> None:
    name = published(tmp_path)
    assert reading.get_project(tmp_path, name, "M1C1I1.01.00-X-' OR 1=1 --") is None


def test_projects_by_funding_in_pages(tmp_path: Path) -> None:
    name = published(tmp_path)
    pages = [reading.get_projects(tmp_path, name, dimension="total", code="", limit=1, offset=n) for n in (0, 1, 2)]
    assert [[line.funding_pnrr for line in page] for page in pages] == [[900], [100], []]


def test_lake_without_boundaries_has_no_shapes(tmp_path: Path) -> None:
    assert reading.get_shapes(tmp_path, published(tmp_path)) is None


def test_project_key_is_the_one_that_the_sql_makes(tmp_path: Path) -> None:
    table = root(tmp_path) / published(tmp_path) / "projects.parquet"
    rows = duckdb.execute("SELECT project, submeasure, cup, clp FROM read_parquet(?)", [str(table)]).fetchall()
    assert [row[0] for row in rows] == [project_key(*row[1:]) for row in rows]

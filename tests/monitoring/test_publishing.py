"""Published bulletins: immutable, whole or not there, the same from the same inputs."""

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from segnavia.core.codes import project_key
from segnavia.core.facts import State
from segnavia.core.links import Link
from segnavia.core.states import STATE_RULE, Decision, decide
from segnavia.lake.errors import LakeError
from segnavia.monitoring import publishing, reading
from segnavia.monitoring.bulletin import ProjectLine
from segnavia.monitoring.pipeline import measure
from segnavia.monitoring.publishing import publish, root
from tests.monitoring.lakes import INDICATORS, LOCATIONS, PAYMENTS, PROJECTS, put, put_all
from tests.monitoring.strategies import KEYS, PACKAGE, PACKAGES, TERRITORY, judged
from tests.monitoring.test_pipeline import paid, place
from tests.monitoring.twin_facts import Lake

PHASES = "PNRR_Iter_di_progetto"
LAKE = Lake(
    payments=[paid("100", "40"), paid("900", None, clp="B")],
    locations=[place("001"), place("000", clp="B"), place("001", "016", clp="B")],
    projects_release=[
        {
            **KEYS[0],
            "title": "Scuola",
            "body": "Comune",
            "body_tax_code": "00000000001",
            "funding_pnrr": None,
            "planned_end": date(2025, 1, 31),
        }
    ],
    indicators=[{**KEYS[0], "indicator": "I1", "unit_title": None, "planned": None, "achieved": None}],
    phases=[{**KEYS[0], "phase": "00301"}],
    tenders=[{**KEYS[0], "tender": "A000000000"}],
    subjects=[{**KEYS[0], "role_title": "Soggetto attuatore", "body": "Altro"}],
    milestones_planned=[
        {"code": code, "submeasure": KEYS[0]["submeasure"], "level": "UE", "quarter": quarter, "year": year}
        for code, quarter, year in (("M1C1-1", "Q2", 2026), ("M1C1-2", "Q4", 2022))
    ],
)
UNKNOWN = "015-2025-03-31-0123456789ab"


def published(home: Path) -> str:
    put_all(home, LAKE)
    assert publish_again(home)
    (found,) = reading.published(home)
    return found


def publish_again(home: Path) -> bool:
    with measure(home, {TERRITORY: PACKAGE}) as (measurement,):
        return publish(home, measurement)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with one published bulletin, for the tests that only read: the home and the bulletin's id."""
    home = tmp_path_factory.mktemp("shown")
    return home, published(home)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_same_inputs_give_the_same_bytes_in_two_homes(tmp_path: Path) -> None:
    one, other = published(tmp_path / "one"), published(tmp_path / "other")
    assert one == other
    files = contents(root(tmp_path / "one") / one)
    assert files == contents(root(tmp_path / "other") / other)
    assert {"bulletin.json", "plan.json", "projects.parquet", "source_payments.parquet"} <= files.keys()
    assert str(tmp_path).encode() not in b"".join(files.values())


def test_territories_published_together_are_those_published_alone(tmp_path: Path) -> None:
    for home in ("together", "alone"):
        put_all(tmp_path / home, LAKE)
    with measure(tmp_path / "together", PACKAGES) as measurements:
        assert [publish(tmp_path / "together", measurement) for measurement in measurements] == [True, True]
    for territory, package in PACKAGES.items():
        with measure(tmp_path / "alone", {territory: package}) as (measurement,):
            publish(tmp_path / "alone", measurement)
        together, alone = (reading.current(tmp_path / home, territory) for home in ("together", "alone"))
        assert together is not None
        assert together == alone
        folders = [root(tmp_path / home) / together.id for home in ("together", "alone")]
        assert contents(folders[0]) == contents(folders[1])
        assert project_key(*SHARED) in {p.key for p in all_projects(tmp_path / "together", together.id)}


SHARED = (KEYS[0]["submeasure"], KEYS[0]["cup"], "B")  # it lies in both territories


def all_projects(home: Path, name: str, state: str | None = None) -> tuple[ProjectLine, ...]:
    return reading.get_projects(home, name, dimension="total", code="", limit=9, offset=0, state=state)


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
    with measure(tmp_path, {TERRITORY: PACKAGE}) as (measurement,):
        assert reading.get_bulletin(tmp_path, name) == measurement.bulletin
        assert reading.current(tmp_path, TERRITORY) == measurement.bulletin


LINKS = [
    *judged(KEYS[0], [("M1.02", "1/4"), ("M1.01", "3/4")]),
    *judged({**KEYS[0], "clp": "B"}, [("M1.09", "1")]),  # which the plan does not have
]


def publish_with(home: Path, links: list[Link]) -> str:
    put_all(home, LAKE)
    with measure(home, {TERRITORY: PACKAGE}, links={TERRITORY: links}) as (measurement,):
        publish(home, measurement)
        return measurement.bulletin.id


def test_a_bulletin_names_the_links_it_rests_on(tmp_path: Path) -> None:
    name = publish_with(tmp_path / "with", LINKS)
    folder = root(tmp_path / "with") / name
    text = (folder / "links.json").read_text(encoding="utf-8")
    bulletin = reading.get_bulletin(tmp_path / "with", name)
    assert bulletin is not None
    assert bulletin.links_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert [(row["objective"], row["share"]) for row in json.loads(text)] == [("M1.01", "3/4"), ("M1.02", "1/4")]
    # whatever order they come in, and again
    assert publish_with(tmp_path / "again", LINKS[::-1]) == name
    assert contents(folder) == contents(root(tmp_path / "again") / name)


def test_other_words_of_a_judgement_make_another_bulletin(tmp_path: Path) -> None:
    """What a page says of a project must not change under the id of a bulletin."""
    reworded = [replace(link, reason="perché sì") for link in LINKS]
    assert publish_with(tmp_path / "one", LINKS) != publish_with(tmp_path / "other", reworded)


def test_without_links_a_bulletin_is_what_it_was_before_there_were_any(tmp_path: Path) -> None:
    name = published(tmp_path)
    written = json.loads((root(tmp_path) / name / "bulletin.json").read_text(encoding="utf-8"))
    assert "links_sha256" not in written
    assert not (root(tmp_path) / name / "links.json").exists()
    assert reading.get_links(tmp_path, name) == {}


def test_project_tells_whether_it_was_judged_by_itself(tmp_path: Path) -> None:
    name = publish_with(tmp_path, LINKS)
    one, other = (reading.get_project(tmp_path, name, key) for key in (key_of_first(), project_key(*SHARED)))
    assert one is not None
    assert other is not None
    assert one.objectives == {"M1.01": Decimal("0.75"), "M1.02": Decimal("0.25")}
    assert [(link.objective, link.share, link.reason) for link in one.links] == [
        ("M1.01", Fraction(3, 4), "giudicato"),
        ("M1.02", Fraction(1, 4), "giudicato"),
    ]
    # its judgement has lapsed, so that it is the crosswalk's again
    assert (list(other.objectives), other.links) == (["M1.01", "M1.02", "M2.01"], ())
    assert "MON112" in other.findings


def fail_midway(*arguments: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", ["draw", "put_folder"])
def test_reader_sees_nothing_of_a_bulletin_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put_all(tmp_path, LAKE)
    monkeypatch.setattr(publishing, step, fail_midway)
    with pytest.raises(LakeError, match=r"No space left on device.* nothing was published"):
        publish_again(tmp_path)
    assert [p.name for p in root(tmp_path).rglob("*")] == [".building"]
    assert reading.current(tmp_path, TERRITORY) is None


def test_reader_sees_nothing_while_a_bulletin_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_all(tmp_path, LAKE)
    seen: list[object] = []
    move = publishing.put_folder

    def look_then_move(aside: Path, target: Path) -> bool:
        assert (aside / "bulletin.json").exists()
        seen.extend([reading.published(tmp_path), reading.get_bulletin(tmp_path, aside.name)])
        return move(aside, target)

    monkeypatch.setattr(publishing, "put_folder", look_then_move)
    publish_again(tmp_path)
    assert seen == [[], None]


def test_bulletin_that_another_process_publishes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_all(tmp_path, LAKE)
    move = publishing.put_folder

    def late(aside: Path, target: Path) -> bool:
        shutil.copytree(aside, target)
        return move(aside, target)

    monkeypatch.setattr(publishing, "put_folder", late)
    assert publish_again(tmp_path) is False
    assert len(reading.published(tmp_path)) == 1
    assert list((root(tmp_path) / ".building").iterdir()) == []


@pytest.mark.parametrize(
    "name", [UNKNOWN, "../x", "..", "", ".", "current-015", "/etc", "015-2025-03-31-0123456789AB", "a" * 300, "a\0b"]
)
def test_unknown_bulletin(shown: tuple[Path, str], name: str) -> None:
    home, whole = shown
    # where ../x leads: a bulletin that nobody published
    shutil.copytree(root(home) / whole, home / "x", dirs_exist_ok=True)
    assert reading.get_bulletin(home, name) is None
    assert reading.get_shapes(home, name) is None
    assert reading.get_project(home, name, key_of_first()) is None
    assert reading.get_projects(home, name, dimension="total", code="", limit=9, offset=0) == ()
    with pytest.raises(KeyError):
        reading.get_plan_text(home, name)


def test_bulletin_that_was_unknown_is_found_once_published(tmp_path: Path) -> None:
    put_all(tmp_path, LAKE)
    with measure(tmp_path, {TERRITORY: PACKAGE}) as (measurement,):
        name = measurement.bulletin.id
        assert reading.get_bulletin(tmp_path, name) is None
        publish(tmp_path, measurement)
    assert reading.get_bulletin(tmp_path, name) is not None


def key_of_first() -> str:
    return project_key(KEYS[0]["submeasure"], KEYS[0]["cup"], KEYS[0]["clp"])


def test_project_with_the_rows_behind_it(shown: tuple[Path, str]) -> None:
    home, name = shown
    project = reading.get_project(home, name, key_of_first())
    assert project is not None
    line = project.line
    assert (line.title, line.body, line.body_code, line.measured) == ("Scuola", "Comune", "00000000001", True)
    assert (line.funding_pnrr, line.paid_pnrr) == (100, 40)
    assert [(p.province, p.municipality, p.share, p.inside) for p in project.places] == [("015", "015001", 1, True)]
    assert list(project.objectives) == ["M1.01", "M1.02", "M2.01"]
    assert project.direction == "municipalities"
    rows = {row.dataset: row for row in project.rows}
    assert rows.keys() == {PAYMENTS, PROJECTS, LOCATIONS, INDICATORS, PHASES, "PNRR_Gare", "PNRR_Soggetti"}
    assert rows[PAYMENTS].row == 1
    assert rows[PAYMENTS].values["FUNDING_PNRR"] == "100.00"
    bulletin = reading.get_bulletin(home, name)
    assert bulletin is not None
    assert rows[PAYMENTS].sha256 == next(r.sha256 for r in bulletin.releases if r.dataset == PAYMENTS)


def test_project_tells_its_state_the_rule_and_the_evidence(shown: tuple[Path, str]) -> None:
    project = reading.get_project(shown[0], shown[1], key_of_first())
    assert project is not None
    line = project.line
    assert (line.state, line.rule, line.days_late, line.due) == ("late", "STA08", 28, date(2025, 1, 31))
    assert decide(project.facts) == Decision(State.LATE, "STA08", 28, date(2025, 1, 31))
    rule = STATE_RULE[line.rule]
    assert [getattr(project.facts, name) for name in rule.evidence] == [date(2025, 1, 31), None]
    behind = [row.values for row in project.rows if row.dataset in rule.datasets]
    assert [values["PLANNED_END"] for values in behind] == ["2025-01-31"]
    assert (project.facts.phases, project.facts.tenders) == (1, 1)


def test_project_that_no_source_tells_of(shown: tuple[Path, str]) -> None:
    project = reading.get_project(shown[0], shown[1], project_key(*SHARED))
    assert project is not None
    assert (project.line.state, project.line.rule, project.line.days_late, project.line.due) == (
        *("unknown", "STA99"),
        *(None, None),
    )
    assert project.direction is None
    with duckdb.connect() as con:
        file = shown[0] / "bulletins" / shown[1] / "finding_cases.parquet"
        cases = con.execute("SELECT code FROM read_parquet(?) WHERE place = ?", [str(file), project_key(*SHARED)])
        assert project.findings == tuple(sorted({code for (code,) in cases.fetchall()}))
    assert "MON107" in project.findings  # it lies at the level of the province
    assert [(p.province, p.municipality, p.inside) for p in project.places] == [
        ("015", None, True),
        ("016", "016001", False),
    ]


@pytest.mark.parametrize(
    ("state", "count"),
    [("late", 1), ("unknown", 1), ("completed", 0), (None, 2)],
    ids=["late", "unknown", "none", "all"],
)
def test_projects_of_a_state(shown: tuple[Path, str], state: str | None, count: int) -> None:
    found = all_projects(shown[0], shown[1], state)
    assert len(found) == count
    assert state is None or {line.state for line in found} <= {state}


def test_milestones_by_date(shown: tuple[Path, str]) -> None:
    home, name = shown
    found = reading.get_milestones(home, name, "objective", "M1.01")
    assert [(m.code, m.due_on, m.outcome) for m in found] == [
        ("M1C1-2", date(2022, 12, 31), "untold"),
        ("M1C1-1", date(2026, 6, 30), "ahead"),
    ]
    assert reading.get_milestones(home, name, "objective", "M9.99") == ()
    assert reading.get_milestones(home, UNKNOWN, "objective", "M1.01") == ()


def test_unknown_project(shown: tuple[Path, str]) -> None:
    home, name = shown
    assert reading.get_project(home, name, "M1C1I1.01.00-X-' OR 1=1 --") is None


def test_projects_by_funding_in_pages(shown: tuple[Path, str]) -> None:
    home, name = shown
    pages = [reading.get_projects(home, name, dimension="total", code="", limit=1, offset=n) for n in (0, 1, 2)]
    assert [[line.funding_pnrr for line in page] for page in pages] == [[900], [100], []]


def test_lake_without_boundaries_has_no_shapes(shown: tuple[Path, str]) -> None:
    assert reading.get_shapes(shown[0], shown[1]) is None


def test_project_key_is_the_one_that_the_sql_makes(shown: tuple[Path, str]) -> None:
    table = root(shown[0]) / shown[1] / "projects.parquet"
    rows = duckdb.execute("SELECT project, submeasure, cup, clp FROM read_parquet(?)", [str(table)]).fetchall()
    assert [row[0] for row in rows] == [project_key(*row[1:]) for row in rows]

"""The Milan plan against its source, cell by cell: the text of the slides, where it is at hand, read anew here."""

import re
from pathlib import Path

import duckdb
import pytest

from segnavia.core.codes import DIRECTIONS
from segnavia.core.provenance import Provenance
from tests.monitoring.milano import ROOT, SOURCES, milano

TEXT = ROOT.parent / "shared" / "plan-source" / "psttm-2022-2024.txt"
PLAN = milano()
MARK = "●"
PER_MISSION = {"M1": 14, "M2": 16, "M3": 12, "M4": 6, "M5": 11, "M6": 4}

pytestmark = pytest.mark.full_data


@pytest.fixture(scope="module")
def source() -> str:
    if not TEXT.exists():
        pytest.skip(f"the source document is not at hand: {TEXT.name}")
    return TEXT.read_text(encoding="utf-8")


def letters(text: str) -> str:
    """A title without blanks, which the layout of the slides scattered, and without emphasis."""
    return re.sub(r"[\s*]", "", text)


def cells(line: str) -> list[str]:
    """The cells of a table's row, from its title on: some tables have an empty first column."""
    parts = [part.strip() for part in line.split("\t")]
    return parts[1:] if not parts[0] else parts


def marked(row: list[str]) -> list[bool]:
    """The marks of the three columns of directions; cells that a row lacks at its end are empty."""
    return [cell == MARK for cell in [*row, "", "", ""][:3]]


def objectives_of(source: str) -> list[tuple[str, list[bool] | None]]:
    """Titles with their marks in the source's order; `None` for the merged row, whose columns cannot be told."""
    part = source[source.index("MISSIONE 1.**") : source.index("AGENDA STRATEGICA")]
    found: list[tuple[str, list[bool] | None]] = []
    for line in part.splitlines():
        if MARK not in line:
            continue
        if "<p>" in line:
            found += [(title, None) for title in re.findall(r"<p>(.*?)</p>", line)]
        else:
            title, *marks = cells(line)
            found.append((title, marked(marks)))
    return found


def test_objectives_agree_cell_by_cell(source: str) -> None:
    found = objectives_of(source)
    assert len(found) == len(PLAN.objectives) == 63
    for objective, (title, marks) in zip(PLAN.objectives, found, strict=True):
        assert letters(objective.title) == letters(title), objective.code
        if marks is None:
            assert objective.provenance is Provenance.UNCERTAIN, objective.code
            assert objective.mission == "M3"
            assert "riga unita" in objective.note.lower() or "merged row" in objective.note
        else:
            assert objective.provenance is Provenance.SOURCE, objective.code
        expected = marks or [True, True, False]  # the merged row's two marks, as docs and note say
        assert [d in objective.directions for d in DIRECTIONS] == expected, objective.code


def test_objectives_are_coded_by_mission_and_order() -> None:
    expected = [f"{mission}.{number:02}" for mission, count in PER_MISSION.items() for number in range(1, count + 1)]
    assert [o.code for o in PLAN.objectives] == expected


def test_keywords_agree_cell_by_cell(source: str) -> None:
    part = source[source.index("\tSostenibilità\t") : source.index("CAMPO D'AZIONE")]
    header, *rows = [line for line in part.splitlines() if line.strip()]
    assert [cell.strip() for cell in header.split("\t")[1:]] == [k.title for k in PLAN.keywords]
    for line in rows:
        title, *marks = line.split("\t")
        mission = "M" + re.match(r"MISSIONE (\d)", title)[1]
        marks = [*marks, *[""] * len(PLAN.keywords)]
        for keyword, mark in zip(PLAN.keywords, marks, strict=False):
            assert (mission in keyword.missions) == (mark.strip() == MARK), (keyword.code, mission)


def test_components_agree_cell_by_cell(source: str) -> None:
    part = source[source.index("COMPONENTI PIANO NAZIONALE") : source.index("MISSIONE 1.**")]
    rows = [line.split("\t")[1:] for line in part.splitlines() if re.search(r"\tM\dC\d\t", line)]
    assert [row[0] for row in rows] == [c.code for c in PLAN.components]
    for component, (_, title, *marks) in zip(PLAN.components, rows, strict=True):
        assert letters(component.title) == letters(title)
        assert [d in component.directions for d in DIRECTIONS] == marked([m.strip() for m in marks]), component.code


def test_drivers_have_the_titles_of_the_source(source: str) -> None:
    headings = re.findall(r"^DRIVER (\d+) \| (.+)\n\n(?:\n)*(.+)$", source, re.MULTILINE)
    assert [f"D{int(number):02}" for number, _, _ in headings] == [d.code for d in PLAN.drivers]
    for driver, (_, title, subtitle) in zip(PLAN.drivers, headings, strict=True):
        assert letters(driver.title).casefold() == letters(title).casefold()
        assert letters(driver.subtitle).casefold() == letters(subtitle).casefold()


def test_nothing_is_invented_where_the_source_was_a_picture() -> None:
    assert len(PLAN.levels) == 3
    assert all(level.title is None and level.provenance is Provenance.UNCERTAIN for level in PLAN.levels)
    pictures = [section for part in PLAN.parts for section in part.sections if section.medium == "picture"]
    assert pictures
    assert all(not section.text for section in pictures)
    assert all(entry.provenance is Provenance.EDITORIAL for entry in (*PLAN.agenda, *PLAN.crosswalk))


def test_every_objective_stands_in_a_driver() -> None:
    assert {entry.objective for entry in PLAN.agenda} == {o.code for o in PLAN.objectives}


def test_crosswalk_judges_every_submeasure_of_the_data() -> None:
    files = [Path(SOURCES[name]) for name in ("PNRR_Pagamenti_di_Progetto", "PNRR_Localizzazione")]
    if not all(file.exists() for file in files):
        pytest.skip("the full open data are not at hand")
    column = {files[0]: "codice_univoco_submisura", files[1]: '"Codice Univoco submisura"'}
    found = {
        code for file in files for (code,) in duckdb.sql(f"SELECT DISTINCT {column[file]} FROM '{file}'").fetchall()
    }
    assert len(found) == 213
    assert {entry.submeasure for entry in PLAN.crosswalk} == {s.code for s in PLAN.submeasures} == found

"""Natural persons never enter the lake: by tax code, by legal form, in rows that do not split."""

import json
from pathlib import Path

from segnavia.lake.ingest import add
from segnavia.lake.releases import Release
from segnavia.sources.pnrr_pagamenti import DATASET as PAYMENTS
from segnavia.sources.pnrr_progetti import DATASET as PROJECTS
from tests.lake import samples
from tests.lake.samples import (
    BODY_TAX_CODE,
    FORMS,
    PERSON,
    form,
    kept,
    line_of,
    project,
    quarantined,
    set_aside,
    write_csv,
    write_lines,
)


def add_rows(home: Path, *rows: samples.Row, end: str = "\r\n") -> Release:
    return add(home, PAYMENTS, write_csv(home.parent / "payments.csv", rows, end=end)).release


def test_natural_persons_are_emptied(home: Path, tmp_path: Path) -> None:
    rows = [
        project(1),
        project(2, body="Mario Rossi", body_tax_code=PERSON),
        project(3, body="Mario Rossi", body_tax_code=PERSON.lower()),
        project(4, body="Mario Rossi", body_tax_code="*" * 16),
        project(5, body="Mario Rossi", body_tax_code=PERSON, cup="N/A"),
    ]
    release = add(home, PROJECTS, write_csv(tmp_path / "projects.csv", rows)).release
    assert [(r["body"], r["body_tax_code"]) for r in kept(release)] == [
        ("Comune di Milano", "01199250158"),
        (None, None),
        (None, None),
        (None, None),
    ]
    assert release.manifest.persons_dropped == 4
    (aside,) = quarantined(release)
    assert json.loads(aside["row_as_published"])[BODY_TAX_CODE] is None
    assert_no_person(release)


def test_bodies_without_tax_codes_are_emptied(home: Path, tmp_path: Path) -> None:
    rows = [{name: value for name, value in project(n).items() if name != BODY_TAX_CODE} for n in (1, 2)]
    release = add(home, PROJECTS, write_csv(tmp_path / "projects.csv", rows)).release
    assert [r["body"] for r in kept(release)] == [None, None]
    assert release.manifest.persons_dropped == 2


def test_natural_person_in_a_row_that_cannot_be_split(home: Path, tmp_path: Path) -> None:
    broken = line_of(project(2, body='"Mario Rossi', body_tax_code=PERSON.lower()))
    lines = [";".join(project(1)), line_of(project(1)), broken, line_of(project(3))]
    release = add(home, PROJECTS, write_lines(tmp_path / "projects.csv", lines)).release
    assert set_aside(release) == {2: "LAK101"}
    assert_no_person(release)


def test_natural_persons_by_their_legal_form(home: Path, tmp_path: Path) -> None:
    rows = [
        form("1", "01199250158", "Comune di Milano", "10"),
        form("2", "01234567890", "Mario Rossi", "02"),
        form("3", "01234567890", "Mario Rossi", " DITTA  INDIVIDUALE gia' artigiana "),
        form("4", "01234567890", "Mario Rossi", "N/D"),
        form("5", PERSON, "Mario Rossi", "10"),
        form("", "01234567890", "Mario Rossi", "02"),
        form("7", "0123", "Mario Rossi", "02"),
        form("8", "0123", "Comune di Milano", "10"),
    ]
    release = add(home, FORMS, write_csv(tmp_path / "forms.csv", rows)).release
    assert [(r["code"], r["tax_code"], r["body"]) for r in kept(release)] == [
        ("1", "01199250158", "Comune di Milano"),
        *((code, None, None) for code in ("2", "3", "4", "5", "7")),
    ]
    assert release.manifest.persons_dropped == 6
    assert set_aside(release) == {6: "LAK102", 8: "LAK103"}
    assert "01234567890" not in repr(kept(release)) + repr(quarantined(release))
    assert_no_person(release)


def test_broken_row_that_may_be_a_person_s_is_withheld(home: Path, tmp_path: Path) -> None:
    rows = [form("1", "01199250158", "Comune", "10"), form("2", "01234567890", '"Mario Rossi', "02")]
    lines = [";".join(rows[0]), *(line_of(r) for r in rows)]
    release = add(home, FORMS, write_lines(tmp_path / "forms.csv", lines)).release
    (aside,) = quarantined(release)
    assert (aside["code"], aside["row_as_published"]) == ("LAK101", "(withheld: the row may be a natural person's)")


def assert_no_person(release: Release) -> None:
    stored = repr(kept(release)) + repr(quarantined(release)) + (release.path / "manifest.json").read_text()
    assert "rossi" not in stored.lower()
    assert PERSON.lower() not in stored.lower()

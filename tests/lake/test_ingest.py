"""What comes in, what is kept, what is set aside and why."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segnavia.lake import ingest
from segnavia.lake.errors import FileRefusedError, LakeError
from segnavia.lake.ingest import add
from segnavia.lake.releases import Release, latest, releases
from segnavia.sources.pnrr_pagamenti import DATASET as PAYMENTS
from segnavia.sources.pnrr_progetti import DATASET as PROJECTS
from tests.lake import samples
from tests.lake.samples import (
    CLP,
    CUP,
    DATED,
    FORMS,
    FUNDING,
    PAID,
    SUBMEASURE,
    cup_of,
    form,
    kept,
    line_of,
    payment,
    project,
    quarantined,
    set_aside,
    write_csv,
    write_lines,
)


def add_rows(home: Path, *rows: samples.Row, end: str = "\r\n") -> Release:
    return add(home, PAYMENTS, write_csv(home.parent / "payments.csv", rows, end=end)).release


def test_publishers_csv_gives_typed_rows(home: Path) -> None:
    release = add_rows(home, payment(1), payment(2, funding="1.234.567,8", paid="N/D"))
    first, second = kept(release)
    assert first["source_row"] == 1
    assert first["submeasure"] == "M1C1I1.02.00"
    assert first["cup"] == cup_of(1)
    assert first["funding_pnrr"] == Decimal("1234.56")
    assert first["paid_pnrr"] == Decimal("100.50")
    assert first["extracted_on"] == date(2025, 3, 31)
    assert first["paid_region"] is None  # a declared column that the file lacks
    assert second["funding_pnrr"] == Decimal("1234567.80")
    assert second["paid_pnrr"] is None


def test_manifest_says_what_the_release_is(home: Path) -> None:
    release = add_rows(home, payment(1), payment(2, cup="N/A"))
    m = release.manifest
    assert (m.dataset, m.as_of, m.layout) == ("PNRR_Pagamenti_di_Progetto", "2025-03-31", "2025-03")
    assert (m.rows_in, m.rows_kept, m.rows_quarantined, m.quarantine) == (2, 1, 1, {"LAK102": 1})
    assert (m.source, m.source_format, m.encoding) == ("payments.csv", "csv", "utf-8")
    assert m.licence == "CC-BY-4.0"
    assert m.attribution
    assert len(m.sha256) == 64
    assert release.path == home / "lake" / m.dataset / f"2025-03-31-{m.sha256[:12]}"
    assert releases(home) == [release]


def test_headers_that_drift_in_case_blanks_accents_and_order(home: Path) -> None:
    drifting = {
        "DATA DI ESTRAZIONE": "31/03/2025",
        "CUP ": cup_of(1),
        "codice_univoco_submisura": "M1C1I1.02.00",
        "Pagamenti  Totali": "200,00",
        "FINANZIAMENTO _PNRR": "1234,56",
        "Clp": "CLP-1",
        "Pagamenti totali pnrr": "100,5",
        "Finanziamento Totàle": "1500,50",
        "descrizione submisura": "Abilitazione al cloud",
    }
    drifted = kept(add_rows(home, drifting))
    assert drifted == kept(add_rows(home, payment(1)))


def test_parquet_of_the_same_content_gives_the_same_rows(home: Path, tmp_path: Path) -> None:
    by_csv = add_rows(home, payment(1), payment(2, paid=""), payment(3, cup="N/A"), payment(4, funding="5"))
    table = pa.table(
        {
            SUBMEASURE: ["M1C1I1.02.00"] * 4,
            "Descrizione Submisura": ["Abilitazione al cloud"] * 4,
            CUP: [cup_of(1), cup_of(2), "N/A", cup_of(4)],
            CLP: [f"CLP-{n}" for n in range(1, 5)],
            "Finanziamento Totale": [1500.5] * 4,
            FUNDING: [1234.56, 1234.56, 1234.56, 5.0],
            "Pagamenti Totali": pa.array([200.0] * 4, pa.float32()),
            PAID: [100.5, float("nan"), 100.5, 100.5],
            DATED: pa.array([datetime(2025, 3, 31)] * 4, pa.timestamp("ns")),  # noqa: DTZ001 (as dataframes write dates)
        }
    )
    pq.write_table(table, tmp_path / "payments.parquet")
    by_parquet = add(home, PAYMENTS, tmp_path / "payments.parquet").release
    assert kept(by_parquet) == kept(by_csv)
    assert set_aside(by_parquet) == set_aside(by_csv) == {3: "LAK102"}


def test_windows_1252_file_keeps_its_accents(home: Path, tmp_path: Path) -> None:
    rows = [project(1) | {"Titolo Progetto": "Palestra di Cantù – 100 €"}, *(project(n) for n in range(2, 200))]
    release = add(home, PROJECTS, write_csv(tmp_path / "old.csv", rows, encoding="cp1252")).release
    assert release.manifest.encoding == "windows-1252"
    assert kept(release)[0]["title"] == "Palestra di Cantù – 100 €"


ISSUES = [
    pytest.param({"cup": ""}, "LAK102", "CUP", id="no-cup"),
    pytest.param({"cup": "N/A"}, "LAK102", "CUP", id="absent-cup"),
    pytest.param({"clp": "NULL"}, "LAK102", "Codice Locale Progetto", id="absent-clp"),
    pytest.param({"cup": "J61F2200033000"}, "LAK103", "CUP", id="cup-too-short"),
    pytest.param({"submeasure": "M1C1"}, "LAK103", "Codice Univoco Submisura", id="submeasure-of-the-wrong-form"),
    pytest.param({"funding": "molto"}, "LAK104", "Finanziamento PNRR", id="a-word-as-a-number"),
    pytest.param({"funding": "12,5,0"}, "LAK104", "Finanziamento PNRR", id="two-commas"),
    pytest.param({"paid": "1.23,4"}, "LAK104", "Pagamenti Totali PNRR", id="thousands-of-two-digits"),
    pytest.param({"paid": "99999999999999,00"}, "LAK104", "Pagamenti Totali PNRR", id="number-too-large"),
    pytest.param({"dated": "31/02/2025"}, "LAK105", "Data di Estrazione", id="day-that-is-not"),
    pytest.param({"dated": "2025/03/31"}, "LAK105", "Data di Estrazione", id="date-of-another-form"),
    pytest.param({"dated": "31/03/20"}, "LAK105", "Data di Estrazione", id="year-of-two-digits"),
]


@pytest.mark.parametrize(("changes", "code", "column"), ISSUES)
def test_row_with_an_issue_goes_to_quarantine(home: Path, changes: dict[str, str], code: str, column: str) -> None:
    release = add_rows(home, payment(1), payment(2, **changes), payment(3))
    (row,) = quarantined(release)
    assert (row["source_row"], row["code"], row["column"]) == (2, code, column)
    assert json.loads(row["row_as_published"])["Codice Univoco Submisura"]
    assert [r["source_row"] for r in kept(release)] == [1, 3]
    assert release.manifest.quarantine == {code: 1}


@pytest.mark.parametrize("absent", ["", " ", "N/D", "n/a", "NULL", "non definita", "31/12/9999"], ids=repr)
def test_sentinel_is_an_unknown_value(home: Path, tmp_path: Path, absent: str) -> None:
    rows = [project(1) | {"Data Fine Progetto Prevista": absent}]
    (row,) = kept(add(home, PROJECTS, write_csv(tmp_path / "projects.csv", rows)).release)
    assert row["planned_end"] is None


def test_sentinel_date_of_a_parquet_file(home: Path, tmp_path: Path) -> None:
    columns = {name: [value] for name, value in project(1).items()}
    columns["Data Fine Progetto Prevista"] = pa.array([date(9999, 12, 31)])
    pq.write_table(pa.table(columns), tmp_path / "projects.parquet")
    (row,) = kept(add(home, PROJECTS, tmp_path / "projects.parquet").release)
    assert row["planned_end"] is None


def test_codes_that_a_spreadsheet_has_eaten_the_zeros_of(home: Path, tmp_path: Path) -> None:
    (row,) = kept(add(home, PROJECTS, write_csv(tmp_path / "p.csv", [project(1, body_tax_code="1199250158")])).release)
    assert row["body_tax_code"] == "01199250158"


def test_repeated_key_keeps_the_first_row(home: Path) -> None:
    release = add_rows(home, payment(1), payment(2), payment(1, funding="9,99"), payment(1))
    assert [(r["source_row"], r["funding_pnrr"]) for r in kept(release)] == [
        (1, Decimal("1234.56")),
        (2, Decimal("1234.56")),
    ]
    assert [(r["source_row"], r["code"], r["value"]) for r in quarantined(release)] == [
        (3, "LAK106", "1"),
        (4, "LAK106", "1"),
    ]


def test_repeated_key_of_a_row_in_quarantine_does_not_count(home: Path) -> None:
    release = add_rows(home, payment(1, funding="molto"), payment(1))
    assert set_aside(release) == {1: "LAK104"}
    assert [r["source_row"] for r in kept(release)] == [2]


def test_case_of_a_local_code_tells_two_projects_apart(home: Path) -> None:
    assert len(kept(add_rows(home, payment(1, clp="a1"), payment(1, clp="A1")))) == 2


BROKEN = [
    pytest.param('M1C1I1.02.00;"Cloud;{cup};CLP-2;1;1;1;1;31/03/2025', id="open-quote"),
    pytest.param('M1C1I1.02.00;"Cloud" sì;{cup};CLP-2;1;1;1;1;31/03/2025', id="text-after-a-closing-quote"),
    pytest.param("M1C1I1.02.00;Cloud;{cup};CLP-2;1;1;1;31/03/2025", id="a-column-too-few"),
    pytest.param("M1C1I1.02.00;Cloud;{cup};CLP-2;1;1;1;1;1;31/03/2025", id="a-column-too-many"),
]


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_row_costs_one_row(home: Path, tmp_path: Path, broken: str) -> None:
    lines = [";".join(payment(1)), line_of(payment(1)), broken.format(cup=cup_of(2))]
    lines += [line_of(payment(n)) for n in range(3, 103)]
    release = add(home, PAYMENTS, write_lines(tmp_path / "broken.csv", lines)).release
    (row,) = quarantined(release)
    assert (row["source_row"], row["code"]) == (2, "LAK101")
    assert row["row_as_published"] == broken.format(cup=cup_of(2))
    assert {r["source_row"]: r["clp"] for r in kept(release)} == {n: f"CLP-{n}" for n in [1, *range(3, 103)]}
    assert release.manifest.rows_in == 102


def test_line_feeds_inside_a_quoted_cell_are_one_row(home: Path) -> None:
    prose = payment(2) | {"Descrizione Submisura": 'Una\nlunga\n"descrizione";\ncon tutto'}
    release = add_rows(home, payment(1), prose, payment(3), end="\n")
    assert [r["source_row"] for r in kept(release)] == [1, 2, 3]
    assert kept(release)[1]["submeasure_title"] == 'Una\nlunga\n"descrizione";\ncon tutto'


def test_quarters_and_how_dates_are_written(home: Path, tmp_path: Path) -> None:
    rows = [form("1", "", "", "10"), form("2", "", "", "10", "Q1 2023"), form("3", "", "", "10", "primavera")]
    release = add(home, FORMS, write_csv(tmp_path / "forms.csv", rows)).release
    assert [r["quarter"] for r in kept(release)] == [date(2022, 12, 31), date(2023, 3, 31)]
    assert set_aside(release) == {3: "LAK105"}
    assert release.manifest.date_formats == {"day": "yyyy-mm-dd"}
    assert release.manifest.number_formats == {}


def test_manifest_without_the_fields_of_later_versions(home: Path) -> None:
    release = add_rows(home, payment(1))
    manifest = json.loads((release.path / "manifest.json").read_text())
    assert manifest.pop("date_formats") == {"extracted_on": "dd/mm/yyyy"}
    (release.path / "manifest.json").write_text(json.dumps(manifest))
    assert releases(home)[0].manifest.date_formats == {}


def test_rows_that_do_not_add_up_are_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.rows, "write_quarantine", lambda *arguments: {"LAK102": 1})
    with pytest.raises(LakeError, match=r"its 1 rows do not add up"):
        add_rows(home, payment(1))
    assert releases(home) == []


def test_same_file_twice_changes_nothing(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(1)])
    first = add(home, PAYMENTS, file)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    again = add(home, PAYMENTS, file.rename(tmp_path / "another name.csv"))
    assert (first.is_new, again.is_new) == (True, False)
    assert again.release == first.release
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before


def test_file_that_another_process_adds_meanwhile_is_there_already(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(1)])
    first = add(home, PAYMENTS, file)
    monkeypatch.setattr(ingest.releases, "find_by_hash", _not_yet(ingest.releases.find_by_hash))
    second = add(home, PAYMENTS, file)
    assert not second.is_new
    assert second.release == first.release
    assert list((home / "lake" / ".staging").iterdir()) == []


def _not_yet(find):
    """The first look finds nothing, as when the other process has not finished; later ones are true."""
    looks = iter([None])
    return lambda *arguments: next(looks, find(*arguments))


def test_old_releases_stay(home: Path) -> None:
    old = add_rows(home, payment(1, dated="31/12/2024"))
    new = add_rows(home, payment(1, dated="31/03/2025"))
    late = add_rows(home, payment(1, dated="30/06/2024"))
    assert releases(home, PAYMENTS.name) == [late, old, new]
    assert latest(home, PAYMENTS.name) == new
    assert kept(old)[0]["extracted_on"] == date(2024, 12, 31)


def test_as_of_is_the_latest_date_of_the_good_rows(home: Path) -> None:
    rows = payment(1, dated="01/03/2025"), payment(2, dated="28/02/2025"), payment(3, dated="31/12/2025", cup="N/A")
    assert add_rows(home, *rows).manifest.as_of == "2025-03-01"


def test_as_of_by_hand(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(1, dated="")])
    assert add(home, PAYMENTS, file, as_of=date(2024, 1, 2)).release.manifest.as_of == "2024-01-02"


def test_as_of_that_nobody_says(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(1, dated="N/D")])
    with pytest.raises(FileRefusedError, match=r"no row says of which date the data are. Say it: --as-of"):
        add(home, PAYMENTS, file)
    assert releases(home) == []


def test_unknown_and_absent_columns_are_told(home: Path) -> None:
    release = add_rows(home, payment(1) | {"Colore": "verde"})
    assert release.manifest.unknown_columns == ("Colore",)
    assert "Pagamenti Totali Regione" in release.manifest.absent_columns
    assert "Colore" not in pq.read_schema(release.data).names


def test_columns_left_out_on_purpose_are_not_unknown(home: Path, tmp_path: Path) -> None:
    rows = [project(1) | {"Sintesi progetto": "Prosa"}]
    release = add(home, PROJECTS, write_csv(tmp_path / "projects.csv", rows)).release
    assert release.manifest.unknown_columns == ()
    assert "Prosa" not in repr(kept(release))


LAYOUTS = [
    pytest.param((), "2023-02", id="2023-02"),
    pytest.param(("Data Inizio Progetto Prevista", "Data Fine Progetto Effettiva"), "2024", id="2024"),
]


@pytest.mark.parametrize(("more", "layout"), LAYOUTS)
def test_layout_is_the_newest_that_the_columns_tell(
    home: Path, tmp_path: Path, more: tuple[str, ...], layout: str
) -> None:
    row = (
        project(1)
        | {"Codice identificativo Procedura di Attivazione": "1", "CUP Codice Natura": "3"}
        | dict.fromkeys(more, "")
    )
    assert add(home, PROJECTS, write_csv(tmp_path / "p.csv", [row])).release.manifest.layout == layout


WRONG = st.sampled_from(
    [
        {"cup": "N/A"},
        {"cup": "X"},
        {"clp": ""},
        {"funding": "molto"},
        {"dated": "31/02/2025"},
        {"submeasure": "?"},
        {"clp": "CLP-0", "cup": cup_of(0)},
    ]
)
BROKEN_LINES = st.sampled_from(['a;"b', "a;b", ";" * 20, 'M1C1I1.02.00;"x" y;;;;;;;'])
LINES = st.lists(st.none() | WRONG | BROKEN_LINES, max_size=12)


@settings(max_examples=20, deadline=None)
@given(LINES)
def test_every_row_is_kept_or_in_quarantine(tmp_path_factory: pytest.TempPathFactory, lines: list) -> None:
    """Rows in = rows kept + rows quarantined, each row in one of the two, under its own number."""
    folder = tmp_path_factory.mktemp("lake")
    rows = [line_of(payment(0))]
    for number, line in enumerate(lines, start=2):
        rows.append(line if isinstance(line, str) else line_of(payment(number, **(line or {}))))
    file = write_lines(folder / "payments.csv", [";".join(payment(0)), *rows])
    release = add(folder / "home", PAYMENTS, file).release
    m = release.manifest
    good, aside = kept(release), set_aside(release)
    assert m.rows_in == len(rows) == m.rows_kept + m.rows_quarantined
    assert (m.rows_kept, m.rows_quarantined) == (len(good), len(aside))
    assert sum(m.quarantine.values()) == m.rows_quarantined
    assert sorted([*aside, *(r["source_row"] for r in good)]) == list(range(1, len(rows) + 1))
    assert set(aside) == {number for number, line in enumerate(lines, start=2) if line}
    assert all(r["clp"] == f"CLP-{r['source_row']}" for r in good if r["source_row"] > 1)

"""Every rule of refusal, with a package that breaks it; the sound package breaks none."""

import csv
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segnavia.plans.layout import FILES
from segnavia.plans.reader import read
from segnavia.plans.refusals import REFUSALS
from tests.plans.samples import package, write_sound


@pytest.fixture(autouse=True)
def _limit_of_a_cell() -> None:
    """As Python has it: a library that other tests import raises it for the whole process."""
    csv.field_size_limit(131_072)


@dataclass(frozen=True)
class Case:
    """Edit `file` by `edit`; `code` is found at `place`, and nothing else is unless `more` says so."""

    code: str
    place: str
    file: str
    edit: Callable[[str], str]
    more: tuple[str, ...] = ()


def put(old: str, new: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


def add(line: str) -> Callable[[str], str]:
    return lambda text: text + line + "\n"


AGENDA = "driver,objective,reason,provenance,note\n"
CASES = [
    Case("PKG006", "plan.yaml:3", "plan.yaml", put("code: prova-2022-2024", "code: a: b")),
    Case("PKG006", "plan.yaml:1", "plan.yaml", lambda _: "[" * 5000),
    Case("PKG006", "grids.yaml:2", "grids.yaml", lambda _: "keywords:\n  - &a [*a]\n"),
    Case("PKG006", "plan.yaml:4", "plan.yaml", put("title: Piano", "title: &name Piano")),
    Case("PKG006", "grids.yaml:2", "grids.yaml", lambda _: "keywords:\n  - &first [K1]\n"),
    Case("PKG006", "grids.yaml:1", "grids.yaml", lambda _: "keywords: &all {}\n"),
    Case("PKG006", "plan.yaml:4", "plan.yaml", put("title: Piano", "title: !!str Piano")),
    Case("PKG007", "agenda.csv:2", "agenda.csv", lambda _: AGENDA + 'D01,M1.01,"open,source,\n'),
    Case("PKG007", "agenda.csv:1", "agenda.csv", lambda text: text.replace(",", ";")),
    Case("PKG007", "agenda.csv:2", "agenda.csv", lambda _: AGENDA + f"D01,M1.01,{'x' * 200_000},source,\n"),
    Case("PKG008", "agenda.csv:6", "agenda.csv", add("D01,M1.02,uno, due,source,")),
    Case("PKG008", "agenda.csv:6", "agenda.csv", add("")),
    Case("PKG008", "objectives.csv:2", "objectives.csv", put("Servizi digitali", "Servizi, digitali")),
    Case("PKG008", "crosswalk.csv:2", "crosswalk.csv", put("1/2,", "1/2,,,")),
    Case("PKG008", "submeasures.csv:4", "submeasures.csv", put("Scuole", "Scuole, asili")),
    Case("PKG009", "plan.yaml:4", "plan.yaml", put("title: Piano di prova", "titel: Piano di prova"), ("PKG010",)),
    Case("PKG009", "agenda.csv:1", "agenda.csv", put("reason", "motive"), ("PKG010",)),
    Case("PKG009", "agenda.yaml:1", "agenda.yaml", put("drivers:", "draivers:")),
    Case("PKG010", "grids.yaml:1", "grids.yaml", put("missions:\n  - code: M1", "mission:\n  - code: M1"), ("PKG009",)),
    Case("PKG010", "grids.yaml:2", "grids.yaml", put("    provenance: source\n", "")),
    Case("PKG011", "plan.yaml:5", "plan.yaml", put("  short_title", "  title: Altro\n  short_title")),
    Case("PKG011", "agenda.csv:1", "agenda.csv", put("reason", "objective"), ("PKG010",)),
    Case("PKG012", "plan.yaml:1", "plan.yaml", put("segnavia-plan/1", "segnavia-plan/9")),
    Case("PKG012", "plan.yaml:4", "plan.yaml", put("title: Piano di prova", "title: 12")),
    Case("PKG012", "plan.yaml:9", "plan.yaml", put("start: 2022", "start: '2022'")),
    Case("PKG012", "plan.yaml:9", "plan.yaml", put("start: 2022", "start: yesterday")),
    Case(
        "PKG012",
        "plan.yaml:2",
        "plan.yaml",
        lambda _: "format: segnavia-plan/1\nplan: x\ndirections: []\n",
        ("PKG018",),
    ),
    Case("PKG012", "agenda.yaml:1", "agenda.yaml", lambda _: "drivers: x\n"),
    Case("PKG012", "agenda.yaml:1", "agenda.yaml", lambda _: ""),
    Case("PKG012", "grids.yaml:5", "grids.yaml", put("provenance: source", "provenance: probable")),
    Case("PKG012", "objectives.csv:2", "objectives.csv", put("metropolitan_city", "province")),
    Case("PKG012", "objectives.csv:2", "objectives.csv", put("Servizi", "Servi\x07zi")),
    Case("PKG012", "plan.yaml:4", "plan.yaml", put("title: Piano di prova", 'title: "\\ud800"')),
    Case("PKG012", "municipalities.csv:2", "municipalities.csv", put("adda,,", "adda,2022-02-30,")),
    Case("PKG013", "objectives.csv:2", "objectives.csv", put("M1.01,", ","), ("PKG018",)),
    Case("PKG013", "plan.yaml:4", "plan.yaml", put("title: Piano di prova", "title:")),
    Case("PKG013", "agenda.csv:2", "agenda.csv", put("M1.01 in D01", "  ")),
    Case("PKG014", "objectives.csv:2", "objectives.csv", put("M1.01,", "M1.1,"), ("PKG018",)),
    Case("PKG015", "objectives.csv:5", "objectives.csv", add("M1.01,Doppio,,source,")),
    Case("PKG015", "municipalities.csv:3", "municipalities.csv", add("015001,Doppio,adda,,,source,")),
    Case("PKG016", "agenda.csv:6", "agenda.csv", add("D01,M1.01,ancora,source,")),
    Case("PKG016", "crosswalk.csv:6", "crosswalk.csv", add("M2C1I1.01.00,M2.01,1,ancora,source,"), ("PKG024",)),
    Case("PKG017", "objectives.csv:2", "objectives.csv", put("metropolitan_city m", "municipalities m")),
    Case("PKG018", "agenda.csv:6", "agenda.csv", add("D01,M1.99,perché sì,source,")),
    Case("PKG018", "agenda.csv:6", "agenda.csv", add("D99,M1.01,perché sì,source,")),
    Case("PKG018", "municipalities.csv:2", "municipalities.csv", put("adda", "mare")),
    Case("PKG018", "grids.yaml:2", "grids.yaml", put("[M1, M2]", "[M1, M9]")),
    Case("PKG018", "objectives.csv:5", "objectives.csv", add("M3.01,Ponti,,source,")),
    Case("PKG018", "objectives.csv:5", "objectives.csv", add("M1.03,Ponti,intermediate_bodies,source,")),
    Case("PKG018", "crosswalk.csv:6", "crosswalk.csv", add("M2C1I9.01.00,M2.01,1,sì,source,")),
    Case("PKG018", "crosswalk.csv:5", "crosswalk.csv", put("M2.01,1", "M2.99,1")),
    Case("PKG019", "submeasures.csv:5", "submeasures.csv", add("M2C1I9.01.00,Altro,source,")),
    Case("PKG020", "crosswalk.csv:6", "crosswalk.csv", add("M2C1I1.01.00,none,,niente,source,")),
    Case("PKG021", "crosswalk.csv:5", "crosswalk.csv", put("M2.01,1", "M2.01,100%")),
    Case("PKG021", "crosswalk.csv:5", "crosswalk.csv", put("M2.01,1", "M2.01,1e-999999999")),
    Case("PKG021", "crosswalk.csv:5", "crosswalk.csv", put("M2.01,1", "M2.01,3/2")),
    Case("PKG022", "crosswalk.csv:4", "crosswalk.csv", put("none,,", "none,1,")),
    Case("PKG023", "crosswalk.csv:5", "crosswalk.csv", put("M2.01,1", "M2.01,")),
    Case("PKG024", "crosswalk.csv:2", "crosswalk.csv", put("1/2", "1/3")),
    Case("PKG025", "plan.yaml:8", "plan.yaml", put("end: 2024", "end: 2021")),
    Case("PKG026", "history.yaml:6", "history.yaml", put("dated: 2022-06", "dated: 2022-03-21")),
    Case("PKG026", "history.yaml:6", "history.yaml", put("step: approval", "step: adoption"), ("PKG015",)),
    Case("PKG012", "history.yaml:4", "history.yaml", put("dated: '2022-03-22'", "dated: primavera")),
    Case("PKG025", "municipalities.csv:2", "municipalities.csv", put("adda,,", "adda,2022-01-02,2022-01-01")),
]
SEEN_ELSEWHERE = {"PKG001", "PKG002", "PKG003", "PKG004", "PKG005"}  # the tests under the table


def test_read_sound_package(tmp_path: Path) -> None:
    assert read(write_sound(tmp_path)).package == package()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.place}")
def test_read_refuses(tmp_path: Path, case: Case) -> None:
    file = write_sound(tmp_path) / case.file
    file.write_text(case.edit(file.read_text()), encoding="utf-8")
    reading = read(tmp_path)
    assert reading.package is None
    assert (case.code, case.place) in [(finding.code, finding.place) for finding in reading.findings]
    assert {finding.code for finding in reading.findings} == {case.code, *case.more}
    assert all(finding.message for finding in reading.findings)


def test_every_refusal_has_a_case() -> None:
    assert {case.code for case in CASES} | SEEN_ELSEWHERE == {rule.code for rule in REFUSALS}


def codes(folder: Path) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in read(folder).findings]


def test_read_no_folder(tmp_path: Path) -> None:
    assert codes(tmp_path / "nowhere") == [("PKG001", str(tmp_path / "nowhere"))]


def test_read_empty_folder(tmp_path: Path) -> None:
    assert codes(tmp_path) == [("PKG002", "grids.yaml"), ("PKG002", "objectives.csv"), ("PKG002", "plan.yaml")]


def test_read_without_optional_files(tmp_path: Path) -> None:
    write_sound(tmp_path)
    for name in (
        "agenda.yaml",
        "agenda.csv",
        "municipalities.csv",
        "territory.yaml",
        "crosswalk.csv",
        "submeasures.csv",
    ):
        (tmp_path / name).unlink()
    plan = read(tmp_path).package
    assert plan is not None
    assert (plan.drivers, plan.agenda, plan.zones, plan.crosswalk) == ((), (), (), ())


def test_read_without_a_file_that_others_lead_to(tmp_path: Path) -> None:
    (write_sound(tmp_path) / "territory.yaml").unlink()
    assert codes(tmp_path) == [("PKG018", "municipalities.csv:2")]


def test_read_unknown_file(tmp_path: Path) -> None:
    (write_sound(tmp_path) / "objectivs.csv").write_text("")
    (tmp_path / "README.md").write_text("people may leave notes")
    assert codes(tmp_path) == [("PKG003", "objectivs.csv")]


def test_read_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (write_sound(tmp_path) / "agenda.csv").unlink()
    (tmp_path / "agenda.csv").mkdir()
    assert codes(tmp_path) == [("PKG004", "agenda.csv")]


def test_read_another_encoding(tmp_path: Path) -> None:
    file = write_sound(tmp_path) / "objectives.csv"
    file.write_bytes(file.read_text().replace("energia", "energìa").encode("cp1252"))
    assert codes(tmp_path) == [("PKG005", "objectives.csv:4")]


def test_read_spreadsheet_habits(tmp_path: Path) -> None:
    """A byte order mark and Windows line ends are no fault of the people who edit a table."""
    file = write_sound(tmp_path) / "objectives.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read(tmp_path).package == package()


def test_read_tells_all_problems_at_once_by_file_and_line(tmp_path: Path) -> None:
    write_sound(tmp_path)
    with (tmp_path / "agenda.csv").open("a") as stream:
        stream.write('D01,M1.02,"due\nrighe",source,\n,M1.01,x,source,\nD01,M1.99,x,source,\n')
    with (tmp_path / "objectives.csv").open("a") as stream:
        stream.write("M1.01,,municipalities,source,\n")
    assert codes(tmp_path) == [
        ("PKG013", "agenda.csv:8"),
        ("PKG018", "agenda.csv:9"),
        ("PKG013", "objectives.csv:5"),
        ("PKG015", "objectives.csv:5"),
    ]


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(FILES),
    where=st.floats(0, 1),
    cut=st.integers(0, 40),
    put_in=st.binary(max_size=20)
    | st.sampled_from([b"? [a]: b", b"!!int x", b"!!python/object:os.system", b"<<: *a", b'"']),
)
def test_read_never_raises(name: str, where: float, cut: int, put_in: bytes) -> None:
    """Damage anywhere is either harmless or told with a place."""
    with tempfile.TemporaryDirectory() as folder:
        file = write_sound(Path(folder)) / name
        content = file.read_bytes()
        start = int(where * len(content))
        file.write_bytes(content[:start] + put_in + content[start + cut :])
        reading = read(Path(folder))
    assert (reading.package is None) == bool(reading.findings)
    assert all(finding.place and finding.message for finding in reading.findings)

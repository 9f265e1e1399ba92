import re
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pydantic import ValidationError

from segnavia.core.codes import mission_of
from segnavia.core.findings import Severity
from segnavia.core.provenance import Provenance
from segnavia.plans.canonical import canonical, from_canonical
from segnavia.plans.coherence import check
from segnavia.plans.guidance import FILE, guidance
from segnavia.plans.layout import DOCUMENTS, FILES, TABLES
from segnavia.plans.reader import read
from segnavia.plans.schema import Package
from segnavia.plans.skeleton import _OF, PNRR_YEARS, WHOLE, skeleton
from segnavia.plans.writer import files_of, write
from segnavia.sources import istat_comuni
from tests.plans.test_writer import MILANO


def provinces() -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Every province of Italy: its name and municipalities by code."""
    table = istat_comuni.read(istat_comuni.default_path())
    found: dict[str, tuple[str, list[tuple[str, str]]]] = defaultdict(lambda: ("", []))
    for row in table.select(["Codice Comune", "Comune", "Provincia"]).to_pylist():
        code = row["Codice Comune"]
        found[code[:3]] = (row["Provincia"], [*found[code[:3]][1], (code, row["Comune"])])
    return found


PROVINCES = provinces()


def firenze() -> Package:
    return skeleton("048", *PROVINCES["048"])


def test_there_are_all_provinces() -> None:
    assert len(PROVINCES) == 107
    assert {"001", "015", "048", "111"} <= PROVINCES.keys()


@pytest.mark.parametrize("territory", PROVINCES)
def test_every_province_has_one(territory: str, tmp_path: Path) -> None:
    package = skeleton(territory, *PROVINCES[territory])
    write(package, tmp_path)
    (tmp_path / FILE).write_text(guidance(package), encoding="utf-8")
    reading = read(tmp_path)
    assert reading.findings == ()
    assert reading.package == package == from_canonical(canonical(package))
    assert files_of(package) == {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != FILE}
    assert Counter(finding.code for finding in check(package)) == {"PLN107": 1, "PLN192": 3}
    assert all(finding.rule.severity is not Severity.ERROR for finding in check(package))


def test_it_has_the_grid_and_the_municipalities_and_nothing_else() -> None:
    package = firenze()
    assert not package.has_objectives
    assert [mission.code for mission in package.missions] == [f"M{number}" for number in range(1, 8)]
    assert len(package.components) == 17
    assert {mission_of(component.code) for component in package.components} == {m.code for m in package.missions}
    assert [(m.code, m.title) for m in package.municipalities] == PROVINCES["048"][1]
    assert {m.zone for m in package.municipalities} == {zone.code for zone in package.zones} == {WHOLE}
    empty = ("parts", "levels", "keywords", "objectives", "drivers", "agenda", "reform_tracks", "crosswalk")
    assert not any(getattr(package, key) for key in empty)


def test_its_grid_holds_that_of_a_plan_written_by_hand() -> None:
    """Milano's components were transcribed from its document: the same codes, before mission 7."""
    plan = read(MILANO).package
    assert plan is not None
    assert plan.has_objectives
    codes = [component.code for component in firenze().components]
    assert codes[:16] == [component.code for component in plan.components]
    judged = {submeasure.code[:4] for submeasure in plan.submeasures}
    assert judged <= set(codes)


def test_what_the_office_has_to_say_is_marked() -> None:
    package = firenze()
    ours = (package.plan, *package.directions, *package.zones)
    assert all(record.provenance is Provenance.EDITORIAL and record.note for record in ours)
    assert not any(component.directions for component in package.components)
    assert {m.provenance for m in (*package.missions, *package.municipalities)} == {Provenance.SOURCE}


@pytest.mark.parametrize(
    ("territory", "body", "actor"),
    [
        ("048", "Città metropolitana di Firenze", "Città metropolitana"),
        ("058", "Città metropolitana di Roma Capitale", "Città metropolitana"),
        ("016", "Provincia di Bergamo", "Provincia"),
        ("066", "Provincia dell'Aquila", "Provincia"),
        ("007", "Regione autonoma Valle d'Aosta/Vallée d'Aoste", "Regione autonoma"),
        ("022", "Provincia autonoma di Trento", "Provincia autonoma"),
        ("089", "Libero Consorzio comunale di Siracusa", "Libero Consorzio comunale"),
    ],
)
def test_the_body_is_called_by_its_kind(territory: str, body: str, actor: str) -> None:
    package = skeleton(territory, *PROVINCES[territory])
    assert (package.plan.body, package.directions[0].title) == (body, actor)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Valle d'Aosta/Vallée d'Aoste", "valle-d-aosta-vallee-d-aoste-2021-2026"),
        ("Forlì-Cesena", "forli-cesena-2021-2026"),
        ("東京", "048-2021-2026"),
        ("a" * 300, "a" * 80 + "-2021-2026"),
    ],
)
def test_the_name_gives_the_code(name: str, code: str) -> None:
    assert skeleton("048", name, []).plan.code == code


def test_names_with_an_article_are_those_of_provinces() -> None:
    names = {name for name, _ in PROVINCES.values()}
    assert names >= _OF.keys()


def test_period() -> None:
    assert firenze().plan.period.start == PNRR_YEARS[0]
    package = skeleton("048", "Firenze", [], (2026, 2028))
    assert (package.plan.code, package.plan.period.end) == ("firenze-2026-2028", 2028)


def test_without_municipalities_there_is_no_zone() -> None:
    package = skeleton("048", "Firenze", [])
    assert (package.zones, package.municipalities) == ((), ())
    assert [finding.code for finding in check(package) if finding.rule.severity is not Severity.INFO] == ["PLN107"]


@pytest.mark.parametrize(
    ("territory", "period"), [("48", (2021, 2026)), ("048", (2028, 2026))], ids=["territory", "period"]
)
def test_what_no_plan_may_have_is_refused(territory: str, period: tuple[int, int]) -> None:
    with pytest.raises(ValidationError):
        skeleton(territory, "Firenze", [], period)


@pytest.mark.parametrize(
    ("published", "meant"),
    [
        ("San Floriano del Collio-\x8ateverjan", "San Floriano del Collio-Števerjan"),
        ("Bagno\ta \x81Ripoli\x00\n", "Bagno a Ripoli"),
    ],
)
def test_titles_are_made_readable(published: str, meant: str) -> None:
    assert skeleton("031", "Gorizia", [("031019", published)]).municipalities[0].title == meant
    assert skeleton("031", published, []).plan.title == f"Griglia del PNRR: {meant}"


def test_without_a_name_it_is_called_by_its_code() -> None:
    assert skeleton("048", " \x00", []).plan.code == "048-2021-2026"


def test_it_is_made_in_no_time() -> None:
    """The measurement makes one for each territory without a plan; the largest province is Torino."""
    started = time.perf_counter()
    for _ in range(10):
        skeleton("001", *PROVINCES["001"])
    assert (time.perf_counter() - started) / 10 < 0.1


def sections(text: str) -> dict[str, tuple[str, str]]:
    """What the guidance says of each file: the words, and the example with its fence."""
    parts = re.split(r"^## (\S+\.\w+)$", text, flags=re.MULTILINE)[1:]
    return {
        file: (
            re.sub(r"```.*?```", "", body, flags=re.DOTALL),
            "".join(re.findall(r"```\w+\n(.*?)```", body, re.DOTALL)),
        )
        for file, body in zip(parts[::2], parts[1::2], strict=True)
    }


def test_guidance_tells_of_every_file() -> None:
    said = sections(guidance(firenze()))
    assert set(said) == set(FILES)
    assert all("Da scrivere" in words for words, _ in said.values())


def test_following_the_guidance_gives_a_sound_plan(tmp_path: Path) -> None:
    """Its examples, put where it says, are read without a refusal and leave a plan with objectives and money."""
    package = firenze()
    write(package, tmp_path)
    for file, (_, example) in sections(guidance(package)).items():
        kept = (tmp_path / file).read_text(encoding="utf-8") if file in ("plan.yaml", "grids.yaml") else ""
        (tmp_path / file).write_text(kept + example, encoding="utf-8")
    reading = read(tmp_path)
    assert reading.findings == ()
    assert reading.package is not None
    assert reading.package.has_objectives
    filled = [key for keys in DOCUMENTS.values() for key in keys] + [table.key for table in TABLES]
    assert [key for key in filled if key != "levels" and not getattr(reading.package, key)] == []
    assert all(finding.rule.severity is not Severity.ERROR for finding in check(reading.package))

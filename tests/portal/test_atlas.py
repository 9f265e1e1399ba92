"""The interactive map's addresses, and the country's page: what they say is what the bulletins say."""

import re
from pathlib import Path

import mapbox_vector_tile
import pytest
from django.conf import LazySettings
from django.test import Client

from segnavia.briefing import state
from segnavia.briefing.places import municipality_rows
from segnavia.monitoring import overview, reading
from segnavia.monitoring.pipeline import measure
from segnavia.monitoring.publishing import publish
from segnavia.opendata.tile_sets import prepare
from segnavia.opendata.tiles import LEVELS
from segnavia.plans.canonical import sha256_of
from segnavia.plans.skeleton import skeleton
from segnavia.sources import istat_comuni
from tests.portal.markup import Markup
from tests.portal.sample import BULLETIN, Reader, Text, plan_text

BERGAMO = "016"


@pytest.fixture(scope="module")
def several_home(example_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two territories: Milano on its plan, Bergamo on the PNRR's grid alone."""
    home = tmp_path_factory.mktemp("several")
    (home / "lake").symlink_to(example_home / "lake")
    table = istat_comuni.read(istat_comuni.default_path())
    towns = [
        (code, title)
        for code, title in zip(table["Codice Comune"].to_pylist(), table["Comune"].to_pylist(), strict=True)
        if code.startswith(BERGAMO)
    ]
    packages = {"015": state.from_canonical(plan_text()), BERGAMO: skeleton(BERGAMO, "Provincia di Bergamo", towns)}
    with measure(home, packages) as measurements:
        for measurement in measurements:
            publish(home, measurement)
    return home


@pytest.fixture
def several(several_home: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, db: None) -> Client:
    settings.SEGNAVIA_HOME = several_home
    text = Text(plan_text(), sha256_of(plan_text()))
    monkeypatch.setattr(state, "current_text", lambda _territory: text)
    return Client()


def test_map_of_the_sample_says_its_figures(portal: Client) -> None:
    found = portal.get("/territorio/mappa.json").json()
    rows = {row.code: row for row in municipality_rows(state.current().book, BULLETIN)}
    funded = next(each for each in found["measures"] if each["code"] == "finanziato")
    assert found["places"]["code"]
    for code, value in zip(found["places"]["code"], funded["values"], strict=True):
        money = rows[code].money
        assert value == (0 if money.located == 0 else None if money.funded is None else float(money.funded))
    assert found["about"]["bulletin"] == BULLETIN.id


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_map_speaks_the_language_of_its_address(portal: Client, prefix: str) -> None:
    titles = [each["title"] for each in portal.get(f"{prefix}/territorio/mappa.json").json()["measures"]]
    assert ("Funded" in titles) is bool(prefix)


def test_without_a_bulletin_there_is_no_map(portal: Client, reader: Reader) -> None:
    reader.bulletins = ()
    answer = portal.get("/territorio/mappa.json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert "data-atlas" not in portal.get("/territorio").content.decode()


def test_bulletin_without_boundaries_keeps_the_drawn_map(
    portal: Client, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "get_boundaries", lambda *_: None)
    page = portal.get("/territorio").content.decode()
    assert "data-atlas" not in page
    assert "map.js" not in page
    assert '<figure class="map">' in page


def test_one_territory_alone_makes_no_country(portal: Client) -> None:
    assert portal.get("/territorio/italia").status_code == 404
    assert portal.get("/territorio/italia.json").status_code == 404
    assert portal.get("/territorio/italia/mappa.json").status_code == 404
    assert "/territorio/italia" not in Markup(portal.get("/territorio").content.decode()).links


def told(page: str, name: str) -> str:
    found = re.search(rf' data-{name}="([^"]*)"', page)
    assert found
    return found[1]


def tiles_of(page: str) -> str:
    """The address of all tiles, made from that of one as the script makes it."""
    one = told(page, "tile")
    return re.sub(r"\d+/\d+/\d+\.mvt$", "{z}/{x}/{y}.mvt", one)


def test_tiles_that_the_page_names_are_there_for_ever(several: Client) -> None:
    page = several.get("/territorio").content.decode()
    tiles = tiles_of(page)
    assert tiles_of(several.get("/en/territorio").content.decode()) == tiles  # geometry has no language
    answer = several.get(tiles.format(z=9, x=269, y=183), headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert answer.headers["Content-Encoding"] == "gzip"
    plain = several.get(tiles.format(z=9, x=269, y=183))
    assert "Content-Encoding" not in plain.headers
    assert several.get(told(page, "tile")).content
    features = mapbox_vector_tile.decode(plain.content)["municipalities"]["features"]
    assert 15146 in {feature["id"] for feature in features}
    tag = {"If-None-Match": plain.headers["ETag"]}
    assert several.get(tiles.format(z=9, x=269, y=183), headers=tag).status_code == 304
    empty = several.get(tiles.format(z=9, x=1, y=1))
    assert (empty.status_code, empty.content) == (200, b"")
    assert several.get(tiles.format(z=3, x=1, y=1)).status_code == 404


def test_country_s_tiles_are_cut_before_anybody_asks(several: Client, tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    prepare(tmp_path, lambda *step: told.append(step))
    assert told[-1] == ("tiles", len(told), None)
    (kept,) = (folder for folder in (tmp_path / "tiles").iterdir() if not folder.name.startswith("."))
    assert {int(folder.name) for folder in kept.iterdir()} == set(LEVELS)
    assert kept.name in several.get("/territorio/italia").content.decode()


def test_one_territory_needs_no_preparation(portal: Client, tmp_path: Path) -> None:
    prepare(tmp_path, lambda *_step: pytest.fail("there is nothing to cut"))
    assert list(tmp_path.iterdir()) == []


def test_country_says_the_sums_of_its_territories(several: Client, several_home: Path) -> None:
    found = several.get("/territorio/italia.json").json()
    bulletins = [reading.current(several_home, territory) for territory in ("015", BERGAMO)]
    assert [row["code"] for row in found["territories"]["items"]] == ["015", BERGAMO]
    total = sum(bulletin.total.funding_pnrr or 0 for bulletin in bulletins if bulletin)
    assert found["whole"]["funding_pnrr"] == pytest.approx(float(total))
    assert found["regions"]["items"][0]["title"] == "Lombardia"
    assert found["about"]["bulletins"] == list(overview.current_ids(several_home))
    assert found["about"]["as_of"] == ["2025-03-31"]
    assert "projects_located" not in found["whole"]  # one that lies in both would count twice


def test_country_s_map_holds_every_municipality(several: Client, several_home: Path) -> None:
    data = several.get("/territorio/italia/mappa.json").json()
    assert len(data["places"]["code"]) == 133 + 243
    funded = dict(zip(data["places"]["code"], data["measures"][0]["values"], strict=True))
    for territory in ("015", BERGAMO):
        bulletin = reading.current(several_home, territory)
        assert bulletin is not None
        for code in bulletin.places:
            figure = bulletin.figure("municipality", code)
            known = 0 if not figure.projects_located else figure.funding_pnrr
            assert funded[code] == (None if known is None else pytest.approx(float(known), abs=0.011))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_country_s_page_answers_and_obeys_the_content_policy(several: Client, prefix: str) -> None:
    page = several.get(f"{prefix}/territorio/italia")
    assert page.status_code == 200
    markup = Markup(page.content.decode())
    assert markup.refused == []
    assert "Provincia di Bergamo" in markup.text
    assert "Lombardia" in markup.text
    assert f"{prefix}/territorio/italia" in Markup(several.get(f"{prefix}/territorio").content.decode()).links
    tiles = tiles_of(page.content.decode())
    assert several.get(tiles.format(z=8, x=134, y=91)).status_code == 200


def test_country_s_map_is_drawn_by_territory(several: Client) -> None:
    page = several.get("/territorio/italia?misura=pagato").content.decode()
    drawn = page.partition('<figure class="map">')[2].partition("</figure>")[0]
    assert drawn.count("<path") == 2
    assert "Pagato, per territorio" in drawn


def test_boundaries_that_come_later_are_seen(
    several: Client, several_home: Path, tmp_path: Path, settings: LazySettings
) -> None:
    """A bulletin that is older than boundaries gets them when it is published again: its id stays the same."""
    home = tmp_path / "home"
    (home / "bulletins").mkdir(parents=True)
    for entry in (several_home / "bulletins").glob("[0-9]*"):
        (home / "bulletins" / entry.name).mkdir()
        for file in entry.iterdir():
            (home / "bulletins" / entry.name / file.name).write_bytes(file.read_bytes())
        (home / "bulletins" / f"current-{entry.name[:3]}").symlink_to(entry.name)
    settings.SEGNAVIA_HOME = home
    later = [file.rename(file.with_suffix(".later")) for file in (home / "bulletins").glob("0*/boundaries.json")]
    assert several.get("/territorio/italia/mappa.json").status_code == 404
    assert "data-atlas" not in several.get("/territorio/italia").content.decode()
    for file in later:
        file.rename(file.with_suffix(".json"))
    assert len(several.get("/territorio/italia/mappa.json").json()["places"]["code"]) == 133 + 243


def test_words_of_the_script_are_on_the_page(portal: Client) -> None:
    """Every word that the script asks for, and no other."""
    source = Path(__file__).parents[2] / "frontend" / "src" / "atlas"
    scripts = [file.read_text(encoding="utf-8") for file in source.glob("*.js")]
    asked = {word for script in scripts for word in re.findall(r"words\.of\(\"([\w-]+)\"", script)}
    page = portal.get("/territorio").content.decode()
    assert asked
    assert set(re.findall(r'data-word="([\w-]+)"', page)) == asked

"""The interactive map, with and without what it needs: WebGL drawn in software, a keyboard, JavaScript."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from math import dist
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.access import violations
from tests.browser.conftest import ROOT, environment_of, free_port, segnavia, served
from tests.conftest import CHROMIUM

WIDTHS = pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desktop"])
PATIENCE = 60_000  # milliseconds: without a graphics card the first picture takes a while
# What the panel says of every municipality, by steps of the history, as the back button makes them.
SAID = """codes => codes.map(code => {
    history.replaceState(null, "", `?comune=${code}${location.hash}`);
    dispatchEvent(new PopStateEvent("popstate"));
    const panel = document.querySelector("[data-panel]");
    const facts = [...panel.querySelectorAll("dd")].map(each => each.textContent);
    return [panel.querySelector("[data-title]").textContent, ...facts];
})"""
# The same of the table on the page: name, funded, paid, for each inhabitant, projects.
WRITTEN = """[...document.querySelectorAll("[aria-labelledby=municipalities] tbody tr")].map(row => {
    const text = n => row.cells[n].textContent.trim();
    const known = (value, unit) => value === "non noto" ? value : `${value}\\u00a0${unit}`;
    return [text(0), known(text(4), "M€"), known(text(5), "M€"), known(text(6), "€"), text(3)];
})"""


@contextmanager
def launched(chromium: Browser, *arguments: str) -> Iterator[Browser]:
    """The tests' browser once more, told how to draw."""
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=["--no-sandbox", *arguments])
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def webgl(chromium: Browser) -> Iterator[Browser]:
    """A browser with WebGL, drawn in software."""
    with launched(chromium, "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader") as browser:
        yield browser


@pytest.fixture(scope="module")
def without_webgl(chromium: Browser) -> Iterator[Browser]:
    with launched(chromium, "--disable-gpu", "--disable-3d-apis") as browser:
        yield browser


@pytest.fixture
def context(webgl: Browser, site: str) -> Iterator[BrowserContext]:
    context = webgl.new_context(base_url=site, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def map_page(context: BrowserContext, complaints: list[str]) -> Page:
    """A page that tells what the browser complains of: scripts, the content policy, what cannot be loaded."""
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def opened(page: Page, address: str = "/territorio") -> Page:
    page.goto(address)
    page.locator(".atlas-up").wait_for()
    return page


def panel(page: Page) -> dict[str, str]:
    terms = page.locator("[data-panel] dt").all_inner_texts()
    return dict(zip(terms, page.locator("[data-panel] dd").all_inner_texts(), strict=True))


@WIDTHS
def test_map_takes_the_place_of_the_drawn_one(map_page: Page, complaints: list[str], width: int) -> None:
    map_page.set_viewport_size({"width": width, "height": 900})
    opened(map_page)
    expect(map_page.locator(".atlas canvas")).to_be_visible()
    expect(map_page.locator(".atlas figure.map svg").first).to_be_hidden()
    expect(map_page.get_by_role("region", name="Mappa interattiva")).to_be_visible()
    assert map_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(map_page) == []
    map_page.get_by_role("combobox", name="Cerca un Comune").fill("abbia")
    assert violations(map_page) == []
    map_page.keyboard.press("Enter")
    expect(map_page.get_by_role("heading", name="Abbiategrasso")).to_be_in_viewport()
    map_page.emulate_media(forced_colors="active")
    assert violations(map_page) == []
    assert complaints == []


def test_measure_changes_map_words_and_address_as_the_page_itself_would(map_page: Page) -> None:
    opened(map_page)
    measures = map_page.get_by_role("navigation", name="Che cosa mostra la mappa")
    measures.get_by_role("link", name="Quota pagata").click()
    expect(map_page).to_have_url(re.compile(r"/territorio\?misura=quota-pagata#mappa="))
    expect(measures.locator("[aria-current]")).to_have_text("Quota pagata")
    shown = [map_page.locator(each).inner_text() for each in (".legend", "figcaption", ".lead-sentence")]
    with map_page.context.browser.new_page(java_script_enabled=False) as plain:
        plain.goto(map_page.url)
        written = [plain.locator(each).inner_text() for each in (".legend", "figcaption", ".lead-sentence")]
    assert [" ".join(text.split()) for text in shown] == [" ".join(text.split()) for text in written]


def test_municipality_is_found_by_keyboard_and_said_aloud(map_page: Page, complaints: list[str]) -> None:
    opened(map_page)
    box = map_page.get_by_role("combobox", name="Cerca un Comune")
    box.focus()
    map_page.keyboard.type("san giu")
    expect(box).to_have_attribute("aria-expanded", "true")
    map_page.keyboard.press("ArrowDown")
    chosen = map_page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_contain_text("San Giuliano Milanese")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    map_page.keyboard.press("Enter")
    expect(map_page).to_have_url(re.compile(r"comune=015195"))
    expect(map_page.get_by_role("status")).to_contain_text("San Giuliano Milanese. Finanziato:")
    assert panel(map_page)["Finanziato"] in map_page.get_by_role("status").inner_text()
    map_page.keyboard.press("Escape")
    expect(map_page.locator("[data-panel]")).to_be_hidden()
    expect(map_page).not_to_have_url(re.compile("comune="))
    assert complaints == []


def test_keyboard_moves_zooms_and_chooses_on_the_map(map_page: Page) -> None:
    opened(map_page)
    canvas = map_page.get_by_role("region", name="Mappa interattiva")
    canvas.focus()
    first = map_page.url
    map_page.keyboard.press("+")
    map_page.wait_for_url(lambda url: url != first and "#mappa=" in url)
    second = map_page.url
    map_page.keyboard.press("ArrowUp")
    map_page.wait_for_url(lambda url: url != second)
    map_page.keyboard.press("Enter")
    expect(map_page.locator("[data-panel] h2")).not_to_be_empty()
    expect(map_page).to_have_url(re.compile(r"comune=015\d{3}"))


def test_panel_says_of_every_municipality_what_the_table_says(map_page: Page) -> None:
    opened(map_page)
    written = {row[0]: row for row in map_page.evaluate(WRITTEN)}
    links = map_page.locator("[aria-labelledby=municipalities] tbody a").evaluate_all(
        "links => links.map(link => link.pathname.split('/').at(-1))"
    )
    assert len(links) == 133
    for title, funded, paid, each, _share, projects in map_page.evaluate(SAID, links):
        assert [title, funded, paid, each, projects] == written[title]


def test_panel_leads_to_the_page_with_the_same_figures(map_page: Page) -> None:
    opened(map_page, "/territorio?comune=015002&misura=pagato")
    expect(map_page.get_by_role("heading", name="Abbiategrasso")).to_be_visible()
    facts = panel(map_page)
    twin = map_page.request.get("/comuni/015002.json").json()
    assert facts["Progetti"] == str(twin["projects_located"])
    assert facts["Finanziato"] == f"{twin['funding_pnrr'] / 1e6:.1f}".replace(".", ",") + "\u00a0M€"
    assert facts["Quota pagata"] == f"{twin['paid_ratio'] * 100:.0f}\u00a0%"
    map_page.get_by_role("link", name="I suoi progetti").click()
    expect(map_page).to_have_url(re.compile(r"/comuni/015002#projects$"))
    expect(map_page.locator("#projects")).to_be_attached()


def test_address_restores_the_view_and_back_takes_a_step_back(map_page: Page, context: BrowserContext) -> None:
    opened(map_page)
    map_page.get_by_role("combobox", name="Zona").select_option(label="Alto Milanese")
    expect(map_page).to_have_url(re.compile("zona=alto-milanese"))
    map_page.get_by_role("button", name="Mostra dove sono i progetti").click()
    expect(map_page).to_have_url(re.compile("progetti=1"))
    map_page.wait_for_timeout(500)  # the map writes its view once it has come to rest
    map_page.get_by_role("button", name=re.compile("Copia il link")).click()
    shared = map_page.evaluate("navigator.clipboard.readText()")
    other = opened(context.new_page(), shared)
    expect(other.get_by_role("combobox", name="Zona")).to_have_value("alto-milanese")
    expect(other.get_by_role("button", name="Mostra dove sono i progetti")).to_have_attribute("aria-pressed", "true")
    assert other.url == shared
    map_page.go_back()
    expect(map_page.get_by_role("button", name="Mostra dove sono i progetti")).to_have_attribute(
        "aria-pressed", "false"
    )
    map_page.go_back()
    expect(map_page.get_by_role("combobox", name="Zona")).to_have_value("")


def test_cluster_tells_projects_and_money_and_leads_to_the_lists(map_page: Page, complaints: list[str]) -> None:
    opened(map_page, "/territorio?progetti=1")
    canvas = map_page.locator(".maplibregl-canvas")
    box = canvas.bounding_box()
    assert box is not None
    heading = map_page.locator("[data-panel] h2")
    middle = (box["width"] / 2, box["height"] / 2)
    spots = [(x, y) for y in range(20, int(box["height"]) - 20, 24) for x in range(20, int(box["width"]) - 60, 24)]
    spots.sort(key=lambda spot: dist(spot, middle))
    for x, y in spots:
        canvas.hover(position={"x": x, "y": y})
        if canvas.evaluate("canvas => canvas.style.cursor") != "pointer":
            continue
        canvas.click(position={"x": x, "y": y})
        map_page.wait_for_timeout(100)
        if re.search("progetti in", heading.text_content() or ""):
            break
    expect(heading).to_have_text(re.compile(r"^[\d.]+ progetti in [\d.]+ Comuni$"))
    expect(map_page.locator("[data-under]")).to_contain_text("M€")
    expect(map_page.locator("[data-links] a").first).to_have_attribute(
        "href", re.compile(r"^/comuni/015\d{3}#projects$")
    )
    assert complaints == []


def test_print_gets_a_picture(map_page: Page) -> None:
    opened(map_page)
    map_page.evaluate("dispatchEvent(new Event('beforeprint'))")
    picture = map_page.locator(".atlas-printed").get_attribute("src")
    assert picture is not None
    assert picture.startswith("data:image/png;base64,")
    assert len(picture) > 20_000  # an empty one is a few kilobytes


@WIDTHS
def test_without_webgl_the_drawn_map_stays(
    without_webgl: Browser, site: str, complaints: list[str], width: int
) -> None:
    with without_webgl.new_page(base_url=site, viewport={"width": width, "height": 900}) as page:
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        with page.expect_console_message(lambda said: "The drawn map stays" in said.text, timeout=PATIENCE):
            page.goto("/territorio")
        _drawn_map_stands(page)
        assert violations(page) == []
    assert complaints == []


def test_without_javascript_the_drawn_map_stays(chromium: Browser, site: str) -> None:
    with chromium.new_page(base_url=site, java_script_enabled=False) as page:
        page.goto("/territorio?misura=pagato")
        _drawn_map_stands(page)
        expect(page.locator("figcaption")).to_contain_text("Pagamenti")


def test_when_tiles_cannot_be_had_the_drawn_map_stays(map_page: Page) -> None:
    map_page.route("**/*.mvt", lambda route: route.abort())
    with map_page.expect_console_message(lambda said: "The drawn map stays" in said.text):
        map_page.goto("/territorio")
    _drawn_map_stands(map_page)


@pytest.fixture(scope="module")
def two_territories(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that has published another territory beside its own."""
    copy = tmp_path_factory.mktemp("two") / "home"
    shutil.copytree(home, copy, symlinks=True, ignore=shutil.ignore_patterns("static"))
    arguments = segnavia("monitor", "--territory", "016", "--publish")
    subprocess.run(arguments, env=environment_of(copy), cwd=ROOT, check=True, capture_output=True)
    with served(copy, free_port()) as address:
        yield address


def test_country_s_map_holds_all_territories(map_page: Page, two_territories: str, complaints: list[str]) -> None:
    map_page.goto(f"{two_territories}/territorio")
    map_page.get_by_role("link", name="Tutti i territori pubblicati qui").click()
    map_page.locator(".atlas-up").wait_for()
    assert violations(map_page) == []
    choices = map_page.get_by_role("combobox", name="Territorio")
    assert choices.locator("option").all_inner_texts() == [
        *("tutto", "Città metropolitana di Milano", "Provincia di Bergamo")
    ]
    map_page.get_by_role("combobox", name="Cerca un Comune").fill("treviglio")
    map_page.keyboard.press("Enter")
    expect(map_page.locator("[data-panel] h2")).to_have_text("Treviglio")
    expect(map_page.locator("[data-under]")).to_contain_text("Provincia di Bergamo")
    expect(map_page.locator("[data-links] a")).to_have_count(0)  # its pages stand on the site of its own territory
    map_page.get_by_role("combobox", name="Cerca un Comune").fill("abbiategrasso")
    map_page.keyboard.press("Enter")
    expect(map_page.locator("[data-links] a").first).to_have_attribute("href", "/comuni/015002")
    assert complaints == []


def _drawn_map_stands(page: Page) -> None:
    expect(page.locator("figure.map svg").first).to_be_visible()
    expect(page.locator(".atlas canvas")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Cerca un Comune")).to_be_hidden()
    assert page.locator("figure.map svg a").count() == 133

"""The plan's editor in a browser: the tree stays, two people at once are told, and all works without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk.test_browser import choose_password, good, log_in
from tests.plans.samples import write_sound
from tests.serving import free_port, links_in, run, served, settings

pytestmark = pytest.mark.browser
EMAIL = "planner@example.org"
OBJECTIVE = "/scrivania/piano/testo/objectives/M1.01"


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[tuple[str, Page, Page]]:
    """The site's address, and the planner twice: at a desk, and on a phone without JavaScript."""
    port = free_port()
    environment = settings(tmp_path_factory.mktemp("home"), SITE_URL=f"http://127.0.0.1:{port}")
    run(environment, "plan", "load", str(write_sound(tmp_path_factory.mktemp("plan") / "prova")))
    link = links_in(run(environment, "user", "add", EMAIL, "--name", "Piera", "--role", "planner"))[0]
    with served(environment, port) as address:
        desk = chromium.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
        phone = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False).new_page()
        choose_password(desk, link)
        for page in (desk, phone):
            page.goto(f"{address}/scrivania")
            if page.locator("[name=login]").count():
                log_in(page, EMAIL)
        yield address, desk, phone
        desk.context.close()
        phone.context.close()


def save(page: Page) -> None:
    page.locator("#record .desk-buttons button").first.click()


def test_update_is_begun_and_written_by_two_people_at_once(people: tuple[str, Page, Page]) -> None:
    address, desk, phone = people
    desk.goto(f"{address}/scrivania/piano/aggiornamento")
    save_begin = desk.locator("main .desk-buttons button")
    save_begin.click()
    expect(desk.locator("h1")).to_have_text("Piano di prova")
    for page in (desk, phone):
        page.goto(address + OBJECTIVE)

    # with htmx: the tree stays, its link says the new title, and the next save knows the new version
    tree = desk.locator(".plan-tree").element_handle()
    for title in ("Servizi per tutti", "Servizi per molti"):
        desk.locator("[name=title]").fill(title)
        save(desk)
        expect(desk.locator("#node-objectives-m1-01")).to_have_text(f"M1.01 {title}")
        expect(desk.locator(".note.success")).to_be_visible()
    assert tree.evaluate("tree => tree.isConnected")

    # without a script, and later than the other: told what differs, then a decision
    phone.locator("[name=title]").fill("Servizi per pochi")
    save(phone)
    expect(phone.locator("table.conflict")).to_contain_text("Servizi per molti")
    save(phone)
    expect(phone.locator("h1")).to_have_text("M1.01 Servizi per pochi")

    desk.locator("[name=code]").fill("M1.1")
    save(desk)
    expect(desk.locator(".error-summary")).to_be_focused()


def test_passage_is_added_with_and_without_scripts(people: tuple[str, Page, Page]) -> None:
    address, desk, phone = people
    for page in (desk, phone):
        page.goto(f"{address}/scrivania/piano/testo/parts/01")
        before = page.locator(".passage-fields").count()
        page.locator("[name=more]").click()
        expect(page.locator(".passage-fields")).to_have_count(before + 1)
        page.locator(f"[name=sections-{before}-title]").fill("Coda")
        save(page)
        expect(page.locator(".note.success")).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/testata",
        "/rilievi",
        "/vita",
        "/testo/parts/01",
        "/testo/objectives/M1.01",
        "/testo/objectives/M1.01/togli",
    ],
)
def test_page_of_the_plan_is_accessible(people: tuple[str, Page, Page], path: str) -> None:
    address, desk, _phone = people
    desk.goto(f"{address}/scrivania/piano{path}")
    good(desk)

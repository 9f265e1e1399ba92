"""Login and people as they are met: in a browser, on a phone and at a desk, with and without JavaScript."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import AXE
from tests.desk.people import PASSWORD
from tests.serving import free_port, links_in, run, served, settings

pytestmark = pytest.mark.browser
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


class Site:
    """A running site, and what its commands print."""

    def __init__(self, environment: dict[str, str], address: str) -> None:
        self.environment = environment
        self.address = address

    def invitation(self, email: str, *roles: str) -> str:
        options = [part for role in roles for part in ("--role", role)]
        told = run(self.environment, "user", "add", email, "--name", email.split("@", maxsplit=1)[0].title(), *options)
        return links_in(told)[0]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    port = free_port()
    environment = settings(tmp_path_factory.mktemp("home"), SITE_URL=f"http://127.0.0.1:{port}")
    with served(environment, port) as address:
        yield Site(environment, address)


def good(page: Page) -> None:
    """What holds for every page: accessible, no sideways scroll, one heading, nothing the policy forbids."""
    expect(page.locator("h1")).to_have_count(1)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)["violations"]
        assert [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"sideways at {width}"


def send(page: Page) -> None:
    page.locator("main .desk-buttons button[type=submit]").first.click()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def choose_password(page: Page, link: str) -> None:
    page.goto(link)
    for name in ("Password", "La stessa password, di nuovo"):
        page.get_by_label(name, exact=True).fill(PASSWORD)
    send(page)


def log_in(page: Page, email: str) -> None:
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    send(page)


def enter(page: Page, link: str, email: str) -> str:
    """An administrator's first login, from the link to the desk; one of the recovery codes."""
    choose_password(page, link)
    log_in(page, email)
    page.locator("[name=code]").fill(code_of(page.locator("li code").inner_text()))
    send(page)
    return page.locator(".recovery-codes li").first.inner_text()


@pytest.fixture
def page(site: Site, chromium: Browser) -> Iterator[Page]:
    """A browser in which nobody has logged in; nothing may break the content security policy."""
    page = chromium.new_page(base_url=site.address)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if "Content Security Policy" in m.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def test_invited_administrator_comes_in(site: Site, page: Page) -> None:
    link = site.invitation("ada@example.org", "administrator")
    page.goto(link)
    good(page)
    send(page)
    expect(page.get_by_role("alert")).to_be_focused()
    good(page)
    choose_password(page, link)
    expect(page.get_by_role("status")).to_contain_text("La password è scelta")
    good(page)
    page.locator("[name=login]").fill("ada@example.org")
    page.locator("[name=password]").fill("not this one")
    send(page)
    good(page)
    log_in(page, "ada@example.org")
    expect(page.locator("h1")).to_have_text("Attiva il secondo fattore")
    good(page)
    page.locator("[name=code]").fill(code_of(page.locator("li code").inner_text()))
    send(page)
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    good(page)
    spare = page.locator(".recovery-codes li").first.inner_text()
    page.get_by_role("link", name="Al mio lavoro").click()
    page.get_by_role("button", name="Esci").click()
    page.goto("/scrivania/profilo")
    log_in(page, "ada@example.org")
    good(page)
    page.locator("[name=code]").fill(spare)
    send(page)
    assert page.url == f"{site.address}/scrivania/profilo"
    for address in ("/scrivania/profilo", "/accesso/secondo-fattore", "/accesso/password", "/scrivania/nowhere"):
        page.goto(address)
        good(page)


def test_administrator_invites_and_shuts_out(site: Site, page: Page) -> None:
    enter(page, site.invitation("emma@example.org", "administrator"), "emma@example.org")
    page.goto("/scrivania/persone")
    good(page)
    page.get_by_role("link", name="Invita una persona").click()
    good(page)
    page.get_by_label("Indirizzo e-mail").fill("bruno")
    send(page)
    expect(page.get_by_role("alert")).to_be_focused()
    good(page)
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("Indirizzo e-mail")).to_be_focused()
    page.get_by_label("Indirizzo e-mail").fill("bruno@example.org")
    page.get_by_label("Nome").fill("Bruno <script>alert(1)</script>")
    page.get_by_label("Ufficio di piano").check()
    send(page)
    expect(page.get_by_role("status")).to_contain_text("invito")
    page.get_by_role("link", name="Bruno").click()
    good(page)
    page.get_by_role("button", name="Disattiva").click()
    expect(page.locator("dl")).to_contain_text("disattivato")
    good(page)
    page.goto("/en/scrivania/persone")
    expect(page.locator("h1")).to_have_text("People")


def test_part_of_a_page_is_renewed_under_the_content_policy(site: Site, page: Page) -> None:
    """htmx works without what the policy forbids; where the session has ended, it leads to the login."""
    enter(page, site.invitation("fosca@example.org", "administrator"), "fosca@example.org")

    answer = page.goto("/scrivania/persone")
    assert answer is not None
    button = '<p id="part"><button hx-get="/scrivania/profilo" hx-select="dl" hx-target="#part">Renew</button></p>'
    changed = answer.text().replace("</h1>", f"</h1>{button}")
    headers = {name: value for name, value in answer.headers.items() if name != "content-encoding"}
    page.route("**/scrivania/persone", lambda route: route.fulfill(headers=headers, body=changed))
    page.goto("/scrivania/persone")
    page.get_by_role("button", name="Renew").click()
    expect(page.locator("#part dl")).to_contain_text("fosca@example.org")
    page.goto("/scrivania/persone")
    lose_session(page.context)
    page.get_by_role("button", name="Renew").click()
    expect(page).to_have_url(f"{site.address}/accesso?next=%2Fscrivania%2Fprofilo")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_session_that_ends_loses_nothing_typed(site: Site, chromium: Browser, javascript: bool) -> None:
    name = f"carla{int(javascript)}@example.org"
    link, other = site.invitation(name, "administrator"), site.invitation(f"other-{name}", "planner")
    context = chromium.new_context(base_url=site.address, java_script_enabled=javascript)
    page = context.new_page()
    choose_password(page, other)
    spare = enter(page, link, name)

    page.goto("/scrivania/persone/invito")
    page.get_by_label("Indirizzo e-mail").fill("dora@example.org")
    page.get_by_label("Nome").fill("Dora, che scrive a lungo")
    page.get_by_label("Revisore").check()
    lose_session(context)
    send(page)
    log_in(page, name)
    page.locator("[name=code]").fill(spare)
    send(page)
    assert page.url == f"{site.address}/scrivania/persone/invito"
    expect(page.get_by_role("status")).to_contain_text("non è ancora salvato")
    expect(page.get_by_label("Nome")).to_have_value("Dora, che scrive a lungo")
    expect(page.get_by_label("Revisore")).to_be_checked()

    lose_session(context)
    send(page)
    log_in(page, f"other-{name}")
    page.goto("/scrivania")
    expect(page.locator("body")).not_to_contain_text("Dora")
    assert page.get_by_role("link", name="/scrivania/persone/invito").count() == 0
    context.close()


def lose_session(context: BrowserContext) -> None:
    """What is left in a browser when the server has forgotten its session."""
    assert any(cookie.get("name") == "sessionid" for cookie in context.cookies())
    context.clear_cookies(name="sessionid")


def test_assets_that_the_desk_needs_are_built() -> None:
    built = Path(__file__).parents[2] / "src" / "segnavia" / "portal" / "static" / "portal" / "dist"
    assert {"desk.css", "desk.js"} <= {file.name for file in built.iterdir()}

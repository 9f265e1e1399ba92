"""Login by OpenID Connect with a real provider and a real browser."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serving import ROOT, answers, free_port, node, run, served, settings

pytestmark = pytest.mark.browser
PROVIDER = ROOT / "frontend" / "node_modules" / "oidc-provider"

PEOPLE = {
    "anna": {"email": "anna@example.org", "email_verified": True, "name": "Anna"},
    "bea": {"email": "bea@example.org", "email_verified": False, "name": "Bea"},
    "carla": {"email": "carla@example.org", "email_verified": True, "name": "Carla"},
    "other-anna": {"email": "anna@example.org", "email_verified": True, "name": "Not Anna"},
    "dora": {"email": "dora@example.org", "email_verified": True, "name": "Dora"},
}


class Told:
    """What the provider tells of each subject."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.write(PEOPLE)

    def write(self, people: dict[str, dict[str, object]]) -> None:
        self.file.write_text(json.dumps(people))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return Told(tmp_path_factory.mktemp("provider") / "accounts.json")


@pytest.fixture(scope="module")
def site(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site that knows the provider, and into which Anna, Bea and Dora are invited."""
    for needed in (PROVIDER,):
        assert needed.exists(), f"{needed} is not there: `make test` sets up what the tests need"
    home = tmp_path_factory.mktemp("home")
    port, at = free_port(), free_port()
    environment = settings(
        home,
        OIDC_ISSUER=f"http://localhost:{at}",
        OIDC_CLIENT_ID="segnavia",
        OIDC_CLIENT_SECRET="between us",
        OIDC_NAME="Accesso di prova",
    )
    run(environment, "user", "add", "anna@example.org", "--name", "Anna", "--role", "planner")
    run(environment, "user", "add", "bea@example.org", "--name", "Bea", "--role", "planner")
    run(environment, "user", "add", "dora@example.org", "--name", "Dora", "--role", "administrator")
    back = f"http://127.0.0.1:{port}/accesso/oidc/localhost-{at}/ritorno"
    log = home / "provider.log"
    with (
        log.open("w") as out,
        subprocess.Popen(
            [node(), str(Path(__file__).parent / "provider.mjs")],
            env={**environment, "PORT": str(at), "REDIRECT_URI": back, "ACCOUNTS": str(told.file)},
            stdout=out,
            stderr=out,
        ) as provider,
        served(environment, port) as address,
    ):
        try:
            answers(f"http://localhost:{at}/.well-known/openid-configuration", log)
            yield address
        finally:
            provider.terminate()


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """A browser in which nobody has logged in, neither here nor at the provider."""
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if "Content Security Policy" in m.text else None)
    yield page
    context.close()
    assert complaints == []


def come_by_provider(page: Page, subject: str, wanted: str = "/scrivania") -> None:
    """From a page of the desk to the provider, in with a name, and back."""
    page.goto(wanted)
    page.get_by_role("button", name="Accesso di prova").click()
    page.locator("input[name=login]").fill(subject)
    page.locator("input[name=password]").fill("anything")
    page.locator("button[type=submit]").click()
    page.locator("button[type=submit]").click()  # consent


def test_invited_person_gets_in_and_to_where_they_wanted(page: Page) -> None:
    come_by_provider(page, "anna", "/scrivania/profilo")
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith("/scrivania/profilo")
    expect(page.locator("main")).to_contain_text("anna@example.org")


def test_person_is_known_by_the_subject_also_with_another_address(page: Page, told: Told) -> None:
    come_by_provider(page, "anna")
    page.get_by_role("link", name="Anna").click()
    page.context.clear_cookies()
    told.write({**PEOPLE, "anna": {"email": "married@example.org", "email_verified": True}})
    come_by_provider(page, "anna", "/scrivania/profilo")
    expect(page.locator("main")).to_contain_text("anna@example.org")
    told.write(PEOPLE)


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        pytest.param("carla", "carla@example.org", id="not invited"),
        pytest.param("bea", "bea@example.org", id="address not verified"),
        pytest.param("unheard-of", "", id="without an address"),
    ],
)
def test_stranger_gets_a_page_and_no_account(page: Page, subject: str, says: str) -> None:
    come_by_provider(page, subject)
    expect(page.locator("h1")).to_have_text("Nessun accesso")
    expect(page.locator("main")).to_contain_text(says)
    response = page.goto("/scrivania")
    assert response is not None
    assert "/accesso?next=" in page.url


def test_another_subject_with_the_same_address_is_not_that_person(page: Page) -> None:
    come_by_provider(page, "anna")
    expect(page.get_by_role("link", name="Anna")).to_be_visible()
    page.context.clear_cookies()
    come_by_provider(page, "other-anna")
    expect(page.locator("h1")).to_have_text("Nessun accesso")


def test_second_factor_is_the_providers_matter(page: Page) -> None:
    """An administrator who comes by the provider, which has asked for more than a password, sets up nothing here."""
    come_by_provider(page, "dora", "/scrivania/persone")
    assert page.url.endswith("/scrivania/persone")
    expect(page.locator("table")).to_contain_text("dora@example.org")

"""The planning office links projects of the example data: row by row with htmx, and the same without JavaScript."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.access import violations
from tests.browser.conftest import ROOT, environment_of, free_port, served

LIST = "/scrivania/collegamenti?proposte=1"


def log_in() -> None:
    """Writes the session of an officer who has logged in: run as a command, as it works in another state folder."""
    from segnavia.cli.django import setup

    setup(migrate=True)
    from django.conf import settings

    from segnavia.core.permissions import Role
    from tests.desk.people import desk_of, person

    sys.stdout.write(desk_of(person(Role.PLANNER, name="Piera")).cookies[settings.SESSION_COOKIE_NAME].value)


@pytest.fixture(scope="module")
def desk(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A site of its own, and the session of an officer."""
    mine = tmp_path_factory.mktemp("linker") / "home"
    shutil.copytree(home, mine, symlinks=True)
    command = [sys.executable, "-m", "tests.browser.test_linker"]
    told = subprocess.run(command, env=environment_of(mine), cwd=ROOT, check=True, capture_output=True, text=True)
    with served(mine, free_port()) as address:
        yield address, told.stdout.split()[-1]


def before(chromium: Browser, desk: tuple[str, str], width: int, *, script: bool) -> BrowserContext:
    address, session = desk
    context = chromium.new_context(
        base_url=address, viewport={"width": width, "height": 900}, java_script_enabled=script
    )
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return context


@pytest.fixture(params=[390, 1280], ids=["phone", "desktop"])
def officer(
    request: pytest.FixtureRequest, chromium: Browser, desk: tuple[str, str], complaints: list[str]
) -> Iterator[Page]:
    """A browser in which the officer has logged in."""
    with before(chromium, desk, request.param, script=True) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page


@pytest.fixture
def plain(chromium: Browser, desk: tuple[str, str]) -> Iterator[Page]:
    """The same on a phone, without JavaScript."""
    with before(chromium, desk, 390, script=False) as context:
        yield context.new_page()


def is_good(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


def outside(page: Page) -> int:
    text = page.locator("#links-lead strong").first.inner_text()
    return int(re.sub(r"\D", "", text))


def title_of(row: Locator) -> Locator:
    return row.locator(".link-title a")


def test_row_by_row(officer: Page, complaints: list[str]) -> None:
    officer.goto(LIST)
    is_good(officer)
    number = outside(officer)
    first, second, third = (officer.locator(".link-row").nth(n) for n in range(3))

    first.get_by_role("button", name="Accetta").first.click()
    expect(first.get_by_text("Accettata: il progetto serve")).to_be_visible()
    expect(title_of(first)).to_be_focused()
    expect(officer.locator("#links-told")).to_contain_text("Accettata")
    expect(officer.locator("#links-lead")).to_contain_text(f"{number - 1:,}".replace(",", "."))
    first.get_by_role("button", name="Ritira il giudizio").click()
    expect(officer.locator("#links-told")).to_contain_text("ritirato")
    expect(first.get_by_role("button", name="Accetta").first).to_be_visible()

    refused = second.locator(".offer-name").first.inner_text()
    second.get_by_role("link", name="Rifiuta…").first.click()
    expect(second.locator(".link-ask")).to_be_focused()
    is_good(officer)
    second.get_by_role("button", name="Rifiuta").click()
    expect(second.locator(".error-summary")).to_be_focused()
    second.get_by_label("Il contributo è solo indiretto").click()
    second.get_by_role("button", name="Rifiuta").click()
    expect(title_of(second)).to_be_focused()
    expect(second.get_by_text("Rifiutata:")).to_be_visible()
    assert refused not in second.locator(".offer-name").all_inner_texts()

    third.get_by_role("link", name="Non ne serve nessuno…").click()
    third.get_by_label("Nessun obiettivo del piano ha questo scopo").click()
    third.get_by_role("button", name="Non ne serve nessuno").click()
    expect(third.get_by_text("Non serve nessun obiettivo del piano", exact=True)).to_be_visible()
    is_good(officer)
    assert [text for text in complaints if "422" not in text] == []


def test_one_project_is_judged_with_its_shares_checked_as_one_types(officer: Page, complaints: list[str]) -> None:
    officer.goto(LIST)
    row = officer.locator(".link-row").filter(has=officer.get_by_role("link", name="Altro obiettivo…")).nth(4)
    row.get_by_role("link", name="Altro obiettivo…").click()
    is_good(officer)
    form = officer.locator(".link-form")
    form.get_by_label("Obiettivo").select_option("M4.04")
    form.get_by_label("Quota").fill("1/3")
    form.get_by_label("Motivo").fill("Ricerca")
    expect(form.locator(".link-sum")).to_have_text("Le quote sommano a 1/3: manca 2/3.")
    form.get_by_role("button", name="Aggiungi una riga").click()
    expect(form.get_by_label("Obiettivo").nth(1)).to_be_focused()
    form.get_by_label("Obiettivo").nth(1).select_option("M4.06")
    form.get_by_label("Motivo").nth(1).fill("Studenti")
    form.get_by_label("Quota").nth(1).fill("1/2")
    form.get_by_role("button", name="Salva il giudizio").click()
    expect(form.locator(".error-summary")).to_contain_text("manca 1/6")
    is_good(officer)
    form.get_by_role("button", name="Quote uguali").click()
    expect(form.get_by_label("Quota").nth(1)).to_have_value("1/2")
    expect(form.locator(".link-sum")).to_be_focused()
    form.get_by_role("button", name="Salva il giudizio").click()
    expect(officer.locator(".notes")).to_contain_text("Il giudizio è salvato.")
    expect(officer.locator("#changes")).to_contain_text("M4.04")
    is_good(officer)
    officer.get_by_role("button", name="Ritira il giudizio").click()
    expect(officer.locator(".notes")).to_contain_text("vale di nuovo quello del raccordo")
    assert [text for text in complaints if "422" not in text] == []


def test_all_of_it_works_without_javascript(plain: Page) -> None:
    plain.goto(f"{LIST}&pagina=2")
    plain.locator(".link-row").first.get_by_role("button", name="Accetta").first.click()
    expect(plain.locator(".notes")).to_contain_text("Accettata")
    expect(plain).to_have_url(re.compile(r"proposte=1&pagina=2$"))
    plain.locator(".link-row").first.get_by_role("link", name="Rifiuta…").first.click()
    expect(plain.locator("h1")).to_contain_text("Rifiutare")
    plain.get_by_label("Riguarda un altro ambito").click()
    plain.locator("main").get_by_role("button", name="Rifiuta").click()
    expect(plain).to_have_url(re.compile(r"proposte=1&pagina=2$"))
    for number in range(2):
        plain.locator(".link-choice input").nth(number).check()
    plain.get_by_role("button", name="Accetta la prima proposta").click()
    expect(plain.locator("main")).to_contain_text("2 progetti saranno giudicati così")
    plain.get_by_role("button", name="Accetta").click()
    expect(plain.locator(".notes")).to_contain_text("2 progetti giudicati.")


if __name__ == "__main__":
    log_in()

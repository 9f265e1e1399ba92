"""A referent with twenty prefilled lines opens the mailed link and is done: in how many clicks, and in what time."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.access import violations
from tests.browser.conftest import ROOT, environment_of, free_port, served

CLICKS, SECONDS, LINES = 25, 180, 20
COUNT = """() => {
    const add = () => sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks') || 0) + 1);
    window.addEventListener('click', event => event.isTrusted && event.detail > 0 && add(), true);
}"""


@dataclass
class Letters:
    """What a mail server on this machine got: the link by address."""

    links: dict[str, str] = field(default_factory=dict)

    async def handle_DATA(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: Any, _session: Any, envelope: Envelope
    ) -> str:
        text = message_from_bytes(envelope.content, policy=default).get_content()
        self.links[envelope.rcpt_tos[0]] = re.search(r"http\S+/risposte/\S+", text).group()
        return "250 OK"


@pytest.fixture(scope="module")
def links(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A site on which a round was opened, and the links that were mailed."""
    letters, mine = Letters(), tmp_path_factory.mktemp("round") / "home"
    shutil.copytree(home, mine, symlinks=True)
    mail_port, port = free_port(), free_port()
    controller = Controller(letters, hostname="127.0.0.1", port=mail_port)
    controller.start()
    more = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(mail_port), "SITE_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "tests.browser.round_seed"]
    subprocess.run(command, env=environment_of(mine, **more), cwd=ROOT, check=True)
    with served(mine, port, **more):
        yield letters.links
    controller.stop()


@pytest.fixture
def referent(chromium: Browser, complaints: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser of a desk, or as wide as the test says, that counts clicks."""
    context = chromium.new_context(viewport={"width": getattr(request, "param", 1280), "height": 900})
    page = context.new_page()
    page.add_init_script(f"({COUNT})()")
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()


def line(page: Page, number: int) -> Locator:
    return page.locator(".ask-line").nth(number - 1)


def is_done(page: Page, started: float, style: str, confirmed: int, contested: int) -> None:
    """The receipt is there, in fewer clicks and less time than were promised; the mailed link is a click too."""
    expect(page.locator("h1")).to_contain_text("Ricevuta")
    seconds = time.monotonic() - started
    clicks = int(page.evaluate("sessionStorage.getItem('clicks')")) + 1
    print(f"\n{style}: {LINES} lines, {clicks} clicks, {seconds:.1f} s")  # noqa: T201 - the figure is the result
    expect(page.get_by_text(f"{confirmed} confermate, {contested} contestate, 0 senza risposta")).to_be_visible()
    assert clicks < CLICKS
    assert seconds < SECONDS


def test_one_is_contested_and_all_that_remain_confirmed(
    referent: Page, links: dict[str, str], complaints: list[str]
) -> None:
    started = time.monotonic()
    referent.goto(links["ente-0@example.org"])
    expect(referent.locator(".ask-line")).to_have_count(LINES)
    third = line(referent, 3)
    expect(third.get_by_label("Perché?")).to_be_hidden()
    third.get_by_label("Contesto").click()
    third.get_by_label("Quale valore non è giusto?").select_option("paid_pnrr")
    third.get_by_label("Perché?").click()
    referent.keyboard.type("I mandati di marzo non risultano ancora.", delay=20)
    third.get_by_label("Qual è invece quello giusto?").click()
    referent.keyboard.type("1.234.567,89", delay=20)
    referent.keyboard.press("Tab")
    expect(third.get_by_text("Contestazione salvata.")).to_be_visible()
    expect(referent.locator("#progress")).to_contain_text("1 di 20")
    referent.get_by_role("button", name="Confermare tutte quelle che restano").click()
    expect(referent.locator("#progress")).to_contain_text("20 di 20")
    referent.get_by_role("button", name="Inviare").click()
    is_done(referent, started, "one contested, the rest at once", 19, 1)
    expect(referent.get_by_text("1.234.567,89")).to_be_visible()
    assert complaints == []


def test_twenty_lines_are_confirmed_one_by_one(referent: Page, links: dict[str, str], complaints: list[str]) -> None:
    started = time.monotonic()
    referent.goto(links["ente-1@example.org"])
    for number in range(1, LINES + 1):
        line(referent, number).get_by_label("Confermo").click()
        expect(line(referent, number).get_by_text("Confermata.")).to_be_visible()
    expect(referent.locator("#progress")).to_contain_text("20 di 20")
    referent.get_by_role("button", name="Inviare").click()
    is_done(referent, started, "one by one", 20, 0)
    assert complaints == []


def test_hasty_hands_lose_nothing(referent: Page, links: dict[str, str], complaints: list[str]) -> None:
    """Whoever does not wait until each line is saved, and sends at once, has answered all of them all the same."""
    referent.goto(links["ente-2@example.org"])
    for number in range(1, LINES + 1):
        line(referent, number).get_by_label("Confermo").click()
    referent.get_by_role("button", name="Inviare").click()
    expect(referent.locator("h1")).to_contain_text("Ricevuta")
    expect(referent.get_by_text("20 confermate, 0 contestate")).to_be_visible()
    referent.reload()
    expect(referent.locator("h1")).to_contain_text("Ricevuta")
    assert complaints == []


def test_keyboard_alone_is_enough(referent: Page, links: dict[str, str], complaints: list[str]) -> None:
    referent.goto(links["ente-3@example.org"])
    focused = "document.activeElement"

    def walk_to(test: str, *, limit: int = 300) -> None:
        for _ in range(limit):
            referent.keyboard.press("Tab")
            if referent.evaluate(f"(() => {{ const at = {focused}; return Boolean({test}); }})()"):
                return
        raise AssertionError(f"the keyboard does not reach: {test}")

    walk_to("at.type === 'radio'")
    referent.keyboard.press("ArrowRight")  # confirmed and contested are one group: from the first to the second
    walk_to("at.tagName === 'TEXTAREA'")
    referent.keyboard.type("Non torna.")
    walk_to("at.value === 'confirm-rest'")
    referent.keyboard.press("Enter")
    expect(referent.locator("#progress")).to_contain_text("20 di 20")
    walk_to("at.value === 'send'")
    referent.keyboard.press("Enter")
    expect(referent.locator("h1")).to_contain_text("Ricevuta")
    expect(referent.get_by_text("19 confermate, 1 contestate")).to_be_visible()
    assert referent.evaluate("sessionStorage.getItem('clicks')") is None
    assert complaints == []


@pytest.mark.parametrize("referent", [390, 1280], indirect=True, ids=["phone", "desktop"])
def test_page_is_accessible_and_fits(referent: Page, links: dict[str, str], complaints: list[str]) -> None:
    referent.goto(links["ente-4@example.org"])
    line(referent, 1).get_by_label("Contesto").check()
    expect(line(referent, 1).get_by_label("Perché?")).to_be_visible()
    assert violations(referent) == []
    assert referent.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    referent.get_by_role("button", name="Inviare").click()
    expect(referent.get_by_role("alert")).to_be_visible()
    assert violations(referent) == []
    assert referent.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    referent.goto(links["ente-0@example.org"][:-1])
    assert violations(referent) == []
    refused = [text for text in complaints if "422" not in text and "404" not in text]
    assert refused == []


def test_receipt_is_accessible_and_fits_a_phone(chromium: Browser, links: dict[str, str]) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(links["ente-0@example.org"])
    expect(page.locator("h1")).to_contain_text("Ricevuta")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_everything_works_without_javascript(chromium: Browser, links: dict[str, str]) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(links["ente-5@example.org"])
    line(page, 2).get_by_label("Contesto").check()
    line(page, 1).get_by_label("Confermo").check()
    page.get_by_role("button", name="Confermare tutte quelle che restano").click()
    expect(page.get_by_role("alert")).to_contain_text("una contestazione va motivata")
    expect(line(page, 1).get_by_label("Confermo")).to_be_checked()
    line(page, 2).get_by_label("Perché?").fill("Non torna.")
    page.get_by_role("button", name="Confermare tutte quelle che restano").click()
    expect(page.locator("#progress")).to_contain_text("20 di 20")
    page.get_by_role("button", name="Inviare").click()
    expect(page.locator("h1")).to_contain_text("Ricevuta")
    expect(page.get_by_text("19 confermate, 1 contestate")).to_be_visible()
    context.close()

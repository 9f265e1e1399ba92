"""Who lives a scripted year, and how they use a page: the site's post, a browser for each, forms by their names."""

import subprocess
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.smtp import Envelope
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import ROOT, segnavia
from tests.desk.people import PASSWORD, SECRET


class Letters:
    """The mail server of the year: what arrived, by address."""

    def __init__(self) -> None:
        self.by_address: dict[str, list[str]] = {}

    async def handle_DATA(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: Any, _session: Any, envelope: Envelope
    ) -> str:
        text = message_from_bytes(envelope.content, policy=default).get_content()
        self.by_address.setdefault(envelope.rcpt_tos[0], []).append(text)
        return "250 OK"


class Year:
    """The site of the year, its post, and a browser for each of its people."""

    def __init__(self, browser: Browser, address: str, environment: dict[str, str], letters: Letters) -> None:
        self.browser = browser
        self.address = address
        self.environment = environment
        self.letters = letters
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []

    def somebody(self) -> Page:
        """A person before the site, who has not logged in."""
        context = self.browser.new_context(base_url=self.address, viewport={"width": 1280, "height": 900})
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def person(self, email: str, *, second_factor: bool = False) -> Page:
        """Somebody who has logged in."""
        page = self.somebody()
        page.goto("/scrivania")
        page.locator("[name=login]").fill(email)
        page.locator("[name=password]").fill(PASSWORD)
        send(page)
        if second_factor:
            page.locator("[name=code]").fill(
                format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
            )
            send(page)
        expect(page.locator("h1")).to_have_text("Il mio lavoro")
        return page

    def run(self, *arguments: str) -> str:
        """What one of the project's commands prints."""
        done = subprocess.run(
            segnavia(*arguments), env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True
        )
        return done.stdout


def send(page: Page) -> None:
    page.locator("main .desk-buttons button[type=submit]").first.click()


def fill(page: Page, prefix: str = "", **values: str | bool) -> None:
    """Fills the fields of a form by their names: texts, choices, boxes."""
    for name, value in values.items():
        field = page.locator(f"main [name='{prefix}{name}']")
        if isinstance(value, bool):
            field.set_checked(value)
        elif field.first.evaluate("each => each.type") == "radio":
            page.locator(f"main [name='{prefix}{name}'][value='{value}']").check()
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def told(page: Page, text: str) -> None:
    """The page says that it was done."""
    expect(page.get_by_role("status").first).to_contain_text(text)

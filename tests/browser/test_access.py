"""Made to be reached: every kind of page, in every way it may be looked at, and one's way without a mouse."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.access import public, violations, wrong_on


@pytest.fixture
def screen(chromium: Browser, site: str, complaints: list[str]) -> Page:
    """One page that is made narrow and wide, and whose colours are forced."""
    page = chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900}).new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def test_every_kind_of_public_page_is_accessible(screen: Page, complaints: list[str]) -> None:
    opened, found = wrong_on(screen, "/", public)
    assert opened > 40
    assert found == {}
    assert complaints == []
    assert screen.context.cookies() == [], "the public pages set no cookie"
    screen.context.close()


def test_page_that_is_not_there_is_accessible(page: Page) -> None:
    response = page.goto("/obiettivi/M9.99")
    assert response is not None
    assert response.status == 404
    assert violations(page) == []


def focus(page: Page, name: re.Pattern[str], within: str = "body") -> None:
    """Presses Tab until a link of this name has the focus, which must be seen."""
    for _ in range(400):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """within => {
                const it = document.activeElement;
                const style = getComputedStyle(it);
                return {
                    name: (it.getAttribute('aria-label') || it.textContent).trim().replace(/\\s+/g, ' '),
                    inside: Boolean(it.closest(within)),
                    seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
                };
            }""",
            within,
        )
        if found["inside"] and name.search(found["name"]):
            assert found["seen"], f"nobody sees that “{found['name']}” has the focus"
            return
    raise AssertionError(f"Tab does not reach {name.pattern}")


def test_one_walks_by_keyboard_from_home_to_a_source_row(page: Page, complaints: list[str]) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Vai al contenuto"
    page.keyboard.press("Enter")
    focus(page, re.compile("63 obiettivi"), "main")
    page.keyboard.press("Enter")
    page.wait_for_url("**/obiettivi")
    focus(page, re.compile(r"^M3\.01 "), "main")
    page.keyboard.press("Enter")
    page.wait_for_url("**/obiettivi/M3.01")
    focus(page, re.compile(r"."), "[aria-labelledby=projects] th")
    page.keyboard.press("Enter")
    page.wait_for_url("**/progetti/**")
    focus(page, re.compile("riga di origine"), "main")
    page.keyboard.press("Enter")
    source = page.locator(".source-row:target")
    expect(source).to_contain_text(re.compile("[0-9a-f]{64}"))
    expect(source).to_be_focused()
    assert complaints == []


def test_one_follows_a_figure_by_keyboard_to_its_terms(page: Page) -> None:
    page.goto("/")
    focus(page, re.compile(r"^[\d.,]+$"), "main .lead-sentence")
    page.keyboard.press("Enter")
    page.wait_for_url("**/perche/**")
    expect(page.locator("main")).to_contain_text("Ricalcolata ora dalle righe")


@pytest.mark.parametrize("address", ["/", "/obiettivi", "/territorio", "/comuni/015146", "/monitoraggio"])
def test_page_fits_at_twice_the_size_and_with_wide_spacing(page: Page, address: str) -> None:
    """200 % of a window of 1280 px, and the spacing of text that WCAG 1.4.12 names."""
    page.goto(address)
    page.set_viewport_size({"width": 640, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(
        """() => document.querySelectorAll('main *').forEach(each => Object.assign(each.style, {
            lineHeight: '1.5', letterSpacing: '.12em', wordSpacing: '.16em'}))"""
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_wants_no_motion_sees_none(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter(each => {
            const style = getComputedStyle(each);
            return [style.transitionDuration, style.animationDuration].some(
                told => told.split(',').some(part => parseFloat(part) > 0.01));
        }).map(each => each.outerHTML.slice(0, 120))"""
    )
    assert moving == []


@pytest.mark.parametrize("address", ["/", "/obiettivi/M3.01"])
def test_page_prints_without_what_only_a_screen_needs(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    for hidden in (".it-header-navbar-wrapper", ".skiplinks"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()

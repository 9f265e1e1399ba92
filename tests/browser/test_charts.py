"""Charts in a browser: under the site's strict policy, legible at both widths, and in forced colours."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import violations

PAGES = ("/monitoraggio", "/en/monitoraggio", "/obiettivi/M2.01", "/en/agenda/D05", "/componenti/M4C1")
# Texts that leave their drawing or lie over each other, in the drawings that can be seen. A box is higher than its
# letters.
ASTRAY = """[...document.querySelectorAll('.chart-picture svg')].filter(svg => svg.checkVisibility()).flatMap(svg => {
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
    const outside = boxes.filter(([_, box]) => box.left < frame.left - 1 || box.right > frame.right + 1 ||
        box.top < frame.top - 4 || box.bottom > frame.bottom + 4);
    const over = boxes.filter(([_, box], at) => boxes.slice(at + 1).some(([_, other]) =>
        Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1 &&
        Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 5));
    return [...outside, ...over].map(([text]) => text);
})"""
SMALLEST = """Math.min(...[...document.querySelectorAll('.chart-picture text')].filter(text => text.checkVisibility())
    .map(text => parseFloat(text.getAttribute('font-size')) * text.getScreenCTM().a))"""


@pytest.mark.parametrize("address", PAGES)
def test_chart_is_legible_and_breaks_no_policy(page: Page, complaints: list[str], address: str) -> None:
    page.goto(address, wait_until="networkidle")
    assert page.locator(".chart-picture").count()
    assert page.evaluate(ASTRAY) == []
    assert page.evaluate(SMALLEST) >= 12
    phone = (page.viewport_size or {})["width"] == 390
    shown, hidden = (".chart-narrow", ".chart-wide") if phone else (".chart-wide", ".chart-narrow")
    for drawing in page.locator(shown).all():
        expect(drawing).to_be_visible()
    for drawing in page.locator(hidden).all():
        expect(drawing).to_be_hidden()
    assert complaints == []


def test_chart_is_one_picture_with_its_figures_to_a_screen_reader(page: Page, complaints: list[str]) -> None:
    page.goto("/monitoraggio")
    chart = page.locator("figure.chart").first
    picture = chart.get_by_role("img")
    expect(picture).to_have_count(1)
    label = picture.get_attribute("aria-label") or ""
    summary = chart.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    rows = chart.locator("tbody tr")
    assert rows.count() > 5
    for row in rows.all()[:2]:
        assert row.locator(".number").inner_text() in label
    assert violations(page) == []
    page.emulate_media(forced_colors="active")
    assert violations(page) == []
    # the fills that tell kinds apart stay as they are, and so do the words beside them
    fills = chart.locator("svg:visible path[fill='#0059b3']")
    assert fills.count()
    assert fills.first.evaluate("path => getComputedStyle(path).fill") == "rgb(0, 89, 179)"
    assert chart.locator("svg:visible text").first.evaluate("e => getComputedStyle(e).fill") == "rgb(26, 42, 58)"
    assert complaints == []


def test_picture_opens_by_itself(page: Page, complaints: list[str]) -> None:
    page.goto("/grafici/scadenze.svg")
    assert page.evaluate("document.documentElement.tagName") == "svg"
    assert page.evaluate("document.querySelector('title').textContent").startswith("Traguardi e obiettivi del PNRR")
    assert complaints == []

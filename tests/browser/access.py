"""What holds for every page, public or desk, in every way it may be looked at."""

import os
from collections.abc import Callable, Iterator
from itertools import product
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.browser.conftest import AXE

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
WIDTHS = (390, 1280)
# The captions of tables that are wider than the place they have.
CUT = """[...document.querySelectorAll('.table-responsive')]
    .filter(each => each.scrollWidth > each.clientWidth).map(each => each.getAttribute('aria-labelledby'))"""
# the map's links are of SVG, whose `href` is no text
LINKS = "[...document.querySelectorAll('a[href]')].map(a => new URL(a.getAttribute('href'), document.baseURI).href)"


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]


LOOKS = tuple(product(WIDTHS, ("active", "none")))  # on a phone and at a desk, in forced colours and in its own
EVERY_LOOK = "EVERY_LOOK" in os.environ  # of every page: it takes ten minutes, and is done before a release


def problems(page: Page, number: int) -> list[str]:
    """What is wrong with a page, the `number`th of a walk: axe looks at it in one way, and at the next in another.

    With EVERY_LOOK in the environment it looks at each in every way.
    """
    looks = LOOKS if EVERY_LOOK else (LOOKS[number % len(LOOKS)],)
    headings = page.locator("h1").count()
    found = [] if headings == 1 else [f"has {headings} headings of the first level"]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"scrolls sideways at {width}")
        found += [f"the table {each} hides a column at {width}" for each in page.evaluate(CUT)]
        for colours in (colours for wide, colours in looks if wide == width):
            page.emulate_media(forced_colors=colours)
            found += [f"{width}, forced colours {colours}: {each}" for each in violations(page)]
    return found


DESK = ("/scrivania", "/accesso")


def walk(page: Page, start: str, within: Callable[[str], bool]) -> Iterator[str]:
    """Opens one page of every kind that links lead to from `start`, `within` which the path of each must be.

    A kind is the name that Django has for the address, and the questions after the `?`.
    """
    waiting, kinds = [start], {kind_of(start, "")}
    origin = ""
    while waiting:
        address = waiting.pop(0)
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, f"{address}: {response.status}"
        if not response.headers["content-type"].startswith("text/html"):
            continue  # data
        origin = origin or "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
        found = page.evaluate(LINKS)
        yield address
        for link in found:
            parts = urlsplit(link)
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            kind = kind_of(parts.path, parts.query)
            if link.startswith(f"{origin}/") and within(parts.path) and kind is not None and kind not in kinds:
                kinds.add(kind)
                waiting.append(path)


def kind_of(path: str, query: str) -> tuple[str, ...] | None:
    """What kind of page an address leads to; `None` for what is no page: files, data, other languages' twins."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    name = match.view_name or ""
    if "." in path.rsplit("/", 1)[-1] or name.endswith(NOT_PAGES):
        return None
    return (name, *sorted({part.partition("=")[0] for part in query.split("&") if part}))


NOT_PAGES = (".json", ":document", "-logout", "logout", "export", "download")


def public(path: str) -> bool:
    """Whether a path is one of the portal's, which nobody logs in for."""
    return not path.removeprefix("/en").startswith(DESK)


def wrong_on(page: Page, start: str, within: Callable[[str], bool]) -> tuple[int, dict[str, list[str]]]:
    """How many pages a walk opened, and what is wrong with which."""
    opened, found = 0, {}
    for address in walk(page, start, within):
        opened += 1
        if wrong := problems(page, opened):
            found[address] = wrong
        page.set_viewport_size({"width": 1280, "height": 900})
    return opened, found

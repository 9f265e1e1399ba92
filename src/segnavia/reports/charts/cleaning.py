"""What vl-convert writes, made fit for a page: no style attribute, no script, the unknown hatched, and no ballast."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from segnavia.reports.charts.style import HATCH, UNKNOWN

SVG = "http://www.w3.org/2000/svg"
# What a strict policy refuses, or what would lead elsewhere.
FORBIDDEN = frozenset({"script", "style", "foreignObject", "image", "a", "use"})
# Vega tells screen readers of each mark in English; a chart has one alternative text instead, which its page sets.
DROPPED = ("role", "class", "pointer-events", "version")


def cleaned(drawn: str) -> str:
    """The SVG with presentation attributes alone, and with the pattern of the unknown where that is used.

    Raises `ValueError` for an element that a page with a strict policy could not hold.
    """
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(drawn)  # noqa: S314 (our own drawing, which has no DTD)
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{SVG}}}")
        if name in FORBIDDEN:
            raise ValueError(f"a chart's definition draws a <{name}>, which a page must not hold: leave it out")
        _present(element)
    _prune(root)
    if UNKNOWN in drawn:
        root.insert(0, ElementTree.fromstring(HATCH))  # noqa: S314 (a constant)
    return ElementTree.tostring(root, encoding="unicode")


def _present(element: Element) -> None:
    """Its style as presentation attributes; what says nothing to anybody left out."""
    for name in [name for name in element.attrib if name.startswith("aria-") or name in DROPPED]:
        del element.attrib[name]
    for declaration in element.attrib.pop("style", "").split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            element.set(name.strip(), value.strip())


def _prune(parent: Element) -> None:
    """Without what draws nothing: the hidden, the paths of no size, and the groups that are then empty."""
    for child in list(parent):
        _prune(child)
        tag = child.tag.removeprefix(f"{{{SVG}}}")
        hidden = child.get("display") == "none" or child.get("d") == "M0,0h0v0h0Z"
        if hidden or (tag == "g" and not len(child)):
            parent.remove(child)

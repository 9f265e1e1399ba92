"""The master and the layouts of the slides: 16:9, one font, few colours, and a placeholder for all that a slide holds.

They are made of python-pptx's own template, whose layouts are 4:3: a file of our own would be a binary that nobody can
review.
"""

from collections.abc import Mapping
from typing import Any

from pptx.dml.color import RGBColor
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Pt

from segnavia.reports.office import FONT

TITLE, FACTS, CHART, TABLE, TEXT = "title", "facts", "chart", "table", "text"
BODY = 20  # the placeholder of what stands under a chart, a table or figures
_colour: Any = RGBColor  # which python-pptx leaves without types
INK, SOFT, ACCENT = _colour(0x17, 0x32, 0x4D), _colour(0x4A, 0x5B, 0x6C), _colour(0x00, 0x59, 0xB3)
SHADE = {True: _colour(0xE9, 0xED, 0xF2), False: _colour(0xFF, 0xFF, 0xFF)}
WIDTH, HEIGHT = Emu(12192000), Emu(6858000)  # 33.9 × 19.1 cm
_CM = 360000
_LEFT, _RIGHT = int(1.6 * _CM), int(1.6 * _CM)
_INSIDE = WIDTH - _LEFT - _RIGHT

Box = tuple[int, int, int, int]
_HEAD: Box = (_LEFT, int(0.9 * _CM), _INSIDE, int(2.6 * _CM))
_MAIN: Box = (_LEFT, int(3.8 * _CM), _INSIDE, int(11.9 * _CM))
_FOOT: Box = (_LEFT, int(16.0 * _CM), _INSIDE, int(1.9 * _CM))
# Of each layout: its index in the template, and its placeholders as index, type, box, size in points.
_LAYOUTS: Mapping[str, tuple[int, str, tuple[tuple[int, str, Box, float], ...]]] = {
    TITLE: (0, "Title", ((1, "subTitle", (_LEFT, int(8.6 * _CM), _INSIDE, int(8.0 * _CM)), 20),)),
    FACTS: (
        3,
        "Figures",
        (
            *(
                (
                    number,
                    "body",
                    (_LEFT + (number - 1) * _INSIDE // 4, int(4.4 * _CM), _INSIDE // 4 - _CM // 2, int(4.6 * _CM)),
                    16,
                )
                for number in (1, 2, 3, 4)
            ),
            (BODY, "body", (_LEFT, int(9.8 * _CM), _INSIDE, int(7.6 * _CM)), 18),
        ),
    ),
    CHART: (8, "Chart", ((1, "pic", _MAIN, 16), (BODY, "body", _FOOT, 12))),
    TABLE: (4, "Table", ((1, "tbl", _MAIN, 13), (BODY, "body", _FOOT, 12))),
    TEXT: (1, "Text", ((1, "body", _MAIN, 18),)),
}

_SIZES = {TITLE: 4000, CHART: 2000}  # a chart's title tells its figures, and may take three lines


def prepare(deck: Any, locale: str) -> Mapping[str, Any]:
    """Gives a new presentation its size, master and layouts; the layouts by their names here."""
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _theme(deck)
    master = deck.slide_master
    for shape in list(master.placeholders):
        kind = shape.placeholder_format.type.name
        if kind in ("DATE", "FOOTER"):
            shape._element.getparent().remove(shape._element)
        elif kind == "TITLE":
            _place(shape, _HEAD)
        elif kind == "SLIDE_NUMBER":
            _place(shape, (WIDTH - _RIGHT - 3 * _CM, int(17.9 * _CM), 3 * _CM, _CM))
        else:
            _place(shape, _MAIN)
    _title_style(master)
    templates = list(deck.slide_layouts)
    kept = {name: templates[index] for name, (index, _title, _boxes) in _LAYOUTS.items()}
    for layout in templates:
        if layout not in kept.values():
            deck.slide_layouts.remove(layout)
    for name, (_index, title, boxes) in _LAYOUTS.items():
        _layout(kept[name], title, boxes, name)
        run_language(kept[name], locale)
    return kept


def _layout(layout: Any, title: str, boxes: tuple[tuple[int, str, Box, float], ...], name: str) -> None:
    """A layout with a title, a number, and these placeholders alone."""
    is_title = name == TITLE
    layout.name = title
    numbers = [shape for shape in layout.placeholders if shape.placeholder_format.type.name == "SLIDE_NUMBER"]
    for shape in list(layout.placeholders):
        kind = shape.placeholder_format.type.name
        if kind in ("TITLE", "CENTER_TITLE"):
            _plain_title(shape, _SIZES.get(name, 0), at_foot=is_title)
            _place(shape, (_LEFT, int(4.6 * _CM), _INSIDE, int(3.6 * _CM)) if is_title else _HEAD)
        elif shape not in numbers and kind != "SLIDE_NUMBER":
            shape._element.getparent().remove(shape._element)
    for shape in layout.placeholders:
        if shape.placeholder_format.type.name == "SLIDE_NUMBER":
            _place(shape, (WIDTH - _RIGHT - 3 * _CM, int(17.9 * _CM), 3 * _CM, _CM))
    for number, (index, kind, box, size) in enumerate(boxes, start=10):
        layout.shapes._spTree.append(_placeholder(number, index, kind, box, size))


def _plain_title(shape: Any, size: int, *, at_foot: bool) -> None:
    """A title as the master has it, or of a size of its own in hundredths of a point."""
    properties, style = shape._element.txBody.bodyPr, shape._element.txBody.find(qn("a:lstStyle"))
    for name in list(properties.attrib):
        del properties.attrib[name]
    for name, value in (("lIns", "0"), ("anchor", "b" if at_foot else "t")):
        properties.set(name, value)
    for each in list(style):
        style.remove(each)
    if size:
        level, run = OxmlElement("a:lvl1pPr"), OxmlElement("a:defRPr")
        level.set("algn", "l")
        run.set("sz", str(size))
        level.append(run)
        style.append(level)


def _placeholder(number: int, index: int, kind: str, box: Box, size: float) -> Any:
    """A placeholder as PresentationML has it: without bullets, its text in the master's ink."""
    left, top, width, height = box
    return parse_xml(
        f"""<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
              xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
          <p:nvSpPr><p:cNvPr id="{number}" name="{kind} {index}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
            <p:nvPr><p:ph type="{kind}" idx="{index}"/></p:nvPr></p:nvSpPr>
          <p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm></p:spPr>
          <p:txBody><a:bodyPr lIns="0" rIns="0" tIns="0" bIns="0"><a:normAutofit/></a:bodyPr>
            <a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{round(size * 100)}">
              <a:solidFill><a:srgbClr val="{INK}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>
            <a:p><a:endParaRPr/></a:p></p:txBody></p:sp>""",
    )


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(each) for each in box)


def _title_style(master: Any) -> None:
    """Titles to the left, in ink, of a size at which two lines fit; a rule of the accent stands over them."""
    style = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    run = style.find(qn("a:defRPr"))
    run.set("sz", "2600")
    run.set("b", "1")
    for fill in run.findall(qn("a:solidFill")):
        run.remove(fill)
    fill, colour = OxmlElement("a:solidFill"), OxmlElement("a:srgbClr")
    colour.set("val", str(INK))
    fill.append(colour)
    run.insert(0, fill)
    bar = parse_xml(
        f"""<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
              xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
          <p:nvSpPr><p:cNvPr id="90" name="Rule" descr=""/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>
          <p:spPr><a:xfrm><a:off x="{_LEFT}" y="{int(0.7 * _CM)}"/>
            <a:ext cx="{int(2.4 * _CM)}" cy="{int(Pt(3))}"/></a:xfrm>
            <a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{ACCENT}"/></a:solidFill>
            <a:ln><a:noFill/></a:ln></p:spPr></p:sp>""",
    )
    master.shapes._spTree.append(bar)


def _theme(deck: Any) -> None:
    """One font for titles and texts, in place of the template's."""
    for relation in deck.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            theme = parse_xml(relation.target_part.blob)
            for latin in theme.iter(qn("a:latin")):
                latin.set("typeface", FONT)
            relation.target_part._blob = serialize_part_xml(theme)


def run_language(slide: Any, locale: str) -> None:
    """Says of every text in which language it is."""
    for run in slide._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
        run.set("lang", locale)

"""The styles of a report in DOCX, so that an office changes a font once and not in every paragraph."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor

from segnavia.reports.office import FONT, INK, SHADE

SIZES = {
    "Normal": 10,
    "Title": 28,
    "Subtitle": 14,
    "Heading 1": 16,
    "Heading 2": 12,
    "Caption": 9,
    "Header": 8,
    "Footer": 8,
    "TOC Heading": 16,
}
LEAD, NOTE, CELL, CONTENTS = "Lead sentence", "Note", "Table text", "toc 1"
TABLE = "Segnavia"
WIDTH = Cm(17)  # A4 with margins of 2 cm
_SOFT = RGBColor(0x4A, 0x5B, 0x6C)


def own_styles(document: Document) -> None:
    """The paragraph styles of a report, and its table style: rules between rows, a shaded head, a strong last row."""
    styles = document.styles
    normal = styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(6), 1.15
    for name, size, colour, after in (
        (LEAD, 13, INK, 8),
        (NOTE, 8, _SOFT, 6),
        (CELL, 7.5, INK, 0),
        (CONTENTS, 10, INK, 4),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.0 if name == CELL else 1.15
    for name in ("Header", "Footer", CONTENTS):  # one stop at the right margin, in place of what the template has
        properties = styles[name].element.get_or_add_pPr()
        for stops in properties.findall(qn("w:tabs")):
            properties.remove(stops)
        leader = WD_TAB_LEADER.DOTS if name == CONTENTS else WD_TAB_LEADER.SPACES
        styles[name].paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT, leader)
    styles["Title"].paragraph_format.space_before = Pt(120)
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    styles["Heading 1"].paragraph_format.space_before = Pt(24)
    caption = styles["Caption"]
    caption.font.bold, caption.paragraph_format.space_before = True, Pt(10)
    caption.paragraph_format.space_after = Pt(4)
    table = styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    table.element.append(_table_properties())
    for kind, rule in (("firstRow", "bottom"), ("lastRow", "top")):
        table.element.append(_part_of_table(kind, rule))


def _table_properties() -> BaseOxmlElement:
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side, size, colour in (("top", 8, "1A2A3A"), ("bottom", 8, "1A2A3A"), ("insideH", 4, "C9D3DD"))
    )
    return parse_xml(
        f"<w:tblPr {nsdecls('w')}><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )


def _part_of_table(kind: str, rule: str) -> BaseOxmlElement:
    size = '<w:sz w:val="14"/>' if kind == "firstRow" else ""  # half points: headings are longer than what they head
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if kind == "firstRow" else ""
    return parse_xml(
        f'<w:tblStylePr {nsdecls("w")} w:type="{kind}"><w:rPr><w:b/>{size}</w:rPr><w:tcPr><w:tcBorders>'
        f'<w:{rule} w:val="single" w:sz="8" w:space="0" w:color="1A2A3A"/></w:tcBorders>{ground}</w:tcPr>'
        "</w:tblStylePr>"
    )

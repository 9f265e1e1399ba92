"""What all DOCX and PPTX of the software share: fonts and colours, fields, whole rows, and bytes without a clock."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

FONT = "Liberation Sans"  # free, of Arial's measures: where it is not installed, Arial takes its place line by line
INK = RGBColor(0x1A, 0x2A, 0x3A)
SHADE = "E9EDF2"  # light enough to read black on, dark enough to be seen in a photocopy
LOCALES: Mapping[str, str] = {"it": "it-IT", "en": "en-GB"}
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP archive can write


def prepare(document: Document, sizes: Mapping[str, float], language: str) -> None:
    """A4 with margins of 2 cm, one font in these styles with their sizes in points, and the language of the text."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # the theme's font would win
            fonts.attrib.pop(qn(f"w:{attribute}"), None)
        fonts.set(qn("w:cs"), FONT)
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)


def date_properties(document: Document, day: date | None) -> None:
    """The day of a document in its properties, or none."""
    properties = document.core_properties
    properties.revision = 1
    if day is not None:
        properties.created = properties.modified = datetime.combine(day, time(12), UTC)
        return
    element = properties._element  # python-docx can set a date and not take its template's away
    for name in ("dcterms:created", "dcterms:modified"):
        for found in element.findall(qn(name)):
            element.remove(found)


def repeat(row: _Row) -> None:
    """Has a row come back at the head of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def whole(row: _Row) -> None:
    """Keeps a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def shade(cell: _Cell) -> None:
    """Gives a cell the ground of a heading."""
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


def field(paragraph: Paragraph, instruction: str, shown: str = "1") -> None:
    """A field that the reader's program fills in, such as the number of the page; until then it shows `shown`."""
    run = paragraph.add_run()
    for element in (
        character("begin"),
        instructed(instruction),
        character("separate"),
        _text(shown),
        character("end"),
    ):
        run._r.append(element)


def character(kind: str) -> BaseOxmlElement:
    """A mark of a field: its `begin`, `separate` or `end`."""
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def instructed(instruction: str) -> BaseOxmlElement:
    """What a field is to show."""
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = f" {instruction} "
    return element


def _text(shown: str) -> BaseOxmlElement:
    element = OxmlElement("w:t")
    element.text = shown
    return element


def without_clock(content: bytes) -> bytes:
    """The same archive with the same moment on every file: the libraries write that of saving."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as written, zipfile.ZipFile(stream, "w") as fixed:
        for info in written.infolist():
            kept = zipfile.ZipInfo(info.filename, _ZIP_EPOCH)
            fixed.writestr(kept, written.read(info), zipfile.ZIP_DEFLATED)
    return stream.getvalue()

"""Charts drawn: the specification by vl-convert, cleaned so that a page with a strict policy may hold the result.

A drawing is named by the SHA-256 of all that it depends on and never changes, so it is kept: the latest in the process,
the others in a folder of files, where the drawings that nobody has asked for the longest give way.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import vl_convert
from django.contrib.staticfiles import finders
from PIL import Image

from segnavia.reports.charts.cleaning import cleaned
from segnavia.reports.charts.converting import converted
from segnavia.reports.charts.keeping import kept
from segnavia.reports.charts.model import Chart, Spec
from segnavia.reports.charts.numbers import locale
from segnavia.reports.charts.sheet import fitted
from segnavia.reports.charts.style import INK, INK_SOFT, WIDE
from segnavia.reports.texts import possible

FONT = "portal/dist/fonts/titillium-web-v10-latin-ext_latin-regular.ttf"
_VERSION = f"1 {version('vl-convert-python')}"  # a new number where `cleaned` or a font changes


@cache
def fonts() -> Path | None:
    """The folder of Titillium Web in files that vl-convert and typst read; `None` before the assets are built."""
    found = finders.find(FONT)
    if not isinstance(found, str):
        return None
    folder = Path(found).parent
    vl_convert.register_font_directory(str(folder))
    return folder


def svg(chart: Chart, *, narrow: bool = False, titled: bool = False) -> str:
    """The chart as SVG; `narrow` for the width of a phone, `titled` with its title and note, to stand on its own."""
    drawn = _svg(_text(chart, narrow=narrow, titled=titled), json.dumps(locale()))
    if not titled:
        return drawn
    told = f"<title>{escape(chart.title)}</title><desc>{escape(chart.alt)}</desc>"
    return drawn.replace(">", f">{told}", 1)  # the end of the root's opening tag is the first


def png(chart: Chart, *, scale: float = 2, titled: bool = False) -> bytes:
    """The chart as PNG, `titled` on white, `scale` times as many pixels as its specification has."""
    drawn = svg(chart, titled=titled)
    return _kept("png", lambda: _pressed(vl_convert.svg_to_png(drawn, scale=scale)), drawn, str(scale))


def _pressed(picture: bytes) -> bytes:
    """The same pixels in a fifth of the bytes: vl-convert hardly compresses."""
    pressed = BytesIO()
    with Image.open(BytesIO(picture)) as opened:
        opened.save(pressed, "PNG", optimize=True, dpi=opened.info.get("dpi"))
    return pressed.getvalue()


@lru_cache(maxsize=512)
def _svg(spec: str, numbers: str) -> str:
    def drawn() -> bytes:
        raw = vl_convert.vegalite_to_svg(spec, format_locale=json.loads(numbers), allowed_base_urls=[])
        return cleaned(raw).encode()

    return _kept("svg", drawn, spec, numbers).decode()


def _kept(suffix: str, draw: Callable[[], bytes], *parts: str) -> bytes:
    # the font changes the widths of texts, so that drawings with and without it are not the same
    name = sha256("\0".join((_VERSION, str(bool(fonts())), *parts)).encode()).hexdigest()
    return kept(f"{name}.{suffix}", lambda: converted(draw))


def _text(chart: Chart, *, narrow: bool, titled: bool) -> str:
    spec: Spec = chart.narrow if narrow else chart.spec
    return json.dumps(_possible(_titled(spec, chart) if titled else spec), ensure_ascii=False, sort_keys=True)


def _possible(value: Any) -> Any:
    """A specification without characters that XML cannot hold: names of actors stand in it as somebody wrote them."""
    if isinstance(value, str):
        return possible(value)
    if isinstance(value, Mapping):
        return {key: _possible(each) for key, each in value.items()}
    return [_possible(each) for each in value] if isinstance(value, list | tuple) else value


def _titled(spec: Spec, chart: Chart) -> Mapping[str, Any]:
    """The specification with the chart's title and note above it, on white."""
    title = {
        "text": fitted(chart.title, WIDE, 17),
        "subtitle": fitted(chart.note, WIDE, 13),
        "anchor": "start",
        "frame": "bounds",
        "fontSize": 17,
        "fontWeight": 600,
        "color": INK,
        "subtitleFontSize": 13,
        "subtitleColor": INK_SOFT,
        "subtitlePadding": 4,
        "offset": 16,
    }
    return {**spec, "title": title, "background": "white", "padding": 16, "autosize": {"type": "pad"}}

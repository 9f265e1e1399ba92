"""The drawings: clean for a strict policy, the same bytes each time, kept, and in both languages."""

import os
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typst
import vl_convert
from django.utils import translation
from PIL import Image

from segnavia.briefing.state import State
from segnavia.reports.charts import Chart, chart_of, converting, drawing, keeping, png, svg
from segnavia.reports.charts.cleaning import cleaned
from segnavia.reports.charts.style import MISSIONS
from tests.reports.charts.drawn import texts, words

MEASURED = ("progress", "money-over-time", "targets", "deadlines", "zones")
TOKENS = Path(__file__).parents[3] / "frontend" / "src" / "_tokens.scss"


def one(key: str, now: State) -> Chart:
    chart = chart_of(key, now, "total", "")
    assert chart is not None
    return chart


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("key", MEASURED)
def test_drawing_may_stand_in_a_page_with_a_strict_policy(rich: State, key: str, narrow: bool) -> None:
    chart = one(key, rich)
    drawn = svg(chart, narrow=narrow)
    root = ElementTree.fromstring(drawn)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "g", "path", "line", "text", "rect", "defs", "pattern"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not any(name == "style" or name.startswith(("on", "aria", "{")) for name in names)
    assert root.get("width") == str(340 if narrow else 720)
    assert sorted(texts(drawn)) == sorted(words(chart.narrow if narrow else chart.spec))
    assert ("url(#unknown)" in drawn) == ('id="unknown"' in drawn) is True


@pytest.mark.parametrize("key", MEASURED)
def test_the_same_chart_is_the_same_bytes(rich: State, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = one(key, rich)
    first = svg(chart), svg(chart, titled=True), png(chart)
    drawing._svg.cache_clear()
    monkeypatch.setattr(drawing, "kept", lambda _name, draw: draw())
    assert (svg(chart), svg(chart, titled=True), png(chart)) == first


def test_picture_is_a_png_with_so_many_pixels(rich: State) -> None:
    content = png(one("progress", rich), scale=3)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(content[16:20], "big") == 3 * 720


def in_a_picture(drawn: str, _folder: Path) -> bytes:
    return bytes(vl_convert.svg_to_png(drawn, scale=1))


def in_a_document(drawn: str, folder: Path) -> bytes:
    (folder / "chart.svg").write_text(drawn, encoding="utf-8")
    (folder / "page.typ").write_text('#set page(width: auto, height: auto, margin: 0pt)\n#image("chart.svg")')
    return bytes(typst.compile(folder / "page.typ", format="png", ppi=72))


@pytest.mark.parametrize("render", [in_a_picture, in_a_document])
def test_unknown_is_hatched_in_pixels_too(rich: State, tmp_path: Path, render: Callable[[str, Path], bytes]) -> None:
    """A pattern that a renderer did not know would leave the part blank."""
    chart = one("progress", rich)
    picture = Image.open(BytesIO(render(svg(chart), tmp_path))).convert("RGB")
    scale = picture.width / 720  # typst takes a pixel of a drawing for less than a point
    (bar,) = [bar for bar in chart.spec["datasets"]["bars"] if bar.get("part") == "Stato non noto"]
    middle = round((bar["y"] + 9) * scale)
    left, right = (round(bar[side] * scale) for side in ("x", "x2"))
    line = [picture.getpixel((x, middle)) for x in range(left + 3, right - 3)]
    assert len(set(line)) > 3


def test_picture_that_stands_alone_has_title_text_and_source(rich: State) -> None:
    chart = one("deadlines", rich)
    drawn = svg(chart, titled=True)
    root = ElementTree.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    assert [root.findtext(f"{space}{name}") for name in ("title", "desc")] == [chart.title, chart.alt]
    shown = " ".join(texts(drawn))
    assert chart.title in shown
    assert "al 31 marzo 2025; bollettino 015-2025-03-31-aaaaaaaaaaaa" in shown


def test_languages_have_their_own_words_and_numbers(rich: State) -> None:
    italian = one("progress", rich)
    with translation.override("en"):
        english = one("progress", rich)
        assert "36.0 of 100.0\u00a0M€ paid" in english.title
        assert svg(english) != svg(italian)
        assert english.rows != italian.rows
    assert "36,0 su 100,0\u00a0M€" in italian.title
    assert [row[2] for row in english.rows] == [row[2] for row in italian.rows]


def test_style_becomes_attributes_and_nothing_foreign_passes() -> None:
    start, end = '<svg xmlns="http://www.w3.org/2000/svg"><g>', "</g></svg>"
    assert 'fill="red"' in cleaned(f'{start}<path d="M0,0h1" style="fill: red; stroke:blue"/>{end}')
    assert "style" not in cleaned(f'{start}<path d="M0,0h1" style="fill: red"/>{end}')
    for tag in ("script", "image", "foreignObject", "style", "a", "use"):
        with pytest.raises(ValueError, match=tag):
            cleaned(f"{start}<{tag}/>{end}")


def test_drawings_are_kept_as_files_and_never_too_many(
    rich: State, tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.SEGNAVIA_HOME", tmp_path)
    monkeypatch.setattr(keeping, "MOST", 4)
    monkeypatch.setattr(keeping, "ROOM", 2)
    made: list[str] = []

    def make(name: str) -> bytes:
        made.append(name)
        return name.encode()

    for name in ("a", "b", "a", "c", "d", "e", "e"):
        assert keeping.kept(name, lambda name=name: make(name)) == name.encode()  # type: ignore[misc]
    assert made == ["a", "b", "c", "d", "e"]
    left = {file.name for file in (tmp_path / "charts").iterdir()}
    assert len(left) == 3
    assert "e" in left


def test_folder_that_cannot_be_written_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "a file"
    home.write_text("")
    monkeypatch.setattr("django.conf.settings.SEGNAVIA_HOME", home)
    assert keeping.kept("a", lambda: b"drawn") == b"drawn"


def test_mission_hues_are_those_of_the_pages() -> None:
    tokens = TOKENS.read_text(encoding="utf-8")
    for code, hue in MISSIONS.items():
        (found,) = re.findall(rf"--{code.lower()}: (#\w+);", tokens)
        assert int(hue[1:], 16) == int("".join(2 * digit for digit in found[1:]) if len(found) == 4 else found[1:], 16)


def test_what_is_drawn_before_a_server_forks_leaves_its_workers_able_to_draw(
    rich: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """vl-convert's thread does not survive a fork: a worker of a parent that had drawn would wait for ever."""
    made_in: list[int] = []

    def draw() -> bytes:
        return str(os.getpid()).encode()

    monkeypatch.setattr(converting, "_drawing", made_in)
    monkeypatch.setenv("SEGNAVIA_WARM_UP", "1")
    monkeypatch.setattr(converting, "_BORN", os.getpid())
    assert converting.converted(draw) != str(os.getpid()).encode()
    assert made_in == []  # this process has not drawn, and may fork
    monkeypatch.setattr(converting, "_BORN", os.getppid())  # as in a worker
    assert converting.converted(draw) == str(os.getpid()).encode()
    made_in[:] = [os.getppid()]
    with pytest.raises(RuntimeError, match="fork first"):
        converting.converted(draw)

"""A drawing laid out in pixels: bars, lines and words where the definition puts them, as layers of Vega-Lite.

Vega-Lite's own axes and legends suit a plot; a row of bars with its words under it has none.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from textwrap import wrap
from typing import Any, Literal

import altair as alt

from segnavia.reports.charts.model import Spec
from segnavia.reports.charts.style import EDGE, FONT, INK, SMALL, TEXT

Values = Mapping[str, Any]
LINE_HEIGHT = 19
SWATCH = 12
Align = Literal["left", "right", "center"]
Weight = Literal[400, 600]
ALIGNS: tuple[Align, ...] = ("left", "right", "center")
WEIGHTS: tuple[Weight, ...] = (400, 600)
# How words can be set: a mark of Vega-Lite has one side, weight and size for all of its texts.
SETTINGS: Mapping[str, tuple[Align, Weight, int]] = {
    f"words {align} {weight} {size}": (align, weight, size)
    for align in ALIGNS
    for weight in WEIGHTS
    for size in (SMALL, TEXT)
}
GAP = 18  # between two items of a key


def width_of(text: str, size: int = SMALL) -> float:
    """About how wide a text is in Titillium Web, on the safe side for the fonts that stand in for it."""
    return len(text) * _across(text, size)


def fitted(text: str, width: float, size: int = SMALL) -> list[str]:
    """A text in lines that fit into a width."""
    return wrap(text, max(8, int(width / _across(text, size)))) or [""]


def _across(text: str, size: int) -> float:
    """Pixels of a letter; the source writes some titles in capitals."""
    return size * (0.66 if text.isupper() else 0.56)


class Sheet:
    """Collects the layers of one drawing; `top` is where the next block begins, in pixels from above."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.top = 0.0
        self._bars: list[Values] = []
        self._rules: list[Values] = []
        self._words: list[Values] = []
        self._marks: list[Values] = []

    def bar(self, x: float, x2: float, y: float, height: float, fill: str, **told: Any) -> None:
        """A bar from x to x2; `told` are the figures that it stands for, kept beside it in the data."""
        self._bars.append({**_box(x, y, x2, y + height), "fill": fill, **told})

    def rule(self, x: float, y: float, x2: float, y2: float, *, color: str = EDGE, dashed: bool = False) -> None:
        """A line."""
        self._rules.append({**_box(x, y, x2, y2), "color": color, "dashed": dashed})

    def mark(self, x: float, y: float, shape: str, fill: str, **told: Any) -> None:
        """A small sign: a `circle` or a `square`."""
        self._marks.append({"x": x, "y": round(y, 2), "shape": shape, "fill": fill, **told})

    def words(
        self, x: float, y: float, text: str, *, align: Align = "left", bold: bool = False, color: str = INK,
        size: int = SMALL,
    ) -> None:  # fmt: skip
        """A line of text; y is its middle."""
        weight = WEIGHTS[bold]
        self._words.append(
            {
                "x": round(x, 2),
                "y": round(y, 2),
                "text": text,
                "align": align,
                "weight": weight,
                "color": color,
                "size": size,
            }
        )

    def key(self, left: float, items: Sequence[tuple[str, str]]) -> None:
        """What the fills mean, each a swatch and its words, in as many lines from `top` as they need."""
        x = left
        for fill, text in items:
            length = SWATCH + 6 + width_of(text)
            if x > left and x + length > self.width:
                x, self.top = left, self.top + LINE_HEIGHT
            self.bar(x, x + SWATCH, self.top + 3, SWATCH, fill)
            line, *more = fitted(text, self.width - x - SWATCH - 6)
            self.words(x + SWATCH + 6, self.top + 9, line)
            for line in more:
                self.top += LINE_HEIGHT - 2
                self.words(x + SWATCH + 6, self.top + 9, line)
            x += length + GAP
        self.top += LINE_HEIGHT

    def spec(self) -> Spec:
        """The whole as a Vega-Lite specification, as high as it has become."""
        layers: dict[str, list[Values]] = {
            "bars": self._bars,
            "lines": [rule for rule in self._rules if not rule["dashed"]],
            "dashes": [rule for rule in self._rules if rule["dashed"]],
            "marks": self._marks,
        }
        for name, setting in SETTINGS.items():
            layers[name] = [word for word in self._words if (word["align"], word["weight"], word["size"]) == setting]
        present = {name: [dict(value) for value in values] for name, values in layers.items() if values}
        return {**_definition(tuple(present)), "width": self.width, "height": round(self.top), "datasets": present}


def _box(x: float, y: float, x2: float, y2: float) -> dict[str, float]:
    """Two corners, to a hundredth of a pixel."""
    return {"x": round(x, 2), "y": round(y, 2), "x2": round(x2, 2), "y2": round(y2, 2)}


@lru_cache(maxsize=128)
def _definition(layers: tuple[str, ...]) -> Spec:
    """The layers by their names, without data. Altair checks each, which takes longer than drawing: once is enough."""
    chart = alt.layer(*(_layer(name) for name in layers)).properties(
        padding=0, autosize=alt.AutoSizeParams(type="none")
    )
    spec: dict[str, Any] = chart.configure(
        font=FONT, background="transparent", aria=False, view=alt.ViewConfig(stroke=None)
    ).to_dict()
    return spec


def _layer(name: str) -> alt.Chart:
    """One layer: its data's name says what it draws. Nothing has a scale: values are pixels, colours and shapes."""
    base = alt.Chart(alt.NamedData(name))
    x, y = alt.X("x:Q", axis=None, scale=None), alt.Y("y:Q", axis=None, scale=None)
    drawn: alt.Chart
    if name == "bars":
        drawn = base.mark_rect(stroke=EDGE, strokeWidth=1).encode(
            x=x, x2="x2:Q", y=y, y2="y2:Q", fill=alt.Fill("fill:N", scale=None)
        )
    elif name in ("lines", "dashes"):
        mark = base.mark_rule(strokeDash=[4, 3] if name == "dashes" else [1, 0], strokeWidth=1.5)
        drawn = mark.encode(x=x, x2="x2:Q", y=y, y2="y2:Q", stroke=alt.Stroke("color:N", scale=None))
    elif name == "marks":
        mark = base.mark_point(stroke=INK, size=90, opacity=1)
        drawn = mark.encode(x=x, y=y, fill=alt.Fill("fill:N", scale=None), shape=alt.Shape("shape:N", scale=None))
    else:
        align, weight, size = SETTINGS[name]
        mark = base.mark_text(align=align, baseline="middle", fontSize=size, fontWeight=weight)
        drawn = mark.encode(x=x, y=y, text=alt.Text("text:N"), color=alt.Color("color:N", scale=None))
    return drawn

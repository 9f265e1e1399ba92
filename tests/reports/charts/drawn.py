"""Reading the figures back out of a chart's specification, and out of its drawing."""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from segnavia.reports.charts import Chart
from segnavia.reports.charts.model import Spec

UNKNOWN = "url(#unknown)"


def bars(spec: Spec, of: str | None = None) -> list[Mapping[str, Any]]:
    """The bars that stand for a figure, of one row or of all; swatches of the key stand for none."""
    found = [bar for bar in spec["datasets"].get("bars", ()) if "part" in bar]
    return [bar for bar in found if of is None or bar["of"] == of]


def words(spec: Spec) -> list[str]:
    """All texts of a drawing."""
    return [word["text"] for name, values in spec["datasets"].items() if name.startswith("words") for word in values]


def length(bar: Mapping[str, Any]) -> float:
    """Pixels."""
    return float(bar["x2"] - bar["x"])


def both(chart: Chart) -> tuple[Spec, Spec]:
    """The specification for a page and the one for a phone."""
    return chart.spec, chart.narrow


def told(chart: Chart) -> list[dict[str, Any]]:
    """What each of the two drawings says in figures, without where it stands."""
    return [
        {"bars": sorted((str(bar.get("of", bar.get("quarter"))), bar["part"], str(bar["value"])) for bar in bars(spec))}
        for spec in both(chart)
    ]


def texts(svg: str) -> list[str]:
    """The texts of an SVG, as a reader of XML finds them; the lines of one with a blank between them."""
    return [" ".join(each.itertext()) for each in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]

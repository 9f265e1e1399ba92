"""Charts: one definition each, as a Vega-Lite specification by Altair, drawn alike for page, PDF, DOCX and PPTX."""

from segnavia.reports.charts.drawing import fonts, png, svg
from segnavia.reports.charts.making import KEYS, agreed_charts, chart_of, charts_of
from segnavia.reports.charts.model import Cell, Chart

__all__ = ["KEYS", "Cell", "Chart", "agreed_charts", "chart_of", "charts_of", "fonts", "png", "svg"]

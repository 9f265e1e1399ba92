"""PNRR_Indicatori_Target: a project's indicator, with its planned and achieved value in the indicator's own unit.

A row is a period: the month in Italian letters, in any case, and the year. Both may be empty.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_Indicatori_Target",
    title="Indicatori target dei progetti del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("PNRR_Indicatori_Target"),
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        regis.CUP,
        regis.CLP,
        Column("indicator", "Codice Indicatore", Kind.CODE, required=True, filled=True),
        Column("indicator_title", "Descrizione Indicatore"),
        Column("unit", "Unità di Misura", Kind.CODE),
        Column("unit_title", "Descrizione Unità di Misura", required=True),
        Column("indicator_kind", "Descrizione Tipo Indicatore"),
        Column("achieved", "Valore Realizzato", Kind.NUMBER, required=True),
        Column("planned", "Valore Programmato", Kind.NUMBER, required=True),
        Column("month", "Mese", Kind.MONTH),
        Column("year", "Anno", Kind.INTEGER),
        regis.EXTRACTED_ON,
    ),
    layouts=(Layout("2025-03"),),
    as_of="extracted_on",
    key=(*regis.PROJECT_KEY, "indicator", "year", "month"),
)

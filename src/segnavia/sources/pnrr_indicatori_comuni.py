"""PNRR_Indicatori_Comuni: a measure and one of the 14 common indicators of the European Union, in a half-year.

Sub-measures go by the identifier of the Council's decision here (`M1C1I1.3.2`) and not by their unique code. The file
has no date: say it with `--as-of`.

Left out: what the codes say already, and the same identifier twice more.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_Indicatori_Comuni",
    title="Avanzamento degli indicatori comuni europei per misura del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("OpenData_PNRR_avanzamento_indicatori_comuni"),
    columns=(
        Column("measure", "Codice Univoco Misura", Kind.CODE, required=True, filled=True),
        Column("submeasure_id", "ID Submisura", Kind.CODE, required=True, filled=True),
        Column("submeasure_title", "Descrizione Sub-misura"),
        Column("administration", "Amministrazione Titolare"),
        Column("indicator", "Codice Indicatore", Kind.CODE, required=True, filled=True),
        Column("indicator_title", "Descrizione Indicatore"),
        Column("unit", "Unità di misura"),
        Column("stock_or_flow", "Stock o Flusso", required=True),
        Column("year", "Anno Ob.", Kind.INTEGER, required=True),
        Column("half", "Semestre", required=True),
        Column("value", "Valore Indicatore", Kind.NUMBER, required=True),
    ),
    layouts=(Layout("2022"),),
    as_of=None,
    key=("submeasure_id", "indicator", "year", "half"),
    left_out=(
        "Programma",
        *(header for header in regis.PROGRAMME_PARTS if header not in ("ID Submisura", "Codice Univoco Misura")),
        "Codice Univoco Sub-misura",
    ),
)

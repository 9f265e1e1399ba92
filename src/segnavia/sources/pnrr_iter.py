"""PNRR_Iter_di_progetto: a project and one phase of its procedure, with planned and actual dates.

The phase's code begins with the nature of the CUP: `001` goods, `002` services, `003` works, `006` to `008` others.

Left out: whether the project is validated, which PNRR_Progetti tells with the date.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_Iter_di_progetto",
    title="Iter procedurale dei progetti del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("PNRR_Iter_di_progetto"),
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        regis.CUP,
        regis.CLP,
        Column("phase", "Codice Fase", Kind.CODE, required=True, filled=True, width=5),
        Column("phase_title", "Descrizione Fase"),
        Column("planned_start", "Data Inizio Prevista", Kind.DATE, required=True),
        Column("actual_start", "Data Inizio Effettiva", Kind.DATE, required=True),
        Column("planned_end", "Data Fine Prevista", Kind.DATE, required=True),
        Column("actual_end", "Data Fine Effettiva", Kind.DATE, required=True),
        regis.EXTRACTED_ON,
    ),
    layouts=(Layout("2024"),),
    as_of="extracted_on",
    key=(*regis.PROJECT_KEY, "phase"),
    left_out=("Progetto Validato",),
)

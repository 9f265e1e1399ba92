"""PNRR_Milestone_Target_Attuazione: a milestone or target that is reached, and in which quarter.

The release is of the last day of its latest quarter.

Left out: what the measure's code says already, prose, and links to the evidence.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis
from segnavia.sources.pnrr_milestone_target import ADMINISTRATION, CODE, KIND, TITLE

_MOST_LINKS = 60

DATASET = Dataset(
    name="PNRR_Milestone_Target_Attuazione",
    title="Milestone e target del PNRR: attuazione",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    columns=(
        CODE,
        KIND,
        TITLE,
        ADMINISTRATION,
        Column("measure", "Codice Univoco Misura", Kind.CODE),
        Column("progress", "Avanzamento", Kind.QUARTER, required=True),
    ),
    layouts=(Layout("2022"),),
    as_of="progress",
    key=("code",),
    left_out=(
        *(header for header in regis.PROGRAMME_PARTS if header != "Codice Univoco Misura"),
        "Principali evidenze",
        *(f"Allegato {number}" for number in range(1, _MOST_LINKS + 1)),
    ),
)

"""PNRR_PRATT: an activation procedure, such as a call, and the sub-measure that it funds.

Nearly all rows of the file are empty; they go to quarantine, as they name no procedure. One procedure may fund two
sub-measures.

Left out: the sub-measure's budget, which PNRR_Quadro_Finanziario has, and the procedure's state, of some releases only.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_PRATT",
    title="Procedure di attivazione del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("PNRR_PRATT"),
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        Column("administration", "Amministrazione Titolare"),
        Column("procedure", "Codice PRATT", Kind.CODE, required=True, filled=True),
        Column("procedure_kind", "Tipo Procedura"),
        Column("title", "Titolo Procedura"),
        Column("amount", "Importo Procedura", Kind.AMOUNT, required=True),
        Column("committed", "Importo Impegnato", Kind.AMOUNT),
        Column("available", "Importo Disponibile", Kind.AMOUNT),
        Column("agreed", "Importo Convenzioni", Kind.AMOUNT),
        Column("projects", "Numero Progetti", Kind.NUMBER),
        Column("admitted_cost", "Costo Ammesso Progetti", Kind.AMOUNT),
        regis.EXTRACTED_ON,
    ),
    layouts=(Layout("2024"),),
    as_of="extracted_on",
    key=("procedure", "submeasure"),
    left_out=("ID Submisura", "Budget Submisura", "Stato Procedura"),
)

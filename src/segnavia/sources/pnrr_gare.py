"""PNRR_Gare: a project and one of its tenders.

A tender without a CIG has a reason for it and is known by the number of its award procedure. A CIG may stand in several
rows of a project with other amounts, one a lot; only a row that repeats all of these repeats the key. Before 2024 the
tender stood beside each award, in the file that is PNRR_Aggiudicatari_Gare here.

Left out: how the contract is carried out, and the user's own number of the procedure.
"""

from dataclasses import replace

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_Gare",
    title="Gare dei progetti del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("PNRR_Gare"),
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        regis.CUP,
        regis.CLP,
        regis.TENDER,
        Column("framework_tender", "CIG Accordo Quadro", Kind.CODE),
        regis.PROCUREMENT,
        *(replace(c, required=c.name in ("amount", "awarded_amount", "awarded_on")) for c in regis.TENDER_FACTS),
        regis.EXTRACTED_ON,
    ),
    layouts=(
        Layout("2026", ("framework_tender",)),
        Layout("2024", (), ("framework_tender",)),
    ),
    as_of="extracted_on",
    key=(*regis.PROJECT_KEY, "tender", "procurement", "amount", "awarded_amount", "awarded_on"),
    left_out=("Modalità di Realizzazione", "Codice Procedura Utente"),
)

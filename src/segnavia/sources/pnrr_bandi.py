"""PNRR_Bandi_e_Avvisi: a call: which sub-measure, who issues it, for whom, how much, from when to when.

Left out: how many asked, took part and won, and the sum of what they proposed, which hold words as well as numbers
("Lotto 1: 3 partecipanti").

Persons: where the issuer's tax code is a person's, the code and the name are emptied.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_Bandi_e_Avvisi",
    title="Bandi e avvisi del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        Column("serial", "Numero seriale", Kind.CODE, required=True, filled=True),
        Column("title", "Titolo Bando o Avviso", required=True),
        Column("tender", "CIG", Kind.CODE),
        Column("issuer", "Soggetto emanante"),
        Column("issuer_tax_code", "Codice Fiscale", Kind.BODY_TAX_CODE, width=11),
        Column("amount", "Importo complessivo gara", Kind.AMOUNT),
        Column("amount_pnrr", "Importo previsto PNRR", Kind.AMOUNT, required=True),
        Column("amount_other", "Importo previsto altri fondi", Kind.AMOUNT),
        Column("opened_on", "Data apertura bando", Kind.DATE, required=True),
        Column("closed_on", "Data chiusura effettiva bando", Kind.DATE, required=True),
        Column("while_funds_last", "Fino ad esaurimento risorse", Kind.CODE),
        Column("state", "Stato del Bando"),
        Column("link", "Link al bando"),
        Column("recipients", "Destinatari del Bando o dell’Avviso"),
        Column("awarded_amount", "Importo Aggiudicato Totale", Kind.AMOUNT),
        Column("awarded_pnrr", "Importo Aggiudicato PNRR", Kind.AMOUNT),
        Column("awarded_other", "Importo Aggiudicato Altri Fondi", Kind.AMOUNT),
        Column("observed_on", "Data aggiornamento-osservazione bandi", Kind.DATE),
    ),
    layouts=(Layout("2023-02"),),
    as_of="observed_on",
    key=("serial",),
    person_columns=("issuer",),
    left_out=(
        "Numero richieste",
        "Numero partecipanti",
        "Importo totale interventi-progetti proposti",
        "Numero degli aggiudicatari",
    ),
)

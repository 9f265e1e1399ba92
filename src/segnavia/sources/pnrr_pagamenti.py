"""PNRR_Pagamenti_di_Progetto: a project's funding and the payments made for it, by source.

Amounts are totals to date, by the source of the money; `0` is written where a source pays nothing.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis


def _paid(name: str, header: str) -> Column:
    return Column(name, header, Kind.AMOUNT)


DATASET = Dataset(
    name="PNRR_Pagamenti_di_Progetto",
    title="Pagamenti dei progetti del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("PNRR_Pagamenti_di_Progetto"),
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        regis.CUP,
        regis.CLP,
        Column("funding_total", "Finanziamento Totale", Kind.AMOUNT, required=True),
        Column("funding_pnrr", "Finanziamento PNRR", Kind.AMOUNT, required=True),
        Column("paid_total", "Pagamenti Totali", Kind.AMOUNT, required=True),
        Column("paid_pnrr", "Pagamenti Totali PNRR", Kind.AMOUNT, required=True),
        _paid("paid_state_foi", "Pagamenti Totali Stato FOI"),
        _paid("paid_state", "Pagamento Stato"),
        _paid("paid_state_budget", "Pagamento Stato Bilancio"),
        _paid("paid_state_fpop", "Pagamenti Totali Prosecuzione Opere Pubbliche FPOP"),
        _paid("paid_eu", "Pagamenti Totali UE diverso da PNRR"),
        _paid("paid_region", "Pagamenti Totali Regione"),
        _paid("paid_province", "Pagamenti Totali Provincia"),
        _paid("paid_municipality", "Pagamenti Totali Comune"),
        _paid("paid_other_public", "Pagamenti Totali Altro Pubblico"),
        _paid("paid_private", "Pagamenti Totali Privato"),
        _paid("paid_to_find", "Pagamenti Totali da Reperire"),
        _paid("paid_pnc", "Pagamenti Totali PNC"),
        _paid("paid_other", "Pagamenti Totali Altri Fondi"),
        regis.EXTRACTED_ON,
    ),
    layouts=(Layout("2025-03"),),
    as_of="extracted_on",
    key=regis.PROJECT_KEY,
)

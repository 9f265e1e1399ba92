"""PNRR_Quadro_Finanziario: a sub-measure, or a measure that has none, with its amounts.

The file has no date: say it with `--as-of`. Its last row is empty and goes to quarantine.

Left out: what the sub-measure's code says already.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_Quadro_Finanziario",
    title="Quadro finanziario delle misure e submisure del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("OpenData_PNRR_QuadroFinProgrammazione"),
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        Column("level", "Tipo Livello"),
        Column("kind", "Investimento o Riforma"),
        Column("loan_or_grant", "Prestito o Sovvenzione"),
        Column("administration", "Amministrazione Titolare"),
        Column("amount", "Importo Totale", Kind.AMOUNT, required=True),
        Column("amount_existing", "Importo Progetti in essere", Kind.AMOUNT, required=True),
        Column("amount_fsc", "Importo FSC", Kind.AMOUNT),
        Column("amount_new", "Importo Progetti nuovi", Kind.AMOUNT, required=True),
    ),
    layouts=(Layout("2023"),),
    as_of=None,
    key=("submeasure",),
    left_out=("Programma", *regis.PROGRAMME_PARTS),
)

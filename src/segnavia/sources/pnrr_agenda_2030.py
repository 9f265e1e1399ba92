"""PNRR_Agenda_2030: a sub-measure, an indicator of the national strategy (SNSvS), and a target of the Agenda 2030.

One row a sub-measure is `SI`, prevalent; the others are further links. Where no indicator is chosen yet, the codes are
`n.c.` and the goal is known all the same. The file has no date: say it with `--as-of`. There is no key: a sub-measure
may have one goal with and without its indicator.

Left out: what the sub-measure's code says already, the amounts, which PNRR_Quadro_Finanziario has, and how the
statistical office makes the national indicator.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_Agenda_2030",
    title="Misure del PNRR, strategia nazionale e Agenda 2030",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        Column("prevalent", "PREVALENTE", Kind.CODE, required=True, filled=True, pattern="SI|NO"),
        Column("national_indicator", "COD_INDICATORE", Kind.CODE),
        Column("national_indicator_title", "DES_INDICATORE"),
        # An indicator's and a target's letter is a small one: 12.b.1
        Column("indicator", "INDICATOR"),
        Column("indicator_title", "DES_INDICATOR"),
        Column("target", "TARGET"),
        Column("target_title", "DES_TARGET"),
        Column("goal", "GOAL", Kind.CODE, required=True, filled=True, pattern=r"1?\d"),
        Column("goal_title", "DES_GOAL"),
    ),
    layouts=(Layout("2023"),),
    as_of=None,
    left_out=(
        *("Programma", *regis.PROGRAMME_PARTS, "Tipo Livello", "Importo Totale", "Investimento o Riforma"),
        *("Prestito o Sovvenzione", "Amministrazione Titolare"),
        *("DES_INDAGINE", "DEFINIZIONE", "NOTA", "DES_FONTE", "UNITA"),
    ),
)

"""PNRR_Tag_Clima_Digitale: a sub-measure, or a part of it, and how far its money serves climate and digital transition.

A sub-measure may stand in several rows, one for each pair of fields of intervention. A coefficient is a percentage: 0,
40 or 100. The file has no date: say it with `--as-of`.

Left out: what the sub-measure's code says already, who is in charge of it, and what PNRR_Quadro_Finanziario has.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_Tag_Clima_Digitale",
    title="Sostegno delle misure del PNRR al clima e al digitale",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("TAG_sostegno_clima_digitale"),
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        Column(
            "amount",
            "Importo Totale",
            Kind.AMOUNT,
            aliases=("Importo Campo di intervento relativo alla submisura",),
            required=True,
        ),
        Column("climate_field", "Campo d’intervento Clima", aliases=("Campo di intervento Clima",)),
        Column("climate_coefficient", "Coefficiente TAG Clima", Kind.NUMBER, required=True),
        Column("digital_field", "Campo d’intervento Digitale", aliases=("Campo di intervento Digital",)),
        Column("digital_coefficient", "Coefficiente TAG Digitale", Kind.NUMBER, required=True),
        Column("climate_amount", "Importo Contribuzione al Clima", Kind.AMOUNT),
        Column("digital_amount", "Importo Contribuzione al Digitale", Kind.AMOUNT),
    ),
    layouts=(Layout("2023"),),
    as_of=None,
    key=("submeasure", "climate_field", "digital_field"),
    left_out=(
        *("Programma", *regis.PROGRAMME_PARTS, "Amministrazione Titolare"),
        *("Tipo Intervento", "Investimento/ Riforma", "Sovvenzione/Prestito"),
    ),
)

"""PNRR_Milestone_Target: a milestone or target of the plan, a sub-measure it belongs to, and by when it is due.

One milestone or target may belong to several sub-measures. The file has no date: say it with `--as-of`.

Left out: what the sub-measure's code says already, and prose.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

CODE = Column(
    "code",
    "Codice univoco Milestone-Target",
    Kind.CODE,
    required=True,
    filled=True,
    pattern=r"M[1-9]C[1-9]-[0-9A-Z-]+",
)
KIND = Column("kind", "Milestone-Target", required=True)
TITLE = Column("title", "Nome Milestone-Target")
ADMINISTRATION = Column("administration", "Amministrazione Titolare")

DATASET = Dataset(
    name="PNRR_Milestone_Target",
    title="Milestone e target del PNRR: programmazione",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("PNRR_MeT_OAprogrammazione"),
    columns=(
        CODE,
        KIND,
        Column("level", "ITA-UE", Kind.CODE, pattern="ITA|UE"),
        TITLE,
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        ADMINISTRATION,
        Column("unit", "Unità di misura Target (riclassificata)"),
        Column("baseline", "Riferimento di partenza Target", Kind.NUMBER),
        Column("target", "Valore-obiettivo Target", Kind.NUMBER),
        Column("quarter", "Trimestre di conseguimento", Kind.CODE, required=True, pattern="Q[1-4]"),
        Column("year", "Anno di conseguimento", Kind.INTEGER, required=True),
    ),
    layouts=(Layout("2023"),),
    as_of=None,
    key=("code", "submeasure"),
    left_out=(
        *regis.PROGRAMME_PARTS,
        "Descrizione specifica di ogni Milestone e Target",
        "Indicatori qualitativi Milestone",
        "OA - Meccanismo di verifica",
        "OA - Ulteriori Informazioni",
    ),
)

"""What all ReGiS datasets share: their publisher, their licence and the three codes that make a project.

Source: Italia Domani open data, https://www.italiadomani.gov.it; columns after the publisher's own headers.
"""

from segnavia.core import codes
from segnavia.lake.datasets import Column, Kind

PUBLISHER = "Presidenza del Consiglio dei ministri, MEF-RGS (Italia Domani)"
LICENCE = "CC-BY-4.0"
ATTRIBUTION = "Italia Domani open data, CC BY 4.0"

SUBMEASURE = Column(
    "submeasure",
    "Codice Univoco Submisura",
    Kind.CODE,
    required=True,
    filled=True,
    pattern=codes.SUBMEASURE,
)
SUBMEASURE_TITLE = Column("submeasure_title", "Descrizione Submisura")
CUP = Column("cup", "CUP", Kind.CODE, required=True, filled=True, pattern=codes.CUP)
# Case counts in a CLP: it is the local system's own code.
CLP = Column("clp", "Codice Locale Progetto", required=True, filled=True, aliases=("CLP",))
EXTRACTED_ON = Column(
    "extracted_on",
    "Data di Estrazione",
    Kind.DATE,
    aliases=("Data aggiornamento", "Data di aggiornamento"),
)
PROJECT_KEY = ("submeasure", "cup", "clp")

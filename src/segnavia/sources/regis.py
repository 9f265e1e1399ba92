"""What all ReGiS datasets share: their publisher, their licence, the codes that make a project, bodies and tenders.

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
# The first releases of places and awards named projects by their CUP alone.
CLP_OF_LATER_RELEASES = Column("clp", "Codice Locale Progetto", filled=True, aliases=("CLP",))
EXTRACTED_ON = Column(
    "extracted_on",
    "Data di Estrazione",
    Kind.DATE,
    aliases=("Data aggiornamento", "Data di aggiornamento"),
)
PROJECT_KEY = ("submeasure", "cup", "clp")

# Without a CIG there is a reason for it; the CIG of a framework agreement is another column.
TENDER = Column("tender", "CIG", Kind.CODE, required=True, pattern=r"[0-9A-Z]{10}")
PROCUREMENT = Column("procurement", "Codice Interno PDA", Kind.CODE)
# What a tender is: in a file of its own since 2024, beside each award before.
TENDER_FACTS = (
    Column("no_tender_reason", "Codice Motivo Assenza CIG", Kind.CODE, width=3),
    Column("no_tender_reason_title", "Descrizione Motivo Assenza CIG"),
    Column("contract_kind", "Oggetto Principale del Contratto"),
    Column("title", "Oggetto Gara"),
    Column("procedure_kind", "Descrizione Procedura di Aggiudicazione"),
    Column("published_on", "Data Pubblicazione del CIG", Kind.DATE),
    Column("amount", "Importo Complessivo Gara", Kind.AMOUNT),
    Column("awarded_amount", "Importo Aggiudicazione", Kind.AMOUNT, aliases=("Importo aggiudicato",)),
    Column("awarded_on", "Data Aggiudicazione Definitiva", Kind.DATE),
)
TENDER_FACT_NAMES = tuple(column.name for column in TENDER_FACTS)

# A body's legal form by its code, as spreadsheets eat the first zero too. ReGiS gives `00`, "Non Disponibile", to those
# who are in no register of companies: under an 11-digit VAT number too, most of them are people, by first name and
# surname. A row without any form may be anybody's.
PERSON_FORMS = frozenset(
    {
        *("", "00", "0"),
        *("01", "1"),  # imprenditore individuale agricolo
        *("02", "2"),  # imprenditore individuale non agricolo
        *("03", "3"),  # libero professionista
        *("04", "4"),  # lavoratore autonomo
        "64",  # persona fisica
    }
)

# What the sub-measure's code says already.
PROGRAMME_PARTS = (
    "Missione",
    "Descrizione Missione",
    "Componente",
    "Descrizione Componente",
    "ID Misura",
    "Codice Univoco Misura",
    "Descrizione Misura",
    "ID Submisura",
    "Codice CID",
)


def url(file: str) -> str:
    """Where the publisher offers the newest release of a file."""
    return f"https://www.italiadomani.gov.it/content/dam/sogei-ng/opendata/{file}.csv"

"""What kind of body carries a project out, told by how its name begins, and which of the plan's directions it acts in.

ReGiS gives the implementing body as a name in capitals and a tax code. The kinds are those that the plan's three
directions need; the first prefix that fits decides. Everybody who is neither the metropolitan city nor a municipality
stands with the intermediate bodies, whose direction the plan calls "corpi intermedi e altri attori".
"""

import unicodedata
from enum import StrEnum

from segnavia.core.codes import Direction


class BodyKind(StrEnum):
    """The kinds of body that the pages tell apart."""

    METROPOLITAN_CITY = "metropolitan_city"
    MUNICIPALITY = "municipality"
    UNION = "union"  # of municipalities, mountain communities, consortia of them
    PROVINCE = "province"
    REGION = "region"
    STATE = "state"  # ministries, departments, agencies of the State
    SCHOOL = "school"
    UNIVERSITY = "university"
    HEALTH = "health"
    RESEARCH = "research"
    FOUNDATION = "foundation"
    CHAMBER = "chamber"  # of commerce, and the orders and colleges of the professions
    CONSORTIUM = "consortium"  # of land reclamation, of a park
    COMPANY = "company"
    OTHER = "other"  # nothing in the name says; it may be a person's


# Prefixes of the folded name (`fold`), in order: the first that fits decides.
PREFIXES: tuple[tuple[str, BodyKind], ...] = (
    ("CITTA METROPOLITANA", BodyKind.METROPOLITAN_CITY),
    ("COMUNE ", BodyKind.MUNICIPALITY),
    ("ROMA CAPITALE", BodyKind.MUNICIPALITY),
    ("UNIONE ", BodyKind.UNION),
    ("COMUNITA MONTANA", BodyKind.UNION),
    ("COMUNITA COLLINARE", BodyKind.UNION),
    ("CONSORZIO INTERCOMUNALE", BodyKind.UNION),
    ("PROVINCIA ", BodyKind.PROVINCE),
    ("AMMINISTRAZIONE PROVINCIALE", BodyKind.PROVINCE),
    ("LIBERO CONSORZIO COMUNALE", BodyKind.PROVINCE),
    ("REGIONE ", BodyKind.REGION),
    ("GIUNTA REGIONALE", BodyKind.REGION),
    ("MINISTERO ", BodyKind.STATE),
    ("MIMIT", BodyKind.STATE),
    ("PRESIDENZA DEL CONSIGLIO", BodyKind.STATE),
    ("DIPARTIMENTO ", BodyKind.STATE),
    ("AGENZIA ", BodyKind.STATE),
    ("PROVVEDITORATO", BodyKind.STATE),
    ("UNIVERSITA ", BodyKind.UNIVERSITY),
    ("LIBERA UNIVERSITA ", BodyKind.UNIVERSITY),
    ("POLITECNICO ", BodyKind.UNIVERSITY),
    ("ALMA MATER", BodyKind.UNIVERSITY),
    ("SCUOLA NORMALE", BodyKind.UNIVERSITY),
    ("SCUOLA SUPERIORE", BodyKind.UNIVERSITY),
    ("CONSERVATORIO ", BodyKind.UNIVERSITY),
    ("ACCADEMIA ", BodyKind.UNIVERSITY),
    ("ISTITUTO COMPRENSIVO", BodyKind.SCHOOL),
    ("ISTITUTO TECNICO", BodyKind.SCHOOL),
    ("ISTITUTO PROFESSIONALE", BodyKind.SCHOOL),
    ("ISTITUTO ISTRUZIONE", BodyKind.SCHOOL),
    ("ISTITUTO DI ISTRUZIONE", BodyKind.SCHOOL),
    ("ISTITUTO SUPERIORE DI SANITA", BodyKind.HEALTH),
    ("ISTITUTO SUPERIORE", BodyKind.SCHOOL),
    ("IC ", BodyKind.SCHOOL),
    ("I C ", BodyKind.SCHOOL),
    ("IIS ", BodyKind.SCHOOL),
    ("I I S ", BodyKind.SCHOOL),
    ("ITI ", BodyKind.SCHOOL),
    ("L S ", BodyKind.SCHOOL),
    ("IST ISTR SUP", BodyKind.SCHOOL),
    ("ITIS ", BodyKind.SCHOOL),
    ("LICEO ", BodyKind.SCHOOL),
    ("SCUOLA ", BodyKind.SCHOOL),
    ("DIREZIONE DIDATTICA", BodyKind.SCHOOL),
    ("CIRCOLO DIDATTICO", BodyKind.SCHOOL),
    ("CONVITTO ", BodyKind.SCHOOL),
    ("AZIENDA SANITARIA", BodyKind.HEALTH),
    ("AZIENDA SOCIO SANITARIA", BodyKind.HEALTH),
    ("AZIENDA OSPEDALIERA", BodyKind.HEALTH),
    ("AZIENDA USL", BodyKind.HEALTH),
    ("AZIENDA UNITA SANITARIA", BodyKind.HEALTH),
    ("ASST ", BodyKind.HEALTH),
    ("ATS ", BodyKind.HEALTH),
    ("ASL ", BodyKind.HEALTH),
    ("AUSL ", BodyKind.HEALTH),
    ("ESTAR", BodyKind.HEALTH),
    ("FONDAZIONE IRCCS", BodyKind.HEALTH),
    ("CONSIGLIO NAZIONALE DELLE RICERCHE", BodyKind.RESEARCH),
    ("ISTITUTO NAZIONALE ", BodyKind.RESEARCH),
    ("CENTRO NAZIONALE ", BodyKind.RESEARCH),
    ("FONDAZIONE ISTITUTO ITALIANO DI TECNOLOGIA", BodyKind.RESEARCH),
    ("FONDAZIONE ", BodyKind.FOUNDATION),
    ("CAMERA DI COMMERCIO", BodyKind.CHAMBER),
    ("ORDINE ", BodyKind.CHAMBER),
    ("COLLEGIO ", BodyKind.CHAMBER),
    ("CONSIGLIO NOTARILE", BodyKind.CHAMBER),
    ("CONSORZIO ", BodyKind.CONSORTIUM),
    ("PARCO ", BodyKind.CONSORTIUM),
    ("SOCIETA ", BodyKind.COMPANY),
)

# A name that ends so is a company's, where no prefix decides.
SUFFIXES: tuple[tuple[str, BodyKind], ...] = (
    (" SPA", BodyKind.COMPANY),
    (" S P A", BodyKind.COMPANY),
    (" SRL", BodyKind.COMPANY),
    (" S R L", BodyKind.COMPANY),
    (" SCARL", BodyKind.COMPANY),
    (" S C A R L", BodyKind.COMPANY),
    (" SOCIETA COOPERATIVA", BodyKind.COMPANY),
    (" SOCIETA COOPERATIVA SOCIALE", BodyKind.COMPANY),
)

DIRECTION_OF: dict[BodyKind, Direction] = {
    **dict.fromkeys(BodyKind, Direction.INTERMEDIATE_BODIES),
    BodyKind.METROPOLITAN_CITY: Direction.METROPOLITAN_CITY,
    BodyKind.MUNICIPALITY: Direction.MUNICIPALITIES,
    BodyKind.UNION: Direction.MUNICIPALITIES,
}


def fold(name: str) -> str:
    """A body's name in capitals, without accents; runs of punctuation and blanks become one blank.

    `"Citta' Metropolitana di Milano"` and `"CITTÀ METROPOLITANA DI MILANO"` are the same then.
    """
    plain = unicodedata.normalize("NFKD", name.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
    return " ".join("".join(c if c.isalnum() else " " for c in plain.upper()).split())


def kind_of(name: str) -> BodyKind:
    """The kind of the body of that name."""
    folded = fold(name)
    for prefix, kind in PREFIXES:
        if f"{folded} ".startswith(prefix):
            return kind
    return next((kind for suffix, kind in SUFFIXES if folded.endswith(suffix)), BodyKind.OTHER)


def direction_of(name: str | None) -> Direction | None:
    """The direction that the implementing body acts in; `None` where no source names it."""
    return DIRECTION_OF[kind_of(name)] if name else None

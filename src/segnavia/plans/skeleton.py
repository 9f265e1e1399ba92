"""A plan to begin with: the PNRR's grid and the municipalities of a territory, and nothing that an office must say.

Titles are those of *PNRR, quadro finanziario: programmazione*, Italia Domani (Presidenza del Consiglio dei ministri and
MEF-RGS), CC BY 4.0. Mission 7 was added by the Council of the European Union on 8 December 2023, after that file; it
stands here because releases since then publish its money, which would have no place otherwise.
"""

import re
import unicodedata
from collections.abc import Sequence

from segnavia.core.codes import Direction
from segnavia.core.provenance import Provenance
from segnavia.plans.schema import (
    Component,
    DirectionRecord,
    Header,
    Mission,
    Municipality,
    Package,
    Period,
    Zone,
)

PNRR_YEARS = (2021, 2026)
WHOLE = "territorio"  # the code of the one zone of a territory that nobody has divided yet

# The missions, and under each its components, by the order of their codes.
GRID: dict[str, tuple[str, ...]] = {
    "Digitalizzazione, innovazione, competitività e cultura": (
        "Digitalizzazione, innovazione e sicurezza nella PA",
        "Digitalizzazione, innovazione e competitività nel sistema produttivo",
        "Turismo e Cultura 4.0",
    ),
    "Rivoluzione verde e transizione ecologica": (
        "Agricoltura sostenibile ed Economia Circolare",
        "Energia rinnovabile, idrogeno, rete e mobilità sostenibile",
        "Efficienza energetica e riqualificazione degli edifici",
        "Tutela del territorio e della risorsa idrica",
    ),
    "Infrastrutture per una mobilità sostenibile": (
        "Investimenti sulla rete ferroviaria",
        "Intermodalità e logistica integrata",
    ),
    "Istruzione e ricerca": (
        "Potenziamento dell’offerta dei servizi di istruzione: dagli asili nido alle università",
        "Dalla ricerca all'impresa",
    ),
    "Inclusione e coesione": (
        "Politiche per il lavoro",
        "Infrastrutture sociali, famiglie, comunità e terzo settore",
        "Interventi speciali per la coesione territoriale",
    ),
    "Salute": (
        "Reti di prossimità, strutture e telemedicina per l’assistenza sanitaria territoriale",
        "Innovazione, ricerca e digitalizzazione del servizio sanitario",
    ),
    "REPowerEU": ("REPowerEU",),
}
_ADDED = "M7"

_MISREAD = re.compile(r"[\x80-\x9f]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_REGION = "Regione autonoma"
# What the body of a province is, where it is not a Provincia: by the province codes of ISTAT.
_BODIES: dict[str, tuple[str, ...]] = {
    "Città metropolitana": (
        *("001", "010", "015", "027", "037", "048", "058"),
        *("063", "072", "080", "082", "083", "087", "092"),
    ),
    "Libero Consorzio comunale": ("081", "084", "085", "086", "088", "089"),
    "Ente di decentramento regionale": ("030", "031", "032", "093"),
    "Provincia autonoma": ("021", "022"),
    _REGION: ("007",),
}
# How a body takes the name of its province, where it is not simply “di” and the name.
_OF = {
    "La Spezia": "della Spezia",
    "L'Aquila": "dell'Aquila",
    "Reggio di Calabria": "di Reggio Calabria",
    "Roma": "di Roma Capitale",
    "Sud Sardegna": "del Sud Sardegna",
    "Verbano-Cusio-Ossola": "del Verbano-Cusio-Ossola",
}

_HEADER_NOTE = (
    "Scheletro di un piano, ancora senza obiettivi: la griglia del PNRR (titoli da Italia Domani, Presidenza del "
    "Consiglio dei ministri e MEF-RGS, CC BY 4.0) e i Comuni (ISTAT, CC BY). Titolo, ente e periodo sono proposti da "
    "Segnavia: l'ufficio li corregge."
)
_DIRECTION_NOTE = "Proposta di Segnavia: l'ufficio scrive le direzioni con le parole del suo piano."
_ZONE_NOTE = "Nessuna zona omogenea è ancora indicata: l'ufficio scrive le sue e vi assegna i Comuni."
_ADDED_NOTE = "Aggiunta al PNRR dalla decisione del Consiglio dell'Unione europea dell'8 dicembre 2023."
_ADDED_TITLE_NOTE = "L'unica componente della missione 7: ne porta il titolo, che per la componente è una proposta."


def skeleton(
    territory: str, name: str, municipalities: Sequence[tuple[str, str]], period: tuple[int, int] = PNRR_YEARS
) -> Package:
    """The plan of `territory` (a province code) as far as public sources know it: no objective, driver or crosswalk.

    `municipalities` are codes and titles; all of them form one zone. What an office has to say is marked editorial.
    Raises `pydantic.ValidationError` for a code or a period that no plan may have.
    """
    name = _readable(name) or territory
    kind = next((kind for kind, territories in _BODIES.items() if territory in territories), "Provincia")
    start, end = period
    return Package(
        plan=Header(
            code=f"{_slug(name) or territory}-{start}-{end}",
            title=f"Griglia del PNRR: {name}",
            short_title=f"PNRR {name}",
            body=f"{kind} {name if kind == _REGION else _OF.get(name, f'di {name}')}",
            territory=territory,
            period=Period(start=start, end=end),
            provenance=Provenance.EDITORIAL,
            note=_HEADER_NOTE,
        ),
        directions=tuple(
            DirectionRecord(code=code, title=title, provenance=Provenance.EDITORIAL, note=_DIRECTION_NOTE)
            for code, title in (
                (Direction.METROPOLITAN_CITY, kind),
                (Direction.MUNICIPALITIES, "Comuni"),
                (Direction.INTERMEDIATE_BODIES, "Corpi intermedi e altri attori"),
            )
        ),
        missions=tuple(_mission(number, title) for number, title in enumerate(GRID, 1)),
        components=tuple(
            _component(mission, number, title)
            for mission, titles in enumerate(GRID.values(), 1)
            for number, title in enumerate(titles, 1)
        ),
        objectives=(),
        zones=(Zone(code=WHOLE, title="Tutto il territorio", provenance=Provenance.EDITORIAL, note=_ZONE_NOTE),)
        if municipalities
        else (),
        municipalities=tuple(
            Municipality(code=code, title=_readable(title), zone=WHOLE, provenance=Provenance.SOURCE)
            for code, title in municipalities
        ),
    )


def _mission(number: int, title: str) -> Mission:
    code = f"M{number}"
    return Mission(code=code, title=title, provenance=Provenance.SOURCE, note=_ADDED_NOTE if code == _ADDED else "")


def _component(mission: int, number: int, title: str) -> Component:
    """A component that is marked for nobody yet: who acts is for the plan to say."""
    code = f"M{mission}C{number}"
    if code.startswith(_ADDED):
        provenance, note = Provenance.EDITORIAL, _ADDED_TITLE_NOTE
    else:
        provenance, note = Provenance.SOURCE, ""
    return Component(code=code, title=title, directions=(), provenance=provenance, note=note)


def _readable(title: str) -> str:
    """A title as it was meant: sources hold windows-1252 read as Latin-1, such as `Nabre\\x9eina` for `Nabrežina`."""
    meant = _MISREAD.sub(lambda found: found[0].encode("latin-1").decode("windows-1252", "ignore"), title)
    return " ".join(_CONTROL.sub(" ", meant).split())


def _slug(name: str) -> str:
    """A name as the code of a plan writes it: `Valle d'Aosta/Vallée d'Aoste` gives `valle-d-aosta-vallee-d-aoste`."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", letters))[:80].strip("-")

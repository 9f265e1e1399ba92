"""The figures that can be followed: each measure's word in an address, its name and its formula, as message ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop

from segnavia.briefing.state import State
from segnavia.briefing.states import ADDRESSES, TITLES
from segnavia.monitoring.why import RATIOS

PER_HEAD = "per_head"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a page. `field` is one of `monitoring.why`, or `per_head`; `unit` is `€`, `` or `%`."""

    word: str
    field: str
    title: str
    unit: str = ""
    formula: str = gettext_noop("the number of projects for which it holds, each counted once")

    @property
    def is_ratio(self) -> bool:
        """Whether it divides other measures and has no terms of its own."""
        return self.field in RATIOS or self.field == PER_HEAD


_SUM = gettext_noop("Σ amount of the project × share of it that counts here")
_TALLY = gettext_noop("Σ targets of the project; a target is not divided among places")
_MEASURES = (
    Measure("finanziato", "funding_pnrr", gettext_noop("PNRR funding"), "€", _SUM),
    Measure("pagato", "paid_pnrr", gettext_noop("PNRR payments"), "€", _SUM),
    Measure(
        "finanziato-confrontabile",
        "both_funding",
        gettext_noop("PNRR funding of the projects whose payments are known too"),
        "€",
        _SUM,
    ),
    Measure(
        "pagato-confrontabile",
        "both_paid",
        gettext_noop("PNRR payments of the projects whose funding is known too"),
        "€",
        _SUM,
    ),
    Measure(
        "finanziato-altrove",
        "funding_elsewhere",
        gettext_noop("PNRR funding that only the projects' dataset tells"),
        "€",
        _SUM,
    ),
    Measure(
        "quota-pagata",
        "paid_ratio",
        gettext_noop("Paid over funded"),
        "%",
        gettext_noop("paid / funded, both over the projects that say both"),
    ),
    Measure(
        "quota-nota",
        "known_share",
        gettext_noop("Share of the funding whose payments are known"),
        "%",
        gettext_noop("funding of the projects that say both / all the funding that any source tells"),
    ),
    Measure(
        "per-abitante",
        PER_HEAD,
        gettext_noop("PNRR funding for each inhabitant"),
        "€",
        gettext_noop("funding / inhabitants by ISTAT"),
    ),
    Measure(
        "quota-clima",
        "climate_share",
        gettext_noop("Share that supports the climate"),
        "%",
        gettext_noop("Σ funding × coefficient of the sub-measure / Σ funding of the sub-measures that have one"),
    ),
    Measure("clima", "climate_funding", gettext_noop("Funding that supports the climate"), "€", _SUM),
    Measure("clima-noto", "climate_tagged", gettext_noop("Funding that has a climate coefficient"), "€", _SUM),
    Measure(
        "quota-digitale",
        "digital_share",
        gettext_noop("Share that supports the digital transition"),
        "%",
        gettext_noop("Σ funding × coefficient of the sub-measure / Σ funding of the sub-measures that have one"),
    ),
    Measure("digitale", "digital_funding", gettext_noop("Funding that supports the digital transition"), "€", _SUM),
    Measure("digitale-noto", "digital_tagged", gettext_noop("Funding that has a digital coefficient"), "€", _SUM),
    Measure("progetti", "projects_located", gettext_noop("Projects located here")),
    Measure("progetti-misurati", "projects", gettext_noop("Projects that the payments' dataset lists")),
    Measure("progetti-confrontabili", "projects_both", gettext_noop("Projects whose funding and payments are known")),
    Measure("progetti-con-importi", "projects_told", gettext_noop("Projects whose funding any source tells")),
    *(
        Measure(word, "state_unknown" if state.value == "unknown" else state.value, TITLES[state])
        for word, state in ADDRESSES.items()
    ),
    Measure("target", "targets", gettext_noop("Targets with a planned and an achieved value"), "", _TALLY),
    Measure("target-raggiunti", "targets_reached", gettext_noop("Targets reached"), "", _TALLY),
)
MEASURES: Mapping[str, Measure] = {measure.word: measure for measure in _MEASURES}
OF_FIELD: Mapping[str, Measure] = {measure.field: measure for measure in _MEASURES}


def terms_of_ratio(measure: Measure) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """The measures above and below the line of a ratio; inhabitants are no measure, and are left out."""
    if measure.field == PER_HEAD:
        return (OF_FIELD["funding_pnrr"],), ()
    above, below = RATIOS[measure.field]
    return tuple(OF_FIELD[field] for field in above), tuple(OF_FIELD[field] for field in below)


def population_of(now: State, dimension: str, code: str) -> int | None:
    """ISTAT's inhabitants of a municipality, or of all those of a zone; `None` for anything else, or unknown."""
    places = {} if now.bulletin is None else now.bulletin.places
    if dimension == "municipality":
        return places[code].population if code in places else None
    if dimension == "zone":
        heads = [
            places[record.code].population if record.code in places else None
            for record in now.book.package.municipalities
            if record.zone == code and not record.valid_to
        ]
        known = [head for head in heads if head is not None]
        return sum(known) if known and len(known) == len(heads) else None
    return None


def divided(above: Decimal | int | None, below: Decimal | int | None) -> Decimal | None:
    """A ratio; `None` where either is unknown or there is nothing to divide by."""
    return None if above is None or not below else Decimal(above) / Decimal(below)

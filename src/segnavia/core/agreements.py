"""The kinds of agreement that a territory's bodies make, with their legal basis and the fields that each adds.

Sources: the statutes named in each row; `docs/glossary.md` has the terms. Titles are message ids; the pages show their
Italian. What must hold before an agreement moves on is in `core.agreement_rules`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from segnavia.core.lifecycle import AgreementState


class AgreementType(StrEnum):
    """The types of agreement, by their Italian name in English letters."""

    FRAMEWORK = "framework"  # intesa quadro Regione–Città metropolitana
    ZONES = "zones"  # intesa sulle zone omogenee
    PROGRAMME = "programme"  # accordo di programma
    NEGOTIATED = "negotiated"  # AQST, ALS, AREST: regional negotiated programming
    CONVENTION = "convention"  # convenzione fra enti locali
    ADMINISTRATIONS = "administrations"  # accordo fra amministrazioni
    PROTOCOL = "protocol"  # protocollo d'intesa
    PACT = "pact"  # patto territoriale, intesa istituzionale di programma
    PRIVATE = "private"  # with private parties or the third sector


class SignatureKind(StrEnum):
    """How an agreement was signed."""

    DIGITAL = "digital"
    HANDWRITTEN = "handwritten"


class AmendmentKind(StrEnum):
    """What changed an agreement after it was signed."""

    AMENDMENT = "amendment"
    ACCESSION = "accession"
    WITHDRAWAL = "withdrawal"
    RENEWAL = "renewal"


class FieldKind(StrEnum):
    """What a special field holds."""

    TEXT = "text"
    DATE = "date"
    BOOL = "bool"


@dataclass(frozen=True, slots=True)
class SpecialField:
    """A field that a type of agreement adds. `required_from`: the state from which on it must be known, if any.

    Fields of one name mean the same in every type that has them.
    """

    name: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    required_from: AgreementState | None = None


@dataclass(frozen=True, slots=True)
class TypeOfAgreement:
    """What the law calls a type, on what it rests, and what its record carries besides the common fields.

    `legal_basis` is empty where no statute speaks of the type.
    """

    title: str
    legal_basis: str
    special: tuple[SpecialField, ...]

    def field(self, name: str) -> SpecialField | None:
        """The special field of that name, if this type has it."""
        return next((each for each in self.special if each.name == name), None)


_SIGNED = AgreementState.SIGNED
_IN_FORCE = AgreementState.IN_FORCE
_DATE = FieldKind.DATE
_BOOL = FieldKind.BOOL

TYPES: Mapping[AgreementType, TypeOfAgreement] = {
    AgreementType.FRAMEWORK: TypeOfAgreement(
        "Framework agreement of Region and metropolitan city",
        "L.R. Lombardia 32/2015, art. 1",
        (
            SpecialField("regional_programme", "Regional programme that it is linked to", required_from=_SIGNED),
            SpecialField("sectoral_accords", "Sectoral accords"),
            SpecialField("permanent_conference", "Monitoring by the Conferenza permanente"),
        ),
    ),
    AgreementType.ZONES: TypeOfAgreement(
        "Agreement on the homogeneous zones",
        "L. 56/2014; L.R. Lombardia 32/2015, art. 4",
        (
            SpecialField("opinions", "Opinions given"),
            SpecialField("members", "List of the members", required_from=_SIGNED),
            SpecialField("zones_since", "Zones valid since", _DATE),
            SpecialField("zones_until", "Zones valid until", _DATE),
        ),
    ),
    AgreementType.PROGRAMME: TypeOfAgreement(
        "Programme agreement",
        "D.Lgs. 267/2000 (TUEL), art. 34",
        (
            SpecialField("conference_on", "Day of the conference of the bodies", _DATE),
            SpecialField("unanimous_consent", "Unanimous consent of the bodies", _BOOL, _SIGNED),
            SpecialField("approving_decree", "Approving decree", required_from=_IN_FORCE),
            SpecialField("decree_on", "Day of the decree", _DATE),
            SpecialField("burl", "Publication in the regional bulletin (BURL)", required_from=_IN_FORCE),
            SpecialField("supervisory_board", "Supervisory board"),
            SpecialField("arbitration", "Arbitration"),
            SpecialField("planning_variant", "It varies the planning instruments", _BOOL),
        ),
    ),
    AgreementType.NEGOTIATED: TypeOfAgreement(
        "Regional negotiated programming (AQST, ALS, AREST)",
        "L.R. Lombardia 19/2019; Reg. reg. 6/2020",
        (
            SpecialField("instrument", "Instrument: AQST, ALS or AREST", required_from=AgreementState.NEGOTIATED),
            SpecialField("expected_results", "Objectives and expected results", required_from=_SIGNED),
            SpecialField("actions", "Actions"),
            SpecialField("resources_plan", "Resources"),
            SpecialField("responsible_parties", "Responsible parties", required_from=_SIGNED),
            SpecialField("timing", "Timing", required_from=_SIGNED),
            SpecialField("updating", "How it is updated"),
            SpecialField("accession_terms", "Terms of accession"),
        ),
    ),
    AgreementType.CONVENTION: TypeOfAgreement(
        "Convention of local bodies",
        "D.Lgs. 267/2000 (TUEL), art. 30",
        (
            SpecialField("purpose", "Aims of the convention", required_from=_SIGNED),
            SpecialField("duration", "Duration", required_from=_SIGNED),
            SpecialField("consultation", "Forms of consultation", required_from=_SIGNED),
            SpecialField("finance", "Financial relations", required_from=_SIGNED),
            SpecialField("guarantees", "Mutual obligations and guarantees", required_from=_SIGNED),
        ),
    ),
    AgreementType.ADMINISTRATIONS: TypeOfAgreement(
        "Agreement between administrations",
        "L. 241/1990, art. 15",
        (SpecialField("common_interest", "Activity of common interest"),),
    ),
    AgreementType.PROTOCOL: TypeOfAgreement(
        "Memorandum of understanding",
        "",
        (
            SpecialField("binding", "It binds the parties", _BOOL, _SIGNED),
            SpecialField("act_that_follows", "Act that follows"),
        ),
    ),
    AgreementType.PACT: TypeOfAgreement(
        "Territorial pact or institutional programme agreement",
        "L. 662/1996, art. 2 c. 203",
        (
            SpecialField("programme", "Programme", required_from=_SIGNED),
            SpecialField("funds", "Funds", required_from=_SIGNED),
        ),
    ),
    AgreementType.PRIVATE: TypeOfAgreement(
        "Agreement with private parties or the third sector",
        "L. 241/1990, art. 11; D.Lgs. 117/2017, art. 55",
        (
            SpecialField("selection_procedure", "Selection procedure", required_from=AgreementState.APPROVED),
            SpecialField("selection_act", "Act of the selection"),
        ),
    ),
}


def _by_name() -> Mapping[str, SpecialField]:
    """Every special field by its name, in the order of the types."""
    return {each.name: each for kind in TYPES.values() for each in kind.special}


SPECIAL_FIELDS = _by_name()

STATE_TITLES: Mapping[AgreementState, str] = {
    AgreementState.PROPOSED: "proposed",
    AgreementState.NEGOTIATED: "negotiated",
    AgreementState.APPROVED: "approved by its parties",
    AgreementState.SIGNED: "signed",
    AgreementState.IN_FORCE: "in force",
    AgreementState.CONCLUDED: "concluded",
    AgreementState.WITHDRAWN: "given up",
    AgreementState.EXPIRED: "expired",
}
SIGNATURE_TITLES: Mapping[SignatureKind, str] = {
    SignatureKind.DIGITAL: "digital signature",
    SignatureKind.HANDWRITTEN: "handwritten signature",
}
AMENDMENT_TITLES: Mapping[AmendmentKind, str] = {
    AmendmentKind.AMENDMENT: "amendment of the text",
    AmendmentKind.ACCESSION: "accession of a party",
    AmendmentKind.WITHDRAWAL: "withdrawal of a party",
    AmendmentKind.RENEWAL: "renewal",
}

# Words that are addresses of the pages beside `/intese/<code>`.
RESERVED_CODES = frozenset({"matrice", "nuova", "importa", "esporta"})


def message_ids() -> tuple[str, ...]:
    """Every title of this module: what the catalogue of translations has to hold."""
    titles = (*STATE_TITLES.values(), *SIGNATURE_TITLES.values(), *AMENDMENT_TITLES.values())
    return (*(kind.title for kind in TYPES.values()), *(each.title for each in SPECIAL_FIELDS.values()), *titles)

import pytest

from segnavia.core.agreements import (
    AMENDMENT_TITLES,
    SIGNATURE_TITLES,
    SPECIAL_FIELDS,
    STATE_TITLES,
    TYPES,
    AgreementType,
    AmendmentKind,
    SignatureKind,
)
from segnavia.core.lifecycle import AgreementState


def test_every_type_is_declared() -> None:
    assert list(TYPES) == list(AgreementType)
    assert all(kind.title and kind.special for kind in TYPES.values())
    assert [kind for kind, declared in TYPES.items() if not declared.legal_basis] == [AgreementType.PROTOCOL]


@pytest.mark.parametrize(
    ("titles", "values"),
    [
        (STATE_TITLES, AgreementState),
        (SIGNATURE_TITLES, SignatureKind),
        (AMENDMENT_TITLES, AmendmentKind),
    ],
    ids=["states", "signatures", "amendments"],
)
def test_every_value_has_its_word(titles: dict[str, str], values: type) -> None:
    assert list(titles) == list(values)


def test_fields_of_one_name_are_one_field() -> None:
    fields = [each for kind in TYPES.values() for each in kind.special]
    assert all(SPECIAL_FIELDS[each.name] == each for each in fields)


@pytest.mark.parametrize(
    ("kind", "law"),
    [
        (AgreementType.PROGRAMME, "art. 34"),
        (AgreementType.CONVENTION, "art. 30"),
        (AgreementType.ADMINISTRATIONS, "L. 241/1990, art. 15"),
        (AgreementType.FRAMEWORK, "L.R. Lombardia 32/2015"),
        (AgreementType.NEGOTIATED, "L.R. Lombardia 19/2019"),
        (AgreementType.PACT, "L. 662/1996"),
        (AgreementType.PRIVATE, "D.Lgs. 117/2017"),
    ],
)
def test_legal_basis_is_the_law(kind: AgreementType, law: str) -> None:
    assert law in TYPES[kind].legal_basis

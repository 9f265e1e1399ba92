import pytest

from segnavia.core import codes

WELL_FORMED = [
    pytest.param(codes.CUP, "J61F22000330006", True, id="cup"),
    pytest.param(codes.CUP, "J61F2200033000", False, id="cup-14-characters"),
    pytest.param(codes.CUP, "j61f22000330006", False, id="cup-lower-case"),
    pytest.param(codes.CUP, "J61F22000330006 ", False, id="cup-trailing-blank"),
    pytest.param(codes.CUP, "J61F22000330006\n", False, id="cup-trailing-line-feed"),
    pytest.param(codes.SUBMEASURE, "M1C1I1.02.00", True, id="investment"),
    pytest.param(codes.SUBMEASURE, "M1C1R1.0A.00", True, id="reform-with-letter"),
    pytest.param(codes.SUBMEASURE, "M1C1X1.02.00", False, id="neither-investment-nor-reform"),
    pytest.param(codes.SUBMEASURE, "M1C1I1.02", False, id="measure-only"),
    pytest.param(codes.OBJECTIVE, "M3.12", True, id="objective"),
    pytest.param(codes.OBJECTIVE, "M3.1", False, id="objective-one-digit"),
    pytest.param(codes.MUNICIPALITY, "015146", True, id="municipality"),
    pytest.param(codes.MUNICIPALITY, "15146", False, id="municipality-without-zero"),
    pytest.param(codes.TERRITORY, "015", True, id="territory"),
    pytest.param(codes.SLUG, "adda-martesana", True, id="slug"),
    pytest.param(codes.SLUG, "-adda", False, id="slug-leading-hyphen"),
]


@pytest.mark.parametrize(("pattern", "value", "expected"), WELL_FORMED)
def test_is_code(pattern: str, value: str, expected: bool) -> None:
    assert codes.is_code(pattern, value) is expected


@pytest.mark.parametrize("code", ["M1.01", "M1C1", "M1C1I1.02.00"])
def test_mission_of(code: str) -> None:
    assert codes.mission_of(code) == "M1"


def test_component_of() -> None:
    assert codes.component_of("M2C4I3.01.00") == "M2C4"


def test_project_key_hides_what_a_url_cannot_hold() -> None:
    key = codes.project_key("M1C1I1.02.00", "J61F22000330006", 'A 1/2"ò')
    assert key == "M1C1I1.02.00-J61F22000330006-50a36064"
    assert key != codes.project_key("M1C1I1.02.00", "J61F22000330006", 'A 1/2"O')


def test_directions_stand_in_the_order_of_the_source() -> None:
    assert codes.DIRECTIONS == ("metropolitan_city", "municipalities", "intermediate_bodies")

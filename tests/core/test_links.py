from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segnavia.core.links import Link, LinkError, LinkFault, check_links, effective_links, standing

A, B = "M1C1I1.01.00-J61F22000000000-0cc175b9", "M1C1I1.02.00-J61F22000000001-0cc175b9"


def link(objective: str | None, share: str | None, project: str = A, reason: str = "serve") -> Link:
    return Link(project, objective, None if share is None else Fraction(share), reason)


@pytest.mark.parametrize(
    "links",
    [
        pytest.param([], id="nothing-judged"),
        pytest.param([link("M1.01", "1")], id="one"),
        pytest.param([link("M1.01", "1/3"), link("M1.02", "1/3"), link("M2.01", "1/3")], id="three-thirds"),
        pytest.param([link(None, None)], id="serves-nothing"),
        pytest.param([link("M1.01", "1"), link(None, None, B)], id="two-projects"),
    ],
)
def test_whole_judgements_stand(links: list[Link]) -> None:
    check_links(links)


@pytest.mark.parametrize(
    ("links", "fault"),
    [
        pytest.param([link("M1.01", "1/2")], LinkFault.NOT_WHOLE, id="a-half-is-missing"),
        pytest.param([link("M1.01", "0.33"), link("M1.02", "0.67")], None, id="decimals-that-add-up"),
        pytest.param([link("M1.01", "0.33")] * 3, LinkFault.TWICE, id="one-objective-thrice"),
        pytest.param([link("M1.01", "2/3"), link("M1.02", "2/3")], LinkFault.NOT_WHOLE, id="too-much"),
        pytest.param([link("M1.01", "1/2"), link("M1.01", "1/2")], LinkFault.TWICE, id="twice"),
        pytest.param([link(None, None), link("M1.01", "1")], LinkFault.NONE_AMONG_OTHERS, id="none-and-one"),
        pytest.param([link(None, None), link(None, None)], LinkFault.NONE_AMONG_OTHERS, id="none-twice"),
        pytest.param([link(None, "1")], LinkFault.SHARE_OF_NONE, id="share-of-none"),
        pytest.param([link("M1.01", None)], LinkFault.NO_SHARE, id="no-share"),
        pytest.param([link("M1.01", "0"), link("M1.02", "1")], LinkFault.SHARE_OUT_OF_RANGE, id="zero"),
        pytest.param([link("M1.01", "-1"), link("M1.02", "2")], LinkFault.SHARE_OUT_OF_RANGE, id="negative"),
        pytest.param([link("M1.01", "1", reason=" ")], LinkFault.NO_REASON, id="no-reason"),
        pytest.param([link("M1.01", "1"), link("M1.02", "1/2", B)], LinkFault.NOT_WHOLE, id="the-second-project"),
    ],
)
def test_links_that_are_no_whole_judgement(links: list[Link], fault: LinkFault | None) -> None:
    if fault is None:
        check_links(links)
        return
    with pytest.raises(ValueError, match=links[-1].project) as refused:
        check_links(links)
    assert isinstance(refused.value, LinkError)
    assert refused.value.fault == fault


CROSSWALK = {"M1.01": Fraction(1, 3), "M2.01": Fraction(2, 3)}


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param([], CROSSWALK, id="the-crosswalk-s"),
        pytest.param([link("M1.02", "1")], {"M1.02": Fraction(1)}, id="its-own-and-none-of-the-crosswalk-s"),
        pytest.param([link(None, None)], {}, id="none"),
    ],
)
def test_effective_links(links: list[Link], expected: dict[str, Fraction]) -> None:
    assert effective_links(CROSSWALK, links) == expected


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_shares_by_weights_always_stand_and_are_a_whole(weights: list[int]) -> None:
    links = [link(f"M1.0{n}", str(Fraction(weight, sum(weights)))) for n, weight in enumerate(weights, start=1)]
    check_links(links)
    assert sum(effective_links(CROSSWALK, links).values()) == 1


def test_a_judgement_lapses_as_a_whole_with_one_of_its_objectives() -> None:
    links = [link("M2.01", "1/2", B), link("M1.09", "1/2", B), link("M1.02", "1/2"), link("M1.01", "1/2")]
    assert standing(links, ["M1.01", "M1.02", "M2.01"]) == ((links[3], links[2]), (B,))


def test_a_judgement_of_nothing_never_lapses() -> None:
    assert standing([link(None, None)], []) == ((link(None, None),), ())

"""The links of the registry as the measurement takes them."""

from fractions import Fraction

import pytest
from django.db import IntegrityError, connection, transaction

from segnavia.core.links import Link, Origin
from segnavia.monitoring import link_text
from segnavia.monitoring.project_links import links_of, refused_of
from segnavia.registry.models import Plan, ProjectLink, RefusedProposal

A, B = "M1C1I1.01.00-J61F22000000000-0cc175b9", "M1C1I1.02.00-J61F22000000001-0cc175b9"


@pytest.fixture
def plan(db: None) -> Plan:
    return Plan.objects.create(code="prova")


def put(plan: Plan, **values: object) -> ProjectLink:
    known = {
        "project_key": A,
        "objective_code": "M1.01",
        "share_numerator": 1,
        "share_denominator": 3,
        "reason": "serve",
        "origin": "text",
        "created_by": "Anna",
    }
    return ProjectLink.objects.create(plan=plan, **{**known, **values})


def test_links_of_a_plan_in_order(plan: Plan) -> None:
    none = {"objective_code": None, "share_numerator": None, "share_denominator": None, "origin": "manual"}
    put(plan, project_key=B, **none)
    put(plan, objective_code="M1.02", share_numerator=2)
    put(plan)
    put(Plan.objects.create(code="altro"), objective_code="M2.01")
    assert links_of("prova") == (
        Link(A, "M1.01", Fraction(1, 3), "serve", Origin.TEXT),
        Link(A, "M1.02", Fraction(2, 3), "serve", Origin.TEXT),
        Link(B, None, None, "serve", Origin.MANUAL),
    )
    assert links_of("nessuno") == ()


def test_refused_proposals_of_a_plan(plan: Plan) -> None:
    for code in ("M1.01", "M1.02"):
        RefusedProposal.objects.create(
            plan=plan, project_key=A, objective_code=code, reason="non serve", created_by="Anna"
        )
    assert refused_of("prova") == {(A, "M1.01"), (A, "M1.02")}
    assert refused_of("altro") == frozenset()


@pytest.mark.django_db
def test_no_links_before_the_registry_has_their_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert links_of("prova") == ()


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"objective_code": None}, id="a-share-of-nothing"),
        pytest.param({"share_numerator": None, "share_denominator": None}, id="no-share"),
        pytest.param({"share_numerator": None}, id="half-a-share"),
        pytest.param({"share_numerator": 4}, id="more-than-the-whole"),
        pytest.param({"share_numerator": 0}, id="zero"),
        pytest.param({"reason": ""}, id="no-reason"),
        pytest.param({"created_by": ""}, id="nobody"),
        pytest.param({"origin": "guess"}, id="another-origin"),
        pytest.param({"project_key": "M1C1I1.01.00"}, id="no-project-key"),
        pytest.param({"objective_code": "D01"}, id="no-objective"),
        pytest.param({"objective_code": "M1.02"}, id="twice"),
    ],
)
def test_what_the_database_refuses(plan: Plan, values: dict[str, object]) -> None:
    put(plan, objective_code="M1.02")
    with pytest.raises(IntegrityError), transaction.atomic():
        put(plan, **values)


def test_serving_nothing_is_said_once(plan: Plan) -> None:
    none = {"objective_code": None, "share_numerator": None, "share_denominator": None}
    put(plan, **none)
    with pytest.raises(IntegrityError), transaction.atomic():
        put(plan, **none)


def test_canonical_text_there_and_back() -> None:
    links = (Link(A, "M1.01", Fraction(1, 3), "perché “sì”", Origin.SIMILAR), Link(B, None, None, "no"))
    text = link_text.canonical(links)
    assert link_text.from_canonical(text) == links
    assert text.startswith('[{"objective":"M1.01","origin":"similar","project":"M1C1I1.01.00-')
    assert link_text.canonical(()) == "[]"
    assert link_text.links_sha256(()) == ""
    assert len(link_text.links_sha256(links)) == 64

"""The registry's invariants hold in the database, whoever writes."""

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from segnavia.actions.plans import load
from segnavia.core.permissions import COMMAND
from segnavia.registry.models import (
    Component,
    CrosswalkLink,
    Direction,
    Edition,
    FrozenText,
    Mark,
    Municipality,
    Objective,
    Plan,
    Submeasure,
)
from segnavia.registry.texts import current_text
from segnavia.registry.writers import WRITERS
from tests.plans.samples import SOUND, package

pytestmark = pytest.mark.django_db
MODELS = list(apps.get_app_config("registry").get_models())


@pytest.fixture
def edition() -> Edition:
    return load(package(), by=COMMAND).edition


def refused() -> Any:
    return pytest.raises(IntegrityError)


def test_every_model_says_who_may_write_it() -> None:
    assert {model.__name__ for model in MODELS} == WRITERS.keys()
    for module in set(WRITERS.values()):
        assert module.startswith("segnavia.actions.")
        importlib.import_module(module)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_code_is_constrained(model: type[models.Model]) -> None:
    if any(field.name == "code" for field in model._meta.get_fields()):
        assert any(isinstance(c, models.CheckConstraint) and "code_form" in c.name for c in model._meta.constraints)


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        pytest.param(Objective, {"code": "M1.1"}, id="malformed code"),
        pytest.param(Objective, {"code": ""}, id="empty code"),
        pytest.param(Submeasure, {"code": "xM1C1I1.01.00"}, id="code within a text"),
        pytest.param(Objective, {"title": ""}, id="empty title"),
        pytest.param(Objective, {"provenance": "guess"}, id="unknown provenance"),
        pytest.param(Submeasure, {"code": "M1C1"}, id="malformed sub-measure"),
        pytest.param(CrosswalkLink, {"share_numerator": None}, id="objective without share"),
        pytest.param(CrosswalkLink, {"share_denominator": None}, id="half a share"),
        pytest.param(CrosswalkLink, {"share_numerator": 0}, id="no share"),
        pytest.param(CrosswalkLink, {"share_numerator": 3}, id="share above one"),
        pytest.param(CrosswalkLink, {"objective": None}, id="share without objective"),
        pytest.param(Municipality, {"valid_from": "2022-01-02", "valid_to": "2022-01-01"}, id="reversed validity"),
        pytest.param(Mark, {"component": None}, id="cell of nothing"),
        pytest.param(Edition, {"period_end": 1999}, id="reversed period"),
        pytest.param(Edition, {"status": "lost"}, id="unknown status"),
        pytest.param(Edition, {"territory": "15"}, id="malformed territory"),
        pytest.param(Plan, {"code": "Not a slug"}, id="malformed slug"),
    ],
)
def test_database_refuses(edition: Edition, model: type[models.Model], changes: dict[str, Any]) -> None:
    row = model._default_manager.order_by("pk").first()
    with refused(), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**changes)


def test_database_refuses_a_code_twice_in_an_edition(edition: Edition) -> None:
    row = Objective.objects.get(code="M1.01")
    row.pk, row.position = None, 99
    with refused(), transaction.atomic():
        row.save()


def test_database_refuses_a_cell_of_both_grids(edition: Edition) -> None:
    direction = Direction.objects.get(code="municipalities")
    both = Mark(
        objective=Objective.objects.first(), component=Component.objects.first(), direction=direction, position=9
    )
    with refused(), transaction.atomic():
        both.save()


def test_database_refuses_a_second_draft(edition: Edition) -> None:
    edition.pk = None
    with refused(), transaction.atomic():
        edition.save()


def test_database_refuses_a_membership_since_ever_twice(edition: Edition) -> None:
    row = Municipality.objects.get()
    row.pk, row.position = None, 99
    with refused(), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE registry_frozentext SET content = 'x'", "DELETE FROM registry_frozentext"],
    ids=["update", "delete"],
)
def test_frozen_text_is_immutable_in_the_database(edition: Edition, statement: str) -> None:
    Edition.objects.update(text=None)
    with pytest.raises(DatabaseError, match="frozen text"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert FrozenText.objects.get().content.startswith("{")


def test_current_text_of_no_plan() -> None:
    assert current_text("015") is None


def test_current_text_is_the_latest_plan_s(edition: Edition) -> None:
    header = {**SOUND["plan"], "code": "prova-2025-2027", "period": {"start": 2025, "end": 2027}}
    latest = load(package(plan=header), by=COMMAND)
    load(package(parts=[]), by=COMMAND)
    assert current_text("015") == latest.text
    assert current_text("058") is None

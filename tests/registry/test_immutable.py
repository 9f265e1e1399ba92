"""What may not change cannot be changed: not by the ORM, not by SQL, not by a page of Django's admin."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.test import Client, RequestFactory
from django.urls import get_resolver

from segnavia.actions import actors
from segnavia.actions.plans import load
from segnavia.core.permissions import COMMAND
from segnavia.registry.models import Act, AuditEvent, Case, CaseLetter, FrozenText, Plan
from segnavia.registry.triggers import IMMUTABLE
from tests.plans.samples import package

pytestmark = pytest.mark.django_db
BY_TABLE = {model._meta.db_table: model for model in apps.get_app_config("registry").get_models()}


def frozen_text() -> FrozenText:
    return load(package(), by=COMMAND).text


def act() -> Act:
    text = frozen_text()
    values = {"step": "adoption", "body": "Consiglio", "dated": "2022", "provenance": "source", "recorded_by": "Aldo"}
    return Act.objects.create(edition=text.edition, text=text, **values)


def audit_event() -> AuditEvent:
    actors.add(by=COMMAND, title="Comune di Rho", kind="municipality")
    return AuditEvent.objects.get(action="actors.add")


def case_letter() -> CaseLetter:
    actor = actors.add(by=COMMAND, title="Comune di Rho", kind="municipality")
    plan = Plan.objects.create(code="piano")
    case = Case.objects.create(plan=plan, actor=actor, kind="project", key="x", title="x", value_name="x", reason="x")
    return CaseLetter.objects.create(case=case, by="Rosa", text="Non risulta.")


ROWS: dict[str, Callable[[], models.Model]] = {
    "registry_frozentext": frozen_text,
    "registry_act": act,
    "registry_auditevent": audit_event,
    "registry_caseletter": case_letter,
}


def text_field(model: type[models.Model]) -> str:
    """A field in which a forger would write."""
    for name in ("content", "body", "by_name", "text"):
        try:
            if model._meta.get_field(name).get_internal_type() in {"TextField", "CharField"}:
                return name
        except FieldDoesNotExist:
            continue
    raise AssertionError(model)


def forged(row: models.Model) -> models.Model:
    setattr(row, text_field(type(row)), "forged")
    return row


def manager(row: models.Model) -> models.Manager[Any]:
    return type(row)._default_manager


def sql(statement: str, row: models.Model) -> None:
    names = {"table": row._meta.db_table, "field": text_field(type(row)), "key": row._meta.pk.column}
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**names), [row.pk])


def admin_of(row: models.Model) -> "ModelAdmin[Any]":
    """Django's admin for a model, on a site of its own: what somebody might add one day."""
    return ModelAdmin(type(row), AdminSite())


WAYS: dict[str, Callable[[Any], object]] = {
    "update": lambda row: manager(row).filter(pk=row.pk).update(**{text_field(type(row)): "forged"}),
    "save": lambda row: forged(row).save(),
    "bulk_update": lambda row: manager(row).bulk_update([forged(row)], [text_field(type(row))]),
    "update_or_create": lambda row: manager(row).update_or_create(
        pk=row.pk, defaults={text_field(type(row)): "forged"}
    ),
    "bulk_create over it": lambda row: manager(row).bulk_create(
        [forged(row)],
        update_conflicts=True,
        unique_fields=[row._meta.pk.name],
        update_fields=[text_field(type(row))],
    ),
    "delete": lambda row: manager(row).filter(pk=row.pk).delete(),
    "delete of the row": lambda row: row.delete(),
    "SQL update": lambda row: sql("UPDATE {table} SET {field} = 'forged' WHERE {key} = %s", row),
    "SQL update of nothing": lambda row: sql("UPDATE {table} SET {field} = {field} WHERE {key} = %s", row),
    "SQL delete": lambda row: sql("DELETE FROM {table} WHERE {key} = %s", row),
    "admin, change": lambda row: admin_of(row).save_model(RequestFactory().post("/"), forged(row), None, change=True),
    "admin, delete": lambda row: admin_of(row).delete_model(RequestFactory().post("/"), row),
    "admin, delete of those chosen": lambda row: admin_of(row).delete_queryset(
        RequestFactory().post("/"), manager(row).filter(pk=row.pk)
    ),
}


def test_every_immutable_table_is_tried() -> None:
    assert ROWS.keys() == IMMUTABLE.keys()
    assert IMMUTABLE.keys() <= BY_TABLE.keys()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("table", IMMUTABLE)
def test_row_is_neither_changed_nor_deleted(table: str, way: str) -> None:
    row = ROWS[table]()
    before = manager(row).filter(pk=row.pk).values().get()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        WAYS[way](row)
    assert isinstance(refused.value, ProtectedError) or IMMUTABLE[table] in str(refused.value)
    assert manager(row).filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("table", IMMUTABLE)
def test_row_put_in_its_place_is_refused(table: str) -> None:
    """SQLite's REPLACE deletes what stands there, and asks no trigger for deletions."""
    row = ROWS[table]()
    before = manager(row).filter(pk=row.pk).values().get()
    columns = [field.column for field in row._meta.concrete_fields]
    values = {f.column: f.get_db_prep_save(getattr(row, f.attname), connection) for f in row._meta.concrete_fields}
    values[text_field(type(row))] = "forged"
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    statement = f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [values[column] for column in columns])
    assert manager(row).filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/en/admin/", "/scrivania/admin/"])
def test_no_admin_answers(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_admin_is_not_installed() -> None:
    assert not apps.is_installed("django.contrib.admin")
    assert "admin" not in get_resolver().namespace_dict

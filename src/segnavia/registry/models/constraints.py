"""Constraints that several tables share. They are enforced by SQLite and PostgreSQL, whoever writes."""

from enum import StrEnum

from django.db import models
from django.db.models import Q


def whole(pattern: str) -> str:
    """The regular expression that only the whole of a value can match, on both databases."""
    return f"^({pattern})$"


def code_constraints(pattern: str) -> list[models.BaseConstraint]:
    """A code has its form, and is unique in its edition."""
    return [
        models.CheckConstraint(condition=Q(code__regex=whole(pattern)), name="%(class)s_code_form"),
        models.UniqueConstraint(fields=["edition", "code"], name="%(class)s_code_unique"),
    ]


def one_of(field: str, choices: type[StrEnum] | type[models.TextChoices]) -> models.CheckConstraint:
    """A field holds one of the values of an enumeration."""
    values = [choice.value for choice in choices]
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=f"%(class)s_{field}_known")


def not_empty(field: str) -> models.CheckConstraint:
    """A text is not empty."""
    return models.CheckConstraint(condition=~Q(**{field: ""}), name=f"%(class)s_{field}_not_empty")

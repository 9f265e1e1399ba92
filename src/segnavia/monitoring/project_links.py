"""What the planning office has judged of single projects, read from the registry."""

from fractions import Fraction

from django.db import DatabaseError, connection

from segnavia.core.links import Link, Origin
from segnavia.lake.errors import LakeError
from segnavia.registry.models import ProjectLink, RefusedProposal


def links_of(plan_code: str) -> tuple[Link, ...]:
    """The project-level links of a plan, by project and objective; none where no such plan is loaded.

    Raises `LakeError` where the database cannot be read.
    """
    try:
        if ProjectLink._meta.db_table not in connection.introspection.table_names():
            return ()
        rows = list(ProjectLink.objects.filter(plan__code=plan_code).order_by("project_key", "objective_code"))
    except DatabaseError as error:
        raise LakeError(f"no links can be read from the database ({error})", "Check DATABASE_URL") from error
    return tuple(_link(row) for row in rows)


def refused_of(plan_code: str) -> frozenset[tuple[str, str]]:
    """The proposals of a plan that were refused, as pairs of project and objective."""
    refused = RefusedProposal.objects.filter(plan__code=plan_code)
    return frozenset(refused.values_list("project_key", "objective_code"))


def _link(row: ProjectLink) -> Link:
    known = row.share_numerator is not None and row.share_denominator is not None
    return Link(
        project=row.project_key,
        objective=row.objective_code,
        share=Fraction(row.share_numerator or 0, row.share_denominator or 1) if known else None,
        reason=row.reason,
        origin=Origin(row.origin),
    )

"""To which address one writes to an actor, and to whom at the planning office."""

from collections.abc import Iterable, Mapping

from segnavia.core.permissions import Role
from segnavia.registry.models import Actor, Grant


def addresses_of(actors: Iterable[Actor]) -> Mapping[str, str]:
    """The address of each actor by its code: its office's, or else that of the first of its active referents.

    An actor with neither is left out.
    """
    wanted = list(actors)
    found: dict[str, str] = {}
    grants = Grant.objects.filter(role=Role.REFERENT, actor__in=wanted, user__is_active=True)
    for code, email in grants.order_by("user__name", "user__pk").values_list("actor__code", "user__email"):
        found.setdefault(code, email)
    return {**found, **{actor.code: actor.office_email for actor in wanted if actor.office_email}}


def planners() -> list[str]:
    """The addresses of those of the planning office who can log in."""
    grants = Grant.objects.filter(role=Role.PLANNER, user__is_active=True)
    return sorted(set(grants.values_list("user__email", flat=True)))

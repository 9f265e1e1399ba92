"""What every fact of a plan has: the edition it belongs to, its place in the order, and where it comes from."""

from typing import ClassVar

from django.db import models

from segnavia.core.provenance import Provenance
from segnavia.registry.models.constraints import one_of
from segnavia.registry.models.editions import Edition
from segnavia.registry.models.versions import Versioned


class Sourced(models.Model):
    """A fact with its provenance; `note` says why it is editorial or uncertain, or where in the source it stands."""

    provenance = models.CharField(max_length=9, choices=[(p.value, p.value) for p in Provenance])
    note = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (one_of("provenance", Provenance),)


class Fact(Sourced, Versioned):
    """A record of an edition, at its position in the package. Rows below it are revised with it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta(Sourced.Meta):
        abstract = True
        ordering = ("position",)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["edition", "position"], name="%(class)s_position_unique"),
        )

"""The document itself: its parts with their sections, and the levels the plan works on."""

from django.db import models

from segnavia.registry.models.constraints import code_constraints, not_empty, one_of
from segnavia.registry.models.facts import Fact, Sourced


class Part(Fact):
    """One of the parts of the document."""

    code = models.CharField(max_length=2)
    title = models.TextField()

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            *code_constraints(r"\d{2}"),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Medium(models.TextChoices):
    """In what form the source holds a passage."""

    TEXT = "text", "text"
    PICTURE = "picture", "picture"


class Section(Sourced):
    """A titled passage of a part, held by the source as text or only as a picture."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    title = models.TextField()
    medium = models.CharField(max_length=7, choices=Medium.choices)
    text = models.TextField(blank=True)

    class Meta(Sourced.Meta):
        ordering = ("position",)
        constraints = (
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["part", "position"], name="section_position_unique"),
            one_of("medium", Medium),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return self.title


class Level(Fact):
    """One of the levels the plan works on; its title is null where the source does not give it as text."""

    code = models.CharField(max_length=2)
    title = models.TextField(null=True)  # noqa: DJ001 - unknown is a value, and it is not the empty text

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            *code_constraints("L[1-9]"),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return self.code

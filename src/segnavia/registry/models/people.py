"""People who log in, what they may do, and the actors whose referents they are."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from segnavia.core.bodies import BodyKind
from segnavia.core.codes import MUNICIPALITY, SLUG, Direction
from segnavia.core.permissions import Principal, Role
from segnavia.registry.models.constraints import not_empty, one_of, whole
from segnavia.registry.models.versions import Versioned


class Actor(Versioned):
    """A body or organisation that the plan asks something of, or that promised something (attore)."""

    code = models.CharField(max_length=100, unique=True)
    title = models.TextField()
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in BodyKind])
    direction = models.CharField(max_length=20, choices=[(d.value, d.value) for d in Direction])
    municipality = models.CharField(max_length=6, blank=True, help_text="the ISTAT code, where it is a municipality")
    tax_code = models.CharField(max_length=11, blank=True, help_text="the body's own, never a person's")
    ipa_code = models.CharField(max_length=10, blank=True)
    office_email = models.EmailField(blank=True, help_text="the office that answers the rounds")

    class Meta:
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(condition=Q(code__regex=whole(SLUG)), name="actor_code_form"),
            models.CheckConstraint(
                condition=Q(municipality="") | Q(municipality__regex=whole(MUNICIPALITY)),
                name="actor_municipality_form",
            ),
            models.CheckConstraint(
                condition=Q(tax_code="") | Q(tax_code__regex=whole(r"\d{11}")), name="actor_tax_code_form"
            ),
            models.UniqueConstraint(fields=["tax_code"], condition=~Q(tax_code=""), name="actor_tax_code_unique"),
            models.UniqueConstraint(
                fields=["municipality"], condition=~Q(municipality=""), name="actor_municipality_unique"
            ),
            one_of("kind", BodyKind),
            one_of("direction", Direction),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return self.title


class UserManager(BaseUserManager["User"]):
    """Finds people by their address, in whatever case it is typed."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person of that address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, Versioned):
    """A person, or an office, that logs in by its address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering = ("name",)
        constraints = (not_empty("name"), not_empty("email"))

    def __str__(self) -> str:
        return self.name

    @property
    def principal(self) -> Principal:
        """Who this person is to the table of permissions; nobody but the public once deactivated."""
        grants = list(self.grants.select_related("actor")) if self.is_active else []
        return Principal(
            key=f"user:{self.pk}",
            name=self.name,
            roles=frozenset({Role.PUBLIC, *(Role(grant.role) for grant in grants)}),
            actors=frozenset(grant.actor.code for grant in grants if grant.actor),
        )


class Grant(models.Model):
    """A role that a person holds; a referent's is for one actor."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=14, choices=[(r.value, r.value) for r in Role if r is not Role.PUBLIC])
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="grants")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "role", "actor"], name="grant_unique"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(actor__isnull=True), name="grant_without_actor_unique"
            ),
            models.CheckConstraint(
                condition=Q(role=Role.REFERENT, actor__isnull=False) | (~Q(role=Role.REFERENT) & Q(actor__isnull=True)),
                name="grant_actor_of_referent",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[r.value for r in Role if r is not Role.PUBLIC]), name="grant_role_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

"""Who is told by mail what moves: an address, what it follows, and how far it has been told. Nothing else is kept.

An address counts once whoever reads its mail has confirmed it; what nobody confirms is deleted, and so is everything
when they end it (`docs/guide/following.md`).
"""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from segnavia.core.topics import FORMS, TopicKind
from segnavia.registry.models.constraints import not_empty, one_of, whole

LANGUAGES = ("it", "en")


def _form_of_the_code() -> Q:
    """A code has the form of its kind; the plan as a whole has none."""
    forms = (Q(kind=kind.value, code__regex=whole(form)) for kind, form in FORMS.items() if form)
    return reduce(or_, forms, Q(kind=TopicKind.PLAN.value, code=""))


class Subscriber(models.Model):
    """An address that is told what moves, in one mail for all that it follows.

    `nonce` goes into the links by which everything is ended: a link can be made from it with the server's secret key
    alone. `told_at` is when the last mail was written.
    """

    email = models.EmailField(unique=True)
    nonce = models.CharField(max_length=32)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            not_empty("email"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="subscriber_email_lower"),
        )

    def __str__(self) -> str:
        return f"subscriber {self.pk}"  # the address is in no message and no log


class Subscription(models.Model):
    """One thing that an address follows (`core.topics`).

    `confirmation` is the SHA-256 of the token that its mail holds, until it is confirmed. From then on `told_until` and
    `told_bulletin` say how far it has been told: all that was first seen by then, and the bulletin of then.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in TopicKind])
    code = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=2, help_text="in which its page was when it was asked for")
    asked_at = models.DateTimeField()
    confirmation = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    told_until = models.DateTimeField(null=True)
    told_bulletin = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["confirmation"]),)
        constraints = (
            models.UniqueConstraint(fields=["subscriber", "kind", "code"], name="subscription_unique"),
            one_of("kind", TopicKind),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="subscription_language_known"),
            models.CheckConstraint(
                condition=Q(
                    confirmed_at__isnull=True, told_until__isnull=True, confirmation__regex=whole("[0-9a-f]{64}")
                )
                | Q(confirmed_at__isnull=False, told_until__isnull=False, confirmation=""),
                name="subscription_confirmed_or_waiting",
            ),
            models.CheckConstraint(condition=_form_of_the_code(), name="subscription_code_form"),
        )

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


class NewsItem(models.Model):
    """That a change which people made was seen first at this moment, by its name (`briefing.changes`).

    Its own day may lie before: what is written down late is new to whoever follows it nonetheless.
    """

    uid = models.CharField(max_length=200, unique=True)
    first_seen_at = models.DateTimeField()

    class Meta:
        constraints = (not_empty("uid"),)

    def __str__(self) -> str:
        return self.uid

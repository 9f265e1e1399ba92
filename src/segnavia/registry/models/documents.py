"""Documents that people attach: what was uploaded, under its hash, and who may see it."""

from django.db import models
from django.db.models import Q

from segnavia.registry.models.constraints import not_empty, whole


class Document(models.Model):
    """A file as it was uploaded. Its content lies in the state folder under its SHA-256, and never changes."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    title = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(sha256__regex=whole("[0-9a-f]{64}")), name="document_sha256_form"),
            not_empty("name"),
            not_empty("media_type"),
        )

    def __str__(self) -> str:
        return self.title or self.name

"""The audit log: who did what and when, in a chain of hashes that shows any event removed or altered.

Events name what they speak of by text and not by foreign key, so that they outlive it.
"""

from django.db import models

from segnavia.registry.models.constraints import not_empty


class AuditEvent(models.Model):
    """One action that was carried out. Rows can be added and never changed: triggers refuse it in the database.

    `details` is canonical JSON, kept as text because `hash` is of these very bytes (`core.chain`).
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=100, help_text="the stable key of who acted")
    by_name = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, help_text="kind and key, such as agreement:12")
    subject_name = models.TextField(blank=True)
    details = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("sequence",)
        indexes = (
            models.Index(fields=["subject"]),
            models.Index(fields=["action"]),
            models.Index(fields=["by"]),
        )
        constraints = (not_empty("by"), not_empty("action"), not_empty("subject"))

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject}"


class AuditHead(models.Model):
    """The end of the chain, in one row: writers lock it to append; it shows where the newest events were cut off."""

    sequence = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="audithead_one_row"),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"

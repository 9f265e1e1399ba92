"""Mail to be sent: written in the transaction of the action that asks for it, sent after commit, tried again if not."""

from django.db import models

from segnavia.registry.models.constraints import not_empty


class Mail(models.Model):
    """One message to one address. Its content is emptied once it is sent: it may hold a link that lets somebody in.

    `headers` are those of its own beside subject and addresses, such as how one ends a subscription.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True, help_text="the same, for those who read mail as a page")
    headers = models.JSONField(default=dict, blank=True)
    purpose = models.CharField(max_length=30, help_text="what it was for, such as invitation, inquiry, digest")
    queued_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True, help_text="who is sending it has until then")
    tries = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["sent_at", "queued_at"]),)
        constraints = (not_empty("to"), not_empty("subject"))

    def __str__(self) -> str:
        return f"{self.purpose} {self.to}"


class Digest(models.Model):
    """That a digest of due dates went to an address: at most one a week goes to each."""

    to = models.EmailField(unique=True)
    last_sent_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.to} {self.last_sent_on}"

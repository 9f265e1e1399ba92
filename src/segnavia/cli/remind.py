"""`segnavia remind`: what is due, told to whom it concerns; and what could not be sent before, tried again."""

import typer


def remind() -> None:
    """Send the reminders of today, one digest a week at most to an address, and what still waits in the outbox.

    For a timer that runs it every day, or every quarter of an hour where mail shall be tried again sooner.
    """
    from segnavia.cli.django import database, setup

    setup(migrate=True)
    from django.utils import timezone

    from segnavia.actions import mail, reminders
    from segnavia.core.permissions import COMMAND

    with database():
        told = reminders.send(timezone.localdate(), by=COMMAND)
        sent, waiting = mail.send_queued()
    typer.echo(f"Digests: {told.digests} new, {told.held_back} held back, as their address has had one this week")
    typer.echo(f"Mail: {sent} sent, {waiting} still waiting")
    if waiting:
        typer.echo("What waits is tried again with the next run; the log says why it could not be sent")

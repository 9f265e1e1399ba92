"""`segnavia digest`: what moved, told by mail to those who follow it; and what nobody confirmed, deleted."""

from datetime import timedelta

import typer

# How long it is kept that a mail was sent: long enough to answer whoever asks where it is.
KEPT = timedelta(days=30)


def digest() -> None:
    """Send each subscriber one mail with everything new since their last, a week apart at least; nothing to the others.

    For a timer that runs it every day. Run twice, or cut off and run again, it tells nobody anything twice.
    """
    from segnavia.cli.django import database, setup

    setup(migrate=True)
    from segnavia.actions import mail, subscriptions
    from segnavia.core.permissions import COMMAND

    with database():
        gone = subscriptions.expire(by=COMMAND)
        mail.forget(KEPT, purposes=subscriptions.PURPOSES)
        told, silent = tell_all()
        subscriptions.note_run(by=COMMAND, sent=told)
        sent, waiting = mail.send_queued()
    typer.echo(f"Digests: {told} new, {silent} subscribers of whose things nothing has moved")
    typer.echo(f"Requests that nobody confirmed in time: {gone} deleted")
    typer.echo(f"Mail: {sent} sent, {waiting} still waiting")
    if waiting:
        typer.echo("What waits is tried again with the next run; the log says why it could not be sent")


def tell_all() -> tuple[int, int]:
    """Queue the digests; to how many, and of how many nothing has moved."""
    from django.utils import timezone, translation

    from segnavia.actions import subscriptions
    from segnavia.actions.subscriptions import Letter, Told
    from segnavia.briefing import state
    from segnavia.briefing.changes.letters import letter_for
    from segnavia.briefing.changes.told import told_changes
    from segnavia.core.permissions import COMMAND
    from segnavia.registry.subscriptions import confirmed_of, ending_address, ending_token, to_be_told
    from segnavia.reports.digest import written

    at, now = timezone.now(), state.current()
    if now is None:
        return 0, 0
    changes = told_changes(now.book, timezone.localdate(at))
    first_seen = subscriptions.note_news([each.uid for each in changes], by=COMMAND)
    told = silent = 0
    for subscriber in list(to_be_told(at)):
        follows = confirmed_of(subscriber)
        if not follows:  # they have ended it since
            continue
        language = follows[-1].language
        with translation.override(language):
            ending = ending_address(ending_token(subscriber), language)
            letter = letter_for(follows, now, changes, first_seen, at=at, ending=ending, language=language)
        if letter is None:
            silent += 1
            continue
        far = Told(letter.told_until, letter.told_bulletin)
        marks = {each.pk: far for each in follows}
        told += subscriptions.tell(subscriber, Letter(*written(letter)), marks, by=COMMAND, language=language)
    return told, silent

"""Opens a round on the example data and mails its links: run as a command, as it works in another state folder."""

from datetime import timedelta

from segnavia.cli.django import setup

BODIES = 6  # as many as the tests ask


def seed() -> None:
    """A round that asks the bodies with the most projects, twenty lines each, at `ente-0@example.org` and so on."""
    setup(migrate=True)
    from django.conf import settings
    from django.utils import timezone

    from segnavia.actions import actors, mail, rounds
    from segnavia.core.permissions import COMMAND
    from segnavia.desk.rounds.candidates import candidates
    from segnavia.monitoring import reading
    from segnavia.registry.texts import current_text

    bulletin = reading.current(settings.SEGNAVIA_HOME, settings.TERRITORY)
    text = current_text(settings.TERRITORY)
    assert bulletin is not None
    assert text is not None
    largest = sorted(bulletin.bodies.values(), key=lambda body: -bulletin.figure("body", body.code).projects_located)
    for number, body in enumerate(largest[:BODIES]):
        email = f"ente-{number}@example.org"
        actors.add(by=COMMAND, title=body.title.title(), kind=body.kind, tax_code=body.code, office_email=email)
    today = timezone.localdate()
    found = candidates(text.edition.plan, bulletin, {}, limit=20, today=today)
    row = rounds.prepare(
        text.edition.plan,
        by=COMMAND,
        title="Monitoraggio di primavera",
        bulletin=bulletin.id,
        opens_on=today,
        due_on=today + timedelta(days=14),
        asked=[each.asked for each in found if each.can_be_asked],
        note="Grazie per i tre minuti.",
    )
    mail.send_soon = lambda: None  # this command sends all itself, before it ends
    rounds.open_round(row, by=COMMAND, version=row.version)
    assert mail.send_queued() == (BODIES, 0)


if __name__ == "__main__":
    seed()

"""`segnavia audit`: whether the audit log is whole, and what stands in it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from segnavia.core.chain import START, Break, Link, breaks, link_of
from segnavia.lake.errors import LakeError

app = typer.Typer(help="The audit log: verify its chain, and read it.", no_args_is_help=True)

BROKEN = 1


@app.command()
def verify(
    head: Annotated[
        str, typer.Option(metavar="SHA-256", help="A hash of the chain noted earlier, which it must still hold.")
    ] = "",
    file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="An export of the whole log (JSON Lines); the database is not asked."),
    ] = None,
) -> None:
    """Find every event that was removed or altered. Exit with status 1 if there is any.

    Whoever can write to the database could write the whole chain anew: note the last hash that this command prints
    somewhere else, such as in the minutes, and give it with --head later. With --file, only a hash noted elsewhere
    shows whether the newest events were cut off.
    """
    if file is not None:
        _verify_file(file, head.lower())
        return
    from segnavia.cli.django import database, setup

    setup(migrate=True)
    with database():
        from segnavia.actions import chain
        from segnavia.registry.models import AuditEvent, AuditHead

        done = chain.check()
        last = AuditHead.objects.filter(pk=1).first()
        missing = bool(head) and not AuditEvent.objects.filter(hash=head.lower()).exists()
    _tell(done.breaks, head if missing else "")
    typer.echo(f"{last.sequence if last else 0} events, the chain is whole; last hash {last.hash if last else 'none'}")


def _verify_file(file: Path, noted: str) -> None:
    number, last, seen = 0, START, False

    def links() -> Iterator[Link]:
        nonlocal number, last, seen
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    link = link_of(line)
                except ValueError as error:
                    raise LakeError(
                        f"{file}, line {number}: no event of the log ({error})", "Export the log anew"
                    ) from error
                last, seen = link.hash, seen or link.hash == noted
                yield link

    try:
        found = breaks(links())
    except (OSError, UnicodeDecodeError) as error:
        raise LakeError(f"{file} cannot be read: {error}", "Give the file that the log's page exports") from error
    _tell(found, noted if noted and not seen else "")
    typer.echo(f"{number} events, the chain is whole; last hash {last if number else 'none'}")


def _tell(found: Iterable[Break], missing: str) -> None:
    """Print what does not hold, and end the command if anything does not."""
    told = [f"event {each.sequence}: {each.problem}" for each in found]
    if missing:
        told.append(
            f"the chain holds no event with the hash {missing}: it was cut or written anew since that was noted"
        )
    for text in told:
        typer.echo(text, err=True)
    if told:
        raise typer.Exit(BROKEN)


@app.command()
def ls(
    limit: Annotated[int, typer.Option(min=1, help="How many of the newest events.")] = 20,
    subject: Annotated[str, typer.Option(help="Only events of this subject, such as agreement:12.")] = "",
) -> None:
    """Print the newest events, one a line."""
    from segnavia.cli.django import database, setup

    setup(migrate=True)
    with database():
        from segnavia.registry.models import AuditEvent

        events = AuditEvent.objects.order_by("-sequence")
        chosen = events.filter(subject=subject) if subject else events
        for event in chosen[:limit]:
            typer.echo(
                f"{event.sequence} {event.at:%Y-%m-%d %H:%M} {event.by_name} {event.action} "
                f"{event.subject} {event.subject_name}"
            )

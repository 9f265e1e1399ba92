"""`segnavia user`: the first administrator, and whoever else is invited from the machine itself."""

from threading import enumerate as enumerate_threads
from typing import Annotated

import typer

from segnavia.core.permissions import COMMAND, Role
from segnavia.lake.errors import LakeError

app = typer.Typer(help="People who log in.", no_args_is_help=True)


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="The address to log in with.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    role: Annotated[
        list[Role], typer.Option(help="What they may do; may be given several times.", case_sensitive=False)
    ],
    actor: Annotated[list[str] | None, typer.Option(help="The code of an actor that a referent is for.")] = None,
) -> None:
    """Add a person, and print the link with which they choose their password, once, within seven days."""
    from segnavia.cli.django import database, setup

    setup(migrate=True)
    from segnavia.actions import people
    from segnavia.actions.writing import Refused

    if Role.REFERENT in role and not actor:
        raise LakeError("a referent is the referent of an actor", "Name it: --actor comune-di-cormano")
    grants: list[tuple[Role, str]] = [(each, "") for each in role if each is not Role.REFERENT]
    grants += [(Role.REFERENT, code) for code in actor or ()]
    with database():
        try:
            user = people.invite(by=COMMAND, email=email, name=name, grants=grants)
        except Refused as refused:
            raise LakeError(f"nobody was added: {refused}", "See who is there: segnavia user ls") from refused
        typer.echo(people.invitation_link(user))
        for thread in enumerate_threads():  # the invitation is being sent, and would end with the command
            if thread.name == "mail":
                thread.join(timeout=30)


@app.command("ls")
def list_people() -> None:
    """List the people, their roles, and whether they can log in."""
    from segnavia.cli.django import database, setup

    setup(migrate=True)
    from segnavia.registry.models import User

    with database():
        for user in User.objects.prefetch_related("grants__actor"):
            roles = ", ".join(
                sorted(f"{g.role} of {g.actor.code}" if g.actor else str(g.role) for g in user.grants.all())
            )
            state = "deactivated" if not user.is_active else "active" if user.has_usable_password() else "invited"
            typer.echo(f"{user.email}\t{user.name}\t{roles}\t{state}")

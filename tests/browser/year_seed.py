"""The people of a year in the life of a plan, with their passwords: run as a command, in the year's state folder."""

from segnavia.cli.django import setup


def seed() -> None:
    """A planner, an approver with a second factor, and the referent of a municipality."""
    setup(migrate=True)
    from segnavia.core.permissions import Role
    from segnavia.registry.models import Actor
    from tests.desk.people import person

    person(Role.PLANNER, email="piera@example.org", name="Piera Piani")
    person(Role.APPROVER, email="aldo@example.org", name="Aldo Altieri")
    rho = Actor.objects.get(municipality="015182")
    person(Role.REFERENT, actor=rho, email="rosa@example.org", name="Rosa Rossi")


if __name__ == "__main__":
    seed()

"""People for tests of the desk: one of each role, and a browser in which they have logged in."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.test import Client

from segnavia.core.bodies import BodyKind
from segnavia.core.permissions import SECOND_FACTOR_ROLES, Role
from segnavia.registry.models import Actor, Grant, User

PASSWORD = "corvi sul campanile"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def person(*roles: Role, actor: Actor | None = None, email: str = "", name: str = "") -> User:
    """Somebody with these roles, who has chosen the password; a second factor is set up where the roles ask for it."""
    words = "-".join(role.value for role in roles) or "nobody"
    user = User(email=email or f"{words}@example.org", name=name or words)
    user.set_password(PASSWORD)
    user.save()
    for role in roles:
        Grant.objects.create(user=user, role=role, actor=actor if role is Role.REFERENT else None)
    if SECOND_FACTOR_ROLES & set(roles):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET)})
    return user


def actor(code: str = "comune-di-cormano", title: str = "Comune di Cormano") -> Actor:
    """A municipality."""
    return Actor.objects.create(code=code, title=title, kind=BodyKind.MUNICIPALITY, direction="municipalities")


def desk_of(user: User) -> Client:
    """A browser in which this person has logged in. It checks CSRF tokens no more than Django's own test client."""
    client = Client()
    client.force_login(user)
    return client

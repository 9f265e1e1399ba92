"""People: who is invited, what they may do, and the one link with which they choose their password."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import SESSION_KEY, password_validation
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from segnavia.actions import mail
from segnavia.actions.writing import Change, NotAllowed, Refused, action
from segnavia.core.permissions import Principal, Role
from segnavia.registry.models import Actor, Grant, User

INVITATION_LASTS = timedelta(days=7)
_SALT = "segnavia.invitation"

Grants = Collection[tuple[Role, str]]
"""Roles, each with the code of the actor that it is for: a referent's; an empty one for the others."""


@action()
def invite(*, by: Principal, email: str, name: str, grants: Grants) -> Change[User]:
    """Add a person and send them the link with which they choose their password."""
    email = _checked_email(email)
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(email=_("Somebody with this address is there already."))
    user = User(email=email, name=_checked_name(name))
    user.set_unusable_password()
    user.save()
    _grant(user, grants)
    return Change(user, subject=user, details=_details(user), then=(_send_link(user),))


@action()
def revise(user: User, *, by: Principal, version: int, email: str, name: str, grants: Grants) -> Change[User]:
    """Change a person's address, name and roles. The last administrator stays one."""
    before = _details(user)
    email = _checked_email(email)
    if User.objects.exclude(pk=user.pk).filter(email__iexact=email).exists():
        raise Refused(email=_("Somebody else has this address."))
    if Role.ADMINISTRATOR not in {role for role, _actor in grants}:
        _keep_an_administrator(user)
    user.revise(version, email=email, name=_checked_name(name))
    EmailAddress.objects.filter(user=user).exclude(email=email).delete()  # by which the login would still know them
    user.grants.all().delete()
    _grant(user, grants)
    after = _details(user)
    changed = {key: [before[key], value] for key, value in after.items() if before[key] != value}
    return Change(user, subject=user, details=changed or None)


@action()
def deactivate(user: User, *, by: Principal, version: int) -> Change[User]:
    """Shut a person out at once, in every session that they have open. What they did stays in the log."""
    _keep_an_administrator(user)
    user.revise(version, is_active=False)
    _end_sessions(user)
    return Change(user, subject=user, details={})


@action()
def reactivate(user: User, *, by: Principal, version: int) -> Change[User]:
    """Let a person in again, with the roles and the password that they had."""
    user.revise(version, is_active=True)
    return Change(user, subject=user, details={})


@action()
def invite_again(user: User, *, by: Principal, version: int) -> Change[User]:
    """Begin a person's login anew, for whoever lost the link, the second factor or the provider's account.

    Password, second factor and provider no longer hold; every earlier link is void.
    """
    if not user.is_active:
        raise Refused(_("This account is deactivated: reactivate it first."))
    user.set_unusable_password()
    user.revise(version, password=user.password)
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    _end_sessions(user)
    return Change(user, subject=user, details={}, then=(_send_link(user),))


@action()
def choose_password(user: User, *, by: Principal, password: str) -> Change[User]:
    """Set one's own password. Whoever calls has checked the link, or the password before it."""
    if by.key != user.principal.key or not user.is_active:
        raise NotAllowed("people.choose_password", by)
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise Refused(password=" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    return Change(user, subject=user, details={})


def invitation_link(user: User) -> str:
    """The address at which this person chooses a password: for seven days, and until they have chosen one."""
    token = signing.dumps([user.pk, _state(user)], salt=_SALT)
    with translation.override(settings.LANGUAGE_CODE):
        return f"{settings.SITE_URL}{reverse('invitation', args=[token])}"


def invited(token: str) -> User | None:
    """Whom a link invites; nobody if it is expired, used, replaced by another, or none of ours."""
    try:
        pk, state = signing.loads(token, salt=_SALT, max_age=INVITATION_LASTS)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user is not None and constant_time_compare(state, _state(user)) else None


def _state(user: User) -> str:
    """What changes as soon as a link has done its work, or another takes its place."""
    return salted_hmac(_SALT, f"{user.pk} {user.email} {user.password}").hexdigest()[:20]


def _send_link(user: User) -> Any:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Your access to Segnavia")
        body = _(
            "Good morning,\n\n"
            "you have been given access to Segnavia, where the strategic plan of the territory is kept.\n"
            "Choose your password here, within seven days:\n\n"
            "{link}\n\n"
            "The link works once. If it has expired, ask whoever invited you for another one.\n"
        ).format(link=invitation_link(user))
    return mail.queue(user.email, subject, body, "invitation")


def _checked_email(email: str) -> str:
    found = email.strip().lower()
    try:
        validate_email(found)
    except ValidationError as error:
        raise Refused(email=_("Write an address such as name@example.org.")) from error
    return found


def _checked_name(name: str) -> str:
    if not name.strip():
        raise Refused(name=_("Write a name."))
    return name.strip()


def _grant(user: User, grants: Grants) -> None:
    codes = {code for _role, code in grants if code}
    actors: Mapping[str, Actor] = {actor.code: actor for actor in Actor.objects.filter(code__in=codes)}
    rows = []
    for role, code in sorted(set(grants)):
        if (role is Role.REFERENT) != bool(code) or role is Role.PUBLIC:
            raise Refused(grants=_("A referent is the referent of an actor, and no other role is for one."))
        if code and code not in actors:
            raise Refused(grants=_("There is no actor {code}.").format(code=code))
        rows.append(Grant(user=user, role=role.value, actor=actors.get(code)))
    if not rows:
        raise Refused(grants=_("Choose at least one role."))
    Grant.objects.bulk_create(rows)


def _keep_an_administrator(user: User) -> None:
    """Refuse to leave nobody who could give roles. Two administrators who remove each other wait for one another."""
    administrators = User.objects.select_for_update().filter(is_active=True, grants__role=Role.ADMINISTRATOR)
    if {other.pk for other in administrators.order_by("pk")} == {user.pk}:
        raise Refused(_("This is the last administrator: make somebody else one first."))


def _end_sessions(user: User) -> None:
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def _details(user: User) -> dict[str, Any]:
    grants = user.grants.select_related("actor").order_by("role", "actor__code")
    return {
        "email": user.email,
        "name": user.name,
        "grants": [f"{grant.role}:{grant.actor.code}" if grant.actor else grant.role for grant in grants],
    }

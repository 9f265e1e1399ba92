"""Where the desk differs from allauth: nobody signs up, passwords are set by an action, mail goes by the outbox."""

import base64
import hashlib
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context, ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.actions import mail, people
from segnavia.actions.writing import Refused
from segnavia.registry.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Login by address and password, of people who were invited."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Never: people come by invitation."""
        return False

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Whether the password is asked once more: not of whoever has just logged in with it."""
        records = get_authentication_records(context.request, context.request.user)
        newest = max((record["at"] for record in records), default=0)
        just_now = time.time() - newest < app_settings.REAUTHENTICATION_TIMEOUT
        return not just_now and super().is_reauthentication_required(app=app, **options)

    def set_password(self, user: User, password: str) -> None:
        """Sets a password that allauth has checked, and lets whoever forgot the old one try it at once."""
        try:
            people.choose_password(user, by=user.principal, password=password)
        except Refused as refused:  # only a rule that changed between the check and now
            raise ValidationError(str(refused)) from refused
        key = self._get_login_attempts_cache_key(context.request, email=user.email)
        ratelimit.clear(context.request, action="login_failed", key=key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queues what allauth writes to people. As nobody waits for a server, an answer's time tells nothing."""
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        body = render_to_string(f"{template_prefix}_message.txt", context).strip()
        mail.queue(email, subject, f"{body}\n", "password")()

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the mail, on the site's own name whatever the request called it."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{settings.SITE_URL}{path.replace('UID-KEY', key)}"

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        """Back to one's own page."""
        return reverse("desk:account")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are kept encrypted: a copy of the database alone does not give them.

    With another SECRET_KEY they cannot be read any more, and people have to be invited again.
    """

    def encrypt(self, text: str) -> str:
        """The secret as it is kept."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Login by OpenID Connect, of people who were invited and of nobody else."""

    def is_open_for_signup(self, _request: HttpRequest, _sociallogin: SocialLogin) -> bool:
        """Never: whoever comes from the provider without an invitation gets a page that says so."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Lets in whom the provider's subject names, or, the first time, whom a verified address names.

        What else the provider told of the person is not kept.
        """
        account = sociallogin.account
        account.extra_data = {}
        if sociallogin.is_existing:
            account.save(update_fields=["extra_data"])
            return
        user = _first_time(sociallogin)
        if user is None:
            told = sorted(each.email for each in sociallogin.email_addresses)
            unverified = bool(told) and not any(each.verified for each in sociallogin.email_addresses)
            page = {"title": _("No access"), "told": told, "unverified": unverified, "provider": settings.OIDC_NAME}
            raise ImmediateHttpResponse(render(request, "desk/accounts/stranger.html", page, status=403))
        account.user = user
        account.save()
        sociallogin.user = user


def _first_time(sociallogin: SocialLogin) -> User | None:
    """Whom a verified address names, unless another of the provider's subjects is that person already."""
    verified = [each.email.lower() for each in sociallogin.email_addresses if each.verified is True]
    user = User.objects.filter(email__in=verified, is_active=True).first()
    taken = SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).exists()
    return None if taken else user


def _cipher() -> Fernet:
    key = hashlib.sha256(f"segnavia.second-factor:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))

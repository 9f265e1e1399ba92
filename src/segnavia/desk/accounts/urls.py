"""Login's addresses: those of allauth that this site has, under names of our own.

There is no page to sign up, to keep several addresses, or to connect providers: people come by invitation, their
address is the administrator's to change, and a provider is joined at its first login.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, path, re_path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView, View

from segnavia.desk.accounts import views


def _page(route: str, view: type[View], title: Promise, name: str) -> URLPattern:
    """One of allauth's pages, with its title."""
    return path(route, view.as_view(extra_context={"title": title}), name=name)


urlpatterns = [
    path("accesso/invito/<str:token>", views.invitation, name="invitation"),
    _page("accesso", account.LoginView, _("Log in"), "account_login"),
    # named in allauth's mails and templates, of which we use none; whoever finds it is led to the login
    path("accesso/registrazione", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    _page("accesso/uscita", account.LogoutView, _("Log out"), "account_logout"),
    _page("accesso/sospeso", account.AccountInactiveView, _("Deactivated account"), "account_inactive"),
    _page("accesso/conferma", account.ReauthenticateView, _("Confirm that it is you"), "account_reauthenticate"),
    _page("accesso/password", account.PasswordChangeView, _("Change the password"), "account_change_password"),
    _page("accesso/password/nuova", account.PasswordSetView, _("Choose a password"), "account_set_password"),
    _page("accesso/password/dimenticata", account.PasswordResetView, _("Forgotten password"), "account_reset_password"),
    _page(
        "accesso/password/inviata", account.PasswordResetDoneView, _("Look at your mail"), "account_reset_password_done"
    ),
    re_path(
        r"^accesso/password/scelta/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        account.PasswordResetFromKeyView.as_view(extra_context={"title": _("Choose a new password")}),
        name="account_reset_password_from_key",
    ),
    _page(
        "accesso/password/fatta",
        account.PasswordResetFromKeyDoneView,
        _("The password is changed"),
        "account_reset_password_from_key_done",
    ),
    _page("accesso/secondo-fattore", second_factor.IndexView, _("Second factor"), "mfa_index"),
    _page("accesso/secondo-fattore/codice", second_factor.AuthenticateView, _("Second factor"), "mfa_authenticate"),
    _page(
        "accesso/secondo-fattore/conferma",
        second_factor.ReauthenticateView,
        _("Confirm that it is you"),
        "mfa_reauthenticate",
    ),
    _page(
        "accesso/secondo-fattore/attivazione", totp.ActivateTOTPView, _("Set up the second factor"), "mfa_activate_totp"
    ),
    _page(
        "accesso/secondo-fattore/disattivazione",
        totp.DeactivateTOTPView,
        _("Remove the second factor"),
        "mfa_deactivate_totp",
    ),
    _page(
        "accesso/secondo-fattore/riserva",
        recovery.ViewRecoveryCodesView,
        _("Recovery codes"),
        "mfa_view_recovery_codes",
    ),
    _page(
        "accesso/secondo-fattore/riserva/nuovi",
        recovery.GenerateRecoveryCodesView,
        _("New recovery codes"),
        "mfa_generate_recovery_codes",
    ),
    path("accesso/secondo-fattore/riserva/file", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]

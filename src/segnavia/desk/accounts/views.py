"""The link of an invitation: a person chooses a password, once."""

from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from segnavia.actions import people
from segnavia.desk.forms import DeskForm
from segnavia.desk.pages import saved


class PasswordForm(DeskForm):
    """A new password, twice."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text=password_validation.password_validators_help_text_html,
    )
    again = forms.CharField(
        label=gettext_lazy("The same password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean(self) -> dict[str, object]:
        """Both, if they are the same."""
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two passwords differ."))
        return cleaned


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of an invitation leads."""
    response = _invitation(request, token)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _invitation(request: HttpRequest, token: str) -> HttpResponse:
    user = people.invited(token)
    if user is None:
        return render(request, "desk/accounts/link_gone.html", {"title": _("This link has ended")}, status=410)
    form = PasswordForm(request)
    password = form["password"].data or ""
    if saved(
        request,
        form,
        lambda: people.choose_password(user, by=user.principal, password=password),
        _("The password is chosen. Log in with it."),
    ):
        return redirect("account_login")
    context = {"title": _("Choose your password"), "form": form, "user": user}
    return render(request, "desk/accounts/invitation.html", context, status=422 if form.errors else 200)

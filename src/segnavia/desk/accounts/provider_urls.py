"""The addresses that an OpenID Connect provider knows: the way out to it, and the way back."""

from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import path

urlpatterns = [
    path("accesso/oidc/<str:provider_id>", openid_connect.login, name="openid_connect_login"),
    path("accesso/oidc/<str:provider_id>/ritorno", openid_connect.callback, name="openid_connect_callback"),
    path("accesso/oidc-annullato", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("accesso/oidc-errore", provider.login_error, name="socialaccount_login_error"),
]

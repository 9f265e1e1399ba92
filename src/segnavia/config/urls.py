"""Every address of the site: Italian at the bare path, English under `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from segnavia.portal.views import files

urlpatterns = [
    path("robots.txt", files.robots),
    path("favicon.ico", files.favicon),
    *i18n_patterns(path("", include("segnavia.portal.urls")), prefix_default_language=False),
]
handler404 = "segnavia.portal.views.errors.not_found"
handler500 = "segnavia.portal.views.errors.server_error"

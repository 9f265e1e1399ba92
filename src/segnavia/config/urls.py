"""Every address of the site: Italian at the bare path, English under `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from segnavia.desk.accounts import provider_urls
from segnavia.portal.views import files, sitemap

urlpatterns = [
    path("robots.txt", files.robots),
    path("favicon.ico", files.favicon),
    path("sitemap.xml", sitemap.sitemap),
    path("sitemap-<int:part>.xml", sitemap.sitemap),
    path("", include("segnavia.portal.map_urls")),
    # one address in every language: the provider is told where its answers go
    path("", include(provider_urls)),
    path("", include("segnavia.api.urls")),
    *i18n_patterns(
        path("", include("segnavia.portal.urls")),
        path("", include("segnavia.desk.urls")),
        path("", include("segnavia.desk.accounts.urls")),
        path("", include("segnavia.api.pages")),
        prefix_default_language=False,
    ),
]
handler400 = "segnavia.portal.views.errors.bad_request"
handler403 = "segnavia.desk.views.errors.forbidden"
handler404 = "segnavia.portal.views.errors.not_found"
handler429 = "segnavia.desk.views.errors.too_many"
handler500 = "segnavia.portal.views.errors.server_error"

"""Pages of ours about the interfaces, in the portal's frame."""

from django.urls import path

from segnavia.api import documentation

app_name = "api-pages"
urlpatterns = [path("api/v1/docs", documentation.docs, name="docs")]

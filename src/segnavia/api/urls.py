"""The addresses of the interfaces: one in every language, as programs ask for them."""

from dataclasses import replace

from django.urls import URLPattern, include, path, re_path

from segnavia.api import document, others
from segnavia.api.errors import PROBLEM
from segnavia.api.features import views
from segnavia.api.features.document import GEOJSON, OPENAPI
from segnavia.api.frame import JSON, Frame, Keeps, View, framed, unknown_address
from segnavia.api.operations import PARAMETERS, ROOT, api

_REST, _OGC = ROOT.strip("/"), views.OGC.strip("/")
_DATA, _SOFTWARE = Frame(), Frame(keeps=Keeps.SOFTWARE)
_UNKNOWN = replace(_SOFTWARE, parameters=None)  # it is the address that is wrong, whatever is asked of it
_FEATURES = Frame(media=(GEOJSON, JSON), parameters=None, is_weak=True)  # each says when it was answered


def _rest(pattern: URLPattern) -> URLPattern:
    """An operation of the API."""
    name, route = str(pattern.name), str(pattern.pattern)
    frame = Frame(parameters=PARAMETERS[name])
    if name == others.status.__name__:
        frame = Frame(media=(PROBLEM, JSON), keeps=Keeps.NOTHING)
    return path(route, framed(pattern.callback, frame), name=name)


def _ogc(route: str, view: View, frame: Frame = _DATA) -> URLPattern:
    """An address of the interface for features, which refuses as its standard has it."""
    return path(route, framed(view, replace(frame, refuses=400)), name=f"ogc-{view.__name__}")


_rest_patterns = [_rest(each) for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"]

app_name = "api"
# Two prefixes, so that the addresses of pages are not held against every one of ours.
urlpatterns = [
    *[path(_REST, each.callback, name=each.name) for each in _rest_patterns if each.name == others.start.__name__],
    path(
        f"{_REST}/",
        include(
            [
                *[each for each in _rest_patterns if each.name != others.start.__name__],
                path("openapi.json", framed(document.view, _SOFTWARE), name="openapi"),
                # Whatever else stands below is told in our words; but the page of documentation is a page.
                re_path(r"^(?!docs$)", framed(unknown_address, _UNKNOWN), name="unknown"),
            ]
        ),
    ),
    _ogc(_OGC, views.landing, _SOFTWARE),
    path(
        f"{_OGC}/",
        include(
            [
                _ogc("", views.landing, _SOFTWARE),  # as OWSLib asks for it
                _ogc("conformance", views.conformance, _SOFTWARE),
                _ogc("api", views.api, replace(_SOFTWARE, media=(OPENAPI, JSON))),
                _ogc("collections", views.collections),
                _ogc("collections/<str:name>", views.collection),
                _ogc("collections/<str:name>/items", views.items, _FEATURES),
                _ogc("collections/<str:name>/items/<str:key>", views.item, replace(_FEATURES, parameters=frozenset())),
                re_path("", framed(unknown_address, _UNKNOWN), name="ogc-unknown"),
            ]
        ),
    ),
]

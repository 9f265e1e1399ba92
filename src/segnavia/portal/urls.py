"""The addresses of the public pages. Each page has a `.json` twin."""

from django.urls import path

from segnavia.portal.pages import addresses
from segnavia.portal.views import (
    agenda,
    agreements,
    bodies,
    calendar,
    components,
    differences,
    documents,
    first_moves,
    home,
    method,
    monitoring,
    objectives,
    plan,
    projects,
    review,
    territory,
    texts,
)

app_name = "portal"

urlpatterns = [
    *addresses("", home.index, "home", twin="index.json"),
    *addresses("piano", plan.index, "plan"),
    path("piano/differenze/<str:before>/<str:after>.docx", differences.document, name="difference.docx"),
    *addresses("piano/differenze/<str:before>/<str:after>", differences.index, "difference", spelling=str.lower),
    *addresses("piano/testi", texts.index, "texts"),
    path("piano/testi/giorno", texts.on_day, name="text-on-day"),
    path("piano/testi/<str:sha256>/canonico.json", texts.canonical_json, name="text-canonical"),
    path("piano/testi/<str:sha256>/pacchetto.zip", texts.package, name="text-package"),
    *addresses("piano/testi/<str:name>", texts.detail, "text", spelling=str.lower),
    path("documenti/<int:pk>", documents.download, name="document"),
    *addresses("riforme", plan.reforms, "reforms"),
    *addresses("prime-mosse", first_moves.index, "first-moves"),
    *addresses("obiettivi", objectives.index, "objectives"),
    *addresses("obiettivi/<str:code>", objectives.detail, "objective", spelling=str.upper),
    *addresses("componenti", components.index, "components"),
    *addresses("componenti/<str:code>", components.detail, "component", spelling=str.upper),
    *addresses("agenda", agenda.index, "agenda"),
    *addresses("agenda/<str:code>", agenda.detail, "driver", spelling=str.upper),
    *addresses("territorio", territory.index, "territory"),
    *addresses("comuni/<str:code>", territory.municipality, "municipality"),
    *addresses("zone/<slug:code>", territory.zone, "zone"),
    *addresses("attori", bodies.index, "bodies"),
    *addresses("attori/<str:code>", bodies.detail, "body"),
    *addresses("intese", agreements.index, "agreements"),
    *addresses("intese/matrice", agreements.matrix, "agreements-matrix"),
    *addresses("intese/<slug:code>", agreements.detail, "agreement", spelling=str.lower),
    *addresses("progetti/<str:key>", projects.detail, "project"),
    *addresses("monitoraggio", monitoring.index, "monitoring"),
    *addresses("monitoraggio/metodo", method.index, "method"),
    *addresses("monitoraggio/<str:bulletin_id>", monitoring.bulletin, "bulletin"),
    *addresses("verifica", review.index, "review"),
    path("scadenze.ics", calendar.due, name="calendar"),
]

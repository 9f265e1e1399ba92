"""The addresses of the public pages. Each page has a `.json` twin."""

from segnavia.portal.pages import addresses
from segnavia.portal.views import (
    agenda,
    bodies,
    components,
    home,
    method,
    monitoring,
    objectives,
    plan,
    projects,
    review,
    territory,
)

app_name = "portal"

urlpatterns = [
    *addresses("", home.index, "home", twin="index.json"),
    *addresses("piano", plan.index, "plan"),
    *addresses("riforme", plan.reforms, "reforms"),
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
    *addresses("progetti/<str:key>", projects.detail, "project"),
    *addresses("monitoraggio", monitoring.index, "monitoring"),
    *addresses("monitoraggio/metodo", method.index, "method"),
    *addresses("monitoraggio/<str:bulletin_id>", monitoring.bulletin, "bulletin"),
    *addresses("verifica", review.index, "review"),
]

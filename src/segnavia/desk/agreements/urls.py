"""The addresses of agreements at the desk. Words stand before codes: `core.agreements` keeps them from being one."""

from django.urls import URLPattern

from segnavia.desk.agreements import editing, exchange, promises, views
from segnavia.desk.pages import View, desk_page

ROOT = "scrivania/intese"
ONE = f"{ROOT}/<slug:code>"


def _form(route: str, view: View, name: str, see: str) -> URLPattern:
    return desk_page(f"{ONE}/{route}", view, f"agreement-{name}", see=see)


urlpatterns = [
    desk_page(ROOT, views.index, "agreements", see="see.agreements"),
    desk_page(f"{ROOT}/nuova", views.add, "agreement-add", see="agreements.add"),
    desk_page(f"{ROOT}/matrice", views.matrix, "agreement-matrix", see="see.all_agreements"),
    desk_page(f"{ROOT}/importa", exchange.index, "agreement-import", see="agreements.import_all"),
    desk_page(f"{ROOT}/esporta", exchange.export, "agreement-export", see="see.all_agreements"),
    desk_page(ONE, views.detail, "agreement", see="see.agreements"),
    _form("dati", editing.facts, "facts", "agreements.revise"),
    _form("campi", editing.special, "special", "agreements.revise"),
    _form("serve", editing.elements, "elements", "agreements.revise"),
    _form("codici", editing.linked_codes, "codes", "agreements.revise"),
    _form("stato", editing.move, "move", "agreements.advance"),
    _form("firma", editing.sign, "sign", "agreements.sign"),
    _form("parti/nuova", editing.add_party, "party-add", "agreements.add_party"),
    _form("parti/<int:pk>", editing.party, "party", "agreements.revise_party"),
    _form("parti/<int:pk>/approvazione", editing.approve, "approve", "agreements.approve_as_party"),
    _form("parti/<int:pk>/togli", editing.remove_party, "party-remove", "agreements.remove_party"),
    _form("risorse/nuova", editing.add_resource, "resource-add", "agreements.add_resource"),
    _form("risorse/<int:pk>/togli", editing.remove_resource, "resource-remove", "agreements.remove_resource"),
    _form("riunioni/nuova", editing.add_meeting, "meeting-add", "agreements.add_meeting"),
    _form("riunioni/<int:pk>", editing.meeting, "meeting", "agreements.revise_meeting"),
    _form("modifiche/nuova", editing.amend, "amend", "agreements.amend"),
    _form("impegni/nuovo", promises.add, "commitment-add", "commitments.add"),
    desk_page("scrivania/impegni/<int:pk>", promises.detail, "commitment", see="see.agreements"),
    desk_page("scrivania/impegni/<int:pk>/togli", promises.remove, "commitment-remove", see="commitments.remove"),
]

"""Charts as pictures to be saved: `/grafici/<what>.svg`, and of a part `/grafici/<what>/<dimension>/<code>.svg`."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import state
from segnavia.briefing.naming import DIMENSIONS
from segnavia.reports.charts import chart_of, png, svg

# The word in an address -> the key of the chart.
ADDRESSES: Mapping[str, str] = {
    "avanzamento": "progress",
    "denaro-nel-tempo": "money-over-time",
    "target": "targets",
    "scadenze": "deadlines",
    "zone": "zones",
    "rete": "network",
    "impegni": "due-dates",
}
WORDS: Mapping[str, str] = {key: word for word, key in ADDRESSES.items()}
WHOLE = "totale"
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
def picture(request: HttpRequest, what: str, kind: str, dimension: str = WHOLE, code: str = "") -> HttpResponse:
    """One chart with its title and what it rests on, as SVG or PNG."""
    now = state.current()
    found = None
    if now is not None and what in ADDRESSES and dimension in DIMENSIONS:
        found = chart_of(ADDRESSES[what], now, DIMENSIONS[dimension], code)
    if found is None:
        raise Http404(_("Nothing is known that this chart could show."))
    content = svg(found, titled=True).encode() if kind == "svg" else png(found, titled=True)
    response = HttpResponse(b"" if request.method == "HEAD" else content, content_type=TYPES[kind])
    response["Content-Length"] = str(len(content))
    name = "-".join(part for part in (what, dimension if code else "", code) if part)
    response["Content-Disposition"] = f'inline; filename="{name}.{kind}"'
    return response


def addresses_of(key: str, dimension: str, code: str) -> tuple[tuple[str, str], ...]:
    """Where the pictures of a chart are, by the name of their format; none where nobody draws them."""
    if not state.answers():
        return ()
    named = {"what": WORDS[key], **({"dimension": dimension, "code": code} if code else {})}
    return tuple((kind.upper(), reverse(f"portal:chart.{kind}", kwargs=named)) for kind in TYPES)

"""A document that everybody may read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.registry.documents import headers_of, path_of
from segnavia.registry.models import Document


@require_safe
def download(_request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was uploaded, to be saved. One that is not public is not there."""
    document = Document.objects.filter(pk=pk, is_public=True).first()
    path = path_of(document.sha256) if document else None
    if document is None or path is None or not path.exists():
        raise Http404(_("No public document stands at this address."))
    return HttpResponse(path.read_bytes(), headers=headers_of(document))  # at most `core.uploads.MAX_BYTES`

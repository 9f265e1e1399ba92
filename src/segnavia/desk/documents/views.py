"""A document, for who may read it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from segnavia.core.permissions import Principal
from segnavia.desk.pages import forbidden
from segnavia.registry.documents import headers_of, may_read, path_of
from segnavia.registry.models import Document


def download(request: HttpRequest, by: Principal, pk: int) -> HttpResponse:
    """The file as it was uploaded, to be saved and never shown inside the site."""
    document = get_object_or_404(Document, pk=pk)
    if not may_read(document, by):
        return forbidden(request)
    path = path_of(document.sha256)
    if not path.exists():
        raise Http404(_("The file of this document is missing from the state folder."))
    return HttpResponse(path.read_bytes(), headers=headers_of(document))  # at most `core.uploads.MAX_BYTES`

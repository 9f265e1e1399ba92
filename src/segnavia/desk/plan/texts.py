"""Frozen texts to take away from the desk: canonical, or as a package."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from segnavia.actions.packages import history_of
from segnavia.core.permissions import Principal
from segnavia.plans.archive import archive_of
from segnavia.plans.canonical import from_canonical
from segnavia.registry.models import FrozenText
from segnavia.registry.texts import text_of


def canonical_json(_request: HttpRequest, _by: Principal, sha256: str) -> HttpResponse:
    """The very bytes whose SHA-256 names the text."""
    text = text_or_404(sha256)
    return attachment(text.content.encode(), "application/json", f"{_name(text)}.json")


def package(_request: HttpRequest, _by: Principal, sha256: str) -> HttpResponse:
    """The text as a plan package, zipped; with the acts of its edition where it is that edition's newest."""
    text = text_or_404(sha256)
    content = archive_of(from_canonical(text.content), _name(text), history_of(text))
    return attachment(content, "application/zip", f"{_name(text)}.zip")


def text_or_404(sha256: str) -> FrozenText:
    """The frozen text of that SHA-256, public or not."""
    text = text_of(sha256)
    if text is None:
        raise Http404(_("No frozen text has this SHA-256."))
    return text


def _name(text: FrozenText) -> str:
    return f"{text.edition.plan.code}-{text.sha256[:8]}"


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to be saved under a name."""
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )

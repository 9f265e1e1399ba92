"""Where documents lie, and who may read one."""

from pathlib import Path

from django.conf import settings
from django.utils.http import content_disposition_header

from segnavia.core.permissions import Principal, may
from segnavia.registry.concerned import actors_concerned
from segnavia.registry.models import Document


def path_of(sha256: str) -> Path:
    """The file of a document's content, named by its hash."""
    return Path(settings.SEGNAVIA_HOME) / "documents" / sha256[:2] / sha256


def may_read(document: Document, by: Principal) -> bool:
    """Whether somebody may read a document: a public one everybody, another those whom its holder concerns."""
    return document.is_public or may(by, "see.documents", actors_concerned(document))


def headers_of(document: Document) -> dict[str, str]:
    """How a document is sent: to be saved under its name; a browser that shows it all the same runs nothing of it."""
    return {
        "Content-Type": document.media_type,
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=document.name) or "attachment",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }

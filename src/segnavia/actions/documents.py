"""Documents: a file is kept under the SHA-256 of its content, and never changes. Who may see it its holder tells."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

import filetype
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from segnavia.actions.writing import Change, Refused, action
from segnavia.core.permissions import Principal
from segnavia.core.uploads import HEAD_BYTES, KINDS, MAX_BYTES, Kind, file_name, kind_of_name, shows
from segnavia.registry.concerned import actors_concerned
from segnavia.registry.documents import path_of
from segnavia.registry.models import Document


@action(concerns=lambda to, *_args, **_kwargs: actors_concerned(to))
def attach(
    to: Any, upload: "UploadedFile[Any]", *, by: Principal, title: str = "", is_public: bool = False
) -> Change[Document]:
    """Attach a file to a row with `documents`. Raises `Refused` at `file` for one too large or of no known kind.

    The same content is kept once. A file that was written and whose transaction fails stays, and harms nobody.
    """
    document = store(upload, by=by, title=title, is_public=is_public)
    to.documents.add(document)
    return Change(
        document,
        subject=to,
        details={"document": document.pk, "name": document.name, "sha256": document.sha256, "is_public": is_public},
    )


@action()
def publish(document: Document, *, by: Principal, is_public: bool) -> Change[Document]:
    """Show a document to everybody, or no longer."""
    if document.is_public == is_public:
        return Change(document, subject=document, details=None)
    document.is_public = is_public
    document.save(update_fields=["is_public"])
    return Change(document, subject=document, details={"is_public": is_public})


def store(upload: "UploadedFile[Any]", *, by: Principal, title: str = "", is_public: bool = False) -> Document:
    """Check a file and keep it: for an action that attaches it itself. Raises `Refused` at `file`."""
    name = file_name(upload.name or "")
    kind = _checked(name, upload)
    sha256 = _keep(upload)
    return Document.objects.create(
        sha256=sha256,
        name=name,
        media_type=kind.media_type,
        size=upload.size or 0,
        title=title.strip(),
        is_public=is_public,
        uploaded_by=by.name,
    )


def _checked(name: str, upload: "UploadedFile[Any]") -> Kind:
    size = upload.size or 0
    if size > MAX_BYTES:
        raise Refused(
            file=_("%(name)s has %(size)s MB: at most %(most)s are taken. Publish it elsewhere and give its address.")
            % {"name": name, "size": -(-size // 1024**2), "most": MAX_BYTES // 1024**2}
        )
    if not size:
        raise Refused(file=_("%(name)s is empty.") % {"name": name or "?"})
    kind = kind_of_name(name)
    if kind is None:
        raise Refused(
            file=_("%(name)s is of a kind that is not taken. Taken are: %(kinds)s.")
            % {"name": name, "kinds": ", ".join(KINDS)}
        )
    upload.seek(0)
    head = upload.read(HEAD_BYTES)
    found = filetype.guess_extension(head) or ""
    if not shows(kind, head, found):
        raise Refused(
            file=_("%(name)s is no %(kind)s file by its content. Save it anew in that form, or give its right name.")
            % {"name": name, "kind": kind.extension.upper()}
        )
    return kind


def _keep(upload: "UploadedFile[Any]") -> str:
    """Write the content aside and move it to its place in one rename; its SHA-256."""
    root = Path(settings.SEGNAVIA_HOME) / "documents"
    root.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    upload.seek(0)
    descriptor, aside = tempfile.mkstemp(dir=root, prefix=".aside-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            for chunk in upload.chunks():
                digest.update(chunk)
                stream.write(chunk)
        target = path_of(digest.hexdigest())
        target.parent.mkdir(exist_ok=True)
        Path(aside).replace(target)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return digest.hexdigest()

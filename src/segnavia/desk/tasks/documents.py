"""The documents of what is asked, and the form that attaches one."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from segnavia.actions import documents
from segnavia.core.permissions import Principal, may
from segnavia.desk.pages import saved
from segnavia.desk.tasks.forms import AttachForm
from segnavia.registry.concerned import actors_concerned
from segnavia.registry.documents import may_read
from segnavia.registry.models import Document


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a row that this person may read; `form` for who may add one."""

    rows: tuple[Document, ...]
    form: AttachForm | None
    added: bool

    @property
    def status(self) -> int:
        """422 where a file was sent and refused."""
        return 422 if self.form is not None and self.form.is_bound and self.form.errors else 200


def attached(request: HttpRequest, by: Principal, row: Any) -> Documents:
    """The row's documents, after what was sent now was attached."""
    form, added = None, False
    if may(by, "documents.attach", actors_concerned(row)):
        form = AttachForm(request, prefix="documento")

        def attach() -> None:
            values = form.values
            documents.attach(row, values["file"], by=by, title=values["title"], is_public=values["is_public"])

        added = saved(request, form, attach, _("Attached."))
    return Documents(tuple(each for each in row.documents.all() if may_read(each, by)), form, added)

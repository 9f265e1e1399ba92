"""Import and export of agreements: first what would happen, then, by a second button, all of it or nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segnavia.actions import agreements
from segnavia.actions.agreement_tables import csv_zip, workbook
from segnavia.actions.agreement_tables.proposal import propose
from segnavia.actions.agreement_tables.rows import tables_of
from segnavia.actions.writing import Refused
from segnavia.core.permissions import Principal
from segnavia.desk.agreements import uploads
from segnavia.desk.agreements.shared import crumbs_of, now_or_404
from segnavia.desk.forms import DeskForm
from segnavia.desk.pages import Page, saved

SHOWN = 200  # troubles and rows of a page; a file with more is wrong as a whole
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileForm(DeskForm):
    """A file to import."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("An .xlsx workbook or a .zip of CSV files, as the export makes them; 20 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.zip"}),
    )


class CarryOutForm(DeskForm):
    """The second button of an import: carries out what was shown."""

    upload = forms.CharField(widget=forms.HiddenInput, max_length=64)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agreed = forms.BooleanField(
        label=gettext_lazy("Yes, remove what the file does not hold"),
        error_messages={"required": gettext_lazy("Rows would be removed: say that this is wanted.")},
    )

    def __init__(self, request: HttpRequest, *, removes: bool, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(request, initial=initial)
        if not removes:
            del self.fields["agreed"]

    def show(self, digest: str) -> None:
        """Takes up what is shown now: sending the form again carries out this."""
        if self.is_bound:
            # by `items`: a QueryDict unpacked would give its lists
            self.data = dict(self.data.items()) | {self.add_prefix("seen"): digest}


def export(request: HttpRequest, _by: Principal) -> HttpResponse:
    """Every agreement of the plan as a file: `?forma=xlsx`, or `zip` for CSV."""
    plan = now_or_404().plan
    tables = tables_of(plan)
    name = f"intese-{plan.code}-{timezone.localdate()}"
    if request.GET.get("forma") == "zip":
        response = HttpResponse(csv_zip.write(tables), content_type="application/zip")
        name = f"{name}.zip"
    else:
        response = HttpResponse(workbook.write(tables), content_type=XLSX)
        name = f"{name}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def index(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """Takes a file, shows what importing it would do, and does it when asked a second time."""
    plan = now_or_404().plan
    form = FileForm(request)
    key = request.POST.get("upload", "")
    proposal = None
    try:
        if key:
            proposal = propose(plan, uploads.get(key))
        elif form.is_bound and form.is_valid():
            key = uploads.keep(form.values["file"])
            proposal = propose(plan, uploads.get(key))
    except Refused as refused:
        if not form.is_bound:
            raise  # told at the top of the page, where the file is chosen again
        form.take_refusal(refused)
    context: dict[str, Any] = {"form": form, "proposal": proposal, "shown": SHOWN}
    status = 200
    if proposal is not None:
        removes = bool(proposal.removed)
        second = CarryOutForm(request, removes=removes, initial={"upload": key, "seen": proposal.digest})

        def carry_out() -> None:
            agreements.import_all(plan, uploads.get(key), by=by, seen=second.values["seen"])

        if saved(request, second, carry_out, _("The import is done.")):
            uploads.forget(key)
            return redirect("desk:agreements")
        second.show(proposal.digest)
        context["carry_out"] = second
        status = 422 if proposal.troubles or (second.is_bound and second.errors) else 200
    return Page("desk/agreements/import.html", _("Import agreements"), crumbs_of(), context, status)

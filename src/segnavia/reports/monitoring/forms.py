"""The four forms of a report, and a report written in one of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from django.utils import translation
from django.utils.translation import gettext_noop

from segnavia.briefing.state import State
from segnavia.reports.monitoring.compose import report_of
from segnavia.reports.monitoring.model import Report
from segnavia.reports.monitoring.scope import WHOLE, Scope

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Form:
    """A form by the ending of its files. `title` and `use` are message ids; `module` holds what writes it."""

    ending: str
    media_type: str
    title: str
    use: str
    module: str

    def write(self, report: Report) -> bytes:
        """The report in this form."""
        # Looked up when it is needed: the libraries of all four take half a second, and most processes write none.
        writer: Callable[[Report], bytes] = getattr(
            import_module(f"segnavia.reports.monitoring.{self.module}"), self.ending
        )
        return writer(report)


FORMS: Mapping[str, Form] = {
    form.ending: form
    for form in (
        Form("pdf", "application/pdf", gettext_noop("PDF"), gettext_noop("to read, print and publish"), "pdf"),
        Form(
            "docx",
            f"{_OFFICE}.wordprocessingml.document",
            gettext_noop("Word document"),
            gettext_noop("to go on writing"),
            "word",
        ),
        Form(
            "pptx",
            f"{_OFFICE}.presentationml.presentation",
            gettext_noop("Slides"),
            gettext_noop("to present to the council"),
            "deck",
        ),
        Form(
            "xlsx",
            f"{_OFFICE}.spreadsheetml.sheet",
            gettext_noop("Workbook"),
            gettext_noop("to reckon with, every row of every table"),
            "workbook",
        ),
    )
}


def document(now: State, form: str, scope: Scope = WHOLE, language: str = "it") -> bytes:
    """The report in one of `FORMS` and in a language; the same sources give the same bytes."""
    with translation.override(language):
        return FORMS[form].write(report_of(now, scope))

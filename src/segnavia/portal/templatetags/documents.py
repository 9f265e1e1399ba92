"""The monitoring report's files, for the pages that offer them."""

from django import template
from django.template import Context
from django.template.defaultfilters import filesizeformat

from segnavia.briefing.state import State, answers
from segnavia.portal.views.reports import File, files_of

register = template.Library()


@register.simple_tag(takes_context=True)
def report_files(context: Context, slug: str = "", code: str = "") -> tuple[File, ...]:
    """The report on the whole plan, or on the thing that the words of an address name, in its four forms."""
    if slug and not answers():  # among files only the report on the whole stands
        return ()
    return files_of(State(context["book"], context["bulletin"]), slug, code)


@register.filter
def size(file: File) -> str:
    """How big a file is, as far as it has been written."""
    return filesizeformat(file.size) if file.size is not None else ""

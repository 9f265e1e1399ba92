"""The reasons of a proposal in plain words, one sentence a kind."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from segnavia.monitoring.proposals.model import BySiblings, BySimilar, ByText, Proposal, Reason


def sentence_of(reason: Reason) -> str:
    """Why an objective is proposed, in the reader's language."""
    match reason:
        case BySiblings():
            return _by_siblings(reason)
        case BySimilar():
            return _by_similar(reason)
        case ByText():
            return _by_text(reason)


def reason_in(language: str, proposal: Proposal) -> str:
    """What a link that accepts a proposal gives as its reason, in the plan's language: it shows on the public page."""
    with override(language):
        return _("Proposal accepted. %(reasons)s") % {"reasons": " ".join(map(sentence_of, proposal.reasons))}


def _by_siblings(reason: BySiblings) -> str:
    number = len(reason.siblings)
    words = ngettext(
        "In the crosswalk %(number)s of the %(judged)s judged sub-measures of the same measure serves it: %(codes)s.",
        "In the crosswalk %(number)s of the %(judged)s judged sub-measures of the same measure serve it: %(codes)s.",
        number,
    )
    return words % {"number": number, "judged": reason.judged, "codes": ", ".join(reason.siblings)}


def _by_similar(reason: BySimilar) -> str:
    title = _("“%(title)s”") % {"title": reason.title} if reason.title else reason.key
    if reason.same_submeasure:
        words = ngettext(
            "%(number)s project of the same sub-measure was judged to serve it: %(title)s.",
            "%(number)s projects of the same sub-measure were judged to serve it, such as %(title)s.",
            reason.projects,
        )
    else:
        words = ngettext(
            "%(number)s project with a similar title was judged to serve it: %(title)s.",
            "%(number)s projects with similar titles were judged to serve it, such as %(title)s.",
            reason.projects,
        )
    return words % {"number": reason.projects, "title": title}


def _by_text(reason: ByText) -> str:
    places = (
        (reason.in_objective, _("%(words)s in the objective's title")),
        (reason.in_submeasures, _("%(words)s in the titles of the sub-measures that the crosswalk gives it")),
        (reason.in_drivers, _("%(words)s in what the plan says of its drivers")),
    )
    told = [place % {"words": ", ".join(words)} for words, place in places if words]
    return _("Words in common: %(places)s.") % {"places": "; ".join(told)}

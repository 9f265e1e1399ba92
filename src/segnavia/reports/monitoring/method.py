"""The method in brief, and for what the report serves: what a reader must know to trust or challenge a figure."""

from django.utils.translation import gettext as _

from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.model import Column, Section, Table


def method(context: Context) -> Section:
    """How the figures are made, term by term."""
    territory = _(
        "A project counts by the sum of its places inside. A place at the level of the province belongs to the "
        "territory and to no municipality."
    )
    unknown = _(
        "What a source does not say is unknown, and never zero. A ratio is taken only over the projects that say both "
        "terms."
    )
    progress = _(
        "Procedural: the projects by state, by the first rule that holds. Physical: the indicators of the projects "
        "that reached their planned value, of those that have a planned value and an achieved one. Financial: paid "
        "over funded. They stand side by side and are never blended into one."
    )
    sums = _(
        "Sums are of the unrounded amounts; only what is shown is rounded. A project with two places counts in each by "
        "its share, and is one project in each."
    )
    terms = [
        (
            _("Project"),
            _("One row of sub-measure, CUP and CLP (the local project code). The same CUP may stand in several."),
        ),
        (_("Territory"), territory),
        (_("Unknown"), unknown),
        (_("Three kinds of progress"), progress),
        (_("Sums"), sums),
    ]
    if context.book.package.has_objectives:
        objective = _(
            "The crosswalk says to which objectives a sub-measure directly contributes, and by which share; the shares "
            "of a sub-measure add up to one. What serves none is outside the plan."
        )
        terms.insert(2, (_("Objective"), objective))
    columns = (Column("term", _("Term"), width=1.4), Column("meaning", _("How it is made"), width=5))
    return Section(
        "method",
        _("The method in brief"),
        tables=(Table("method", _("How the figures are made"), columns, tuple(terms)),),
        notes=(
            _(
                "A metropolitan city adopts a three-year strategic plan and updates it every year (L. 56/2014, art. 1, "
                "c. 44, lett. a). This report tells the council how far the plan has come, and can be cited in the DUP "
                "and in the PIAO."
            ),
            _("Every figure can be followed on the public portal to the publisher's rows behind it."),
        ),
    )

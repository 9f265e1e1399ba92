"""The plan's legal life: its editions with their steps and acts. What is not known of an act is said to be so."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from segnavia.briefing.legal import StageLine, edition_line
from segnavia.registry.legal import public_editions
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.model import Cell, Column, Kind, Section, Table


def legal(context: Context) -> Section:
    """The steps of every public edition, the newest first."""
    editions = [edition_line(each) for each in public_editions(context.book.package.plan.territory)]
    rows = tuple((edition.name, *_cells(stage)) for edition in editions for stage in edition.stages)
    columns = (
        Column("edition", _("Edition"), quoted=True),
        Column("step", _("Step"), width=1.6),
        Column("state", _("State"), width=1.3),
        Column("body", _("Body"), width=2.6, quoted=True),
        Column("number", _("Act number"), Kind.CODE, 1.1),
        Column("dated", _("Date"), width=1.4),
        Column("in_force_from", _("In force from"), Kind.DAY, 1.5),
        Column("text", _("Text, SHA-256"), Kind.DIGEST, 0),
        Column("note", _("Note"), width=0, quoted=True),
    )
    sentences = [
        _("The plan's text, SHA-256 %(sha256)s, is the one on which this report rests.")
        % {"sha256": context.book.sha256}
    ]
    if context.bulletin is not None and context.bulletin.plan_sha256 != context.book.sha256:
        sentences.append(
            _(
                "The bulletin measured another text of the plan than the one in force: where they differ, figures may "
                "be missing."
            )
        )
    if not rows:
        sentences.append(_("No legal step of this plan is recorded."))
    table = Table("acts", _("Legal steps and acts"), columns, rows, group="edition")
    return Section("legal", _("The plan's legal life"), sentences=tuple(sentences), tables=(table,) if rows else ())


def _cells(stage: StageLine) -> tuple[Cell, ...]:
    states = {
        "taken": pgettext("step", "done"),
        "next": pgettext("step", "next"),
        "untold": _("no source tells of it"),
        "ahead": pgettext("step", "to come"),
    }
    act = stage.act
    if act is None:
        return stage.title, states[stage.state], "", "", "", "", "", ""
    return (
        stage.title,
        states[stage.state],
        act.body,
        act.number or None,
        act.dated_words,
        act.in_force_from or "",
        act.sha256,
        act.note,
    )

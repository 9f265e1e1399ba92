"""On what the report rests, and how far it can be trusted: releases, absences, quarantined rows, findings."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from segnavia.briefing.completeness import absent_from, quarantine_of
from segnavia.briefing.findings import RuleCases, by_rule, noted
from segnavia.briefing.numbers import plain
from segnavia.core.findings import Severity
from segnavia.monitoring.bulletin import Bulletin
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.model import Column, Kind, Section, Table

SEVERITIES = {
    Severity.ERROR: gettext_noop("error"),
    Severity.WARNING: gettext_noop("warning"),
    Severity.INFO: gettext_noop("for the record"),
}


def quality(context: Context) -> Section:
    """Releases with their hashes, what is absent, quarantine and findings; of a part of the plan, the releases."""
    bulletin, whole = context.bulletin, context.scope.is_whole
    tables: list[Table] = []
    sentences: list[str] = []
    if bulletin is None:
        sentences.append(_("No bulletin has been published yet."))
    else:
        sentences += _sentences(bulletin)
        tables.append(_releases(bulletin))
        if whole:
            tables += [table for table in (_absent(bulletin), _quarantine(bulletin)) if table.rows]
    if whole:
        found = _findings(context)
        tables += [found] if found.rows else []
    return Section("quality", _("Sources and data quality"), sentences=tuple(sentences), tables=tuple(tables))


def _sentences(bulletin: Bulletin) -> list[str]:
    rows = _("Of %(in)s rows, %(kept)s were kept and %(quarantined)s set aside: none was lost.") % {
        "in": plain(sum(used.rows_in for used in bulletin.releases)),
        "kept": plain(sum(used.rows_kept for used in bulletin.releases)),
        "quarantined": plain(sum(used.rows_quarantined for used in bulletin.releases)),
    }
    identity = _("Bulletin %(id)s, from %(releases)s releases of open data, software %(software)s.") % {
        "id": bulletin.id,
        "releases": plain(len(bulletin.releases)),
        "software": bulletin.software,
    }
    return [identity, rows]


def _releases(bulletin: Bulletin) -> Table:
    rows = tuple(
        (
            used.dataset,
            date.fromisoformat(used.as_of),
            used.rows_in,
            used.rows_kept,
            used.rows_quarantined,
            used.licence,
            used.source,
            used.layout,
            used.sha256,
        )
        for used in bulletin.releases
    )
    columns = (
        Column("dataset", _("Dataset"), Kind.CODE, 3),
        Column("as_of", _("As of"), Kind.DAY, 1.7),
        Column("rows_in", _("Rows in"), Kind.COUNT, 1),
        Column("rows_kept", _("Kept"), Kind.COUNT, 1),
        Column("rows_quarantined", _("Set aside"), Kind.COUNT, 0.9),
        Column("licence", _("Licence"), Kind.CODE, 0),
        Column("source", _("File"), Kind.CODE, 0),
        Column("layout", _("Layout"), Kind.CODE, 0),
        Column("sha256", _("SHA-256"), Kind.DIGEST, 2.6),
    )
    return Table("releases", _("Releases of open data"), columns, rows)


def _absent(bulletin: Bulletin) -> Table:
    rows = tuple((each.dataset, _(each.unknown)) for each in absent_from(bulletin))
    columns = (
        Column("dataset", _("Dataset"), Kind.CODE, 2),
        Column("unknown", _("What is unknown without it"), width=4),
    )
    return Table("absent", _("Datasets that are absent, and what is unknown therefore"), columns, rows)


def _quarantine(bulletin: Bulletin) -> Table:
    rows = tuple((each.code, _(each.title), each.dataset, each.rows) for each in quarantine_of(bulletin))
    columns = (
        Column("code", _("Code"), Kind.CODE, 0.8),
        Column("reason", _("Reason"), width=4),
        Column("dataset", _("Dataset"), Kind.CODE, 2.6),
        Column("rows", _("Rows"), Kind.COUNT, 0.8),
    )
    return Table("quarantine", _("Rows set aside, by reason"), columns, rows)


def _findings(context: Context) -> Table:
    of_plan = [(_("the plan"), group) for group in by_rule(context.book.findings)]
    of_data = [
        (_("the measurement"), group) for group in (noted(context.bulletin.findings) if context.bulletin else [])
    ]
    rows = tuple(
        (group.code, _(group.title), where, _(SEVERITIES[group.severity]), group.count, _remedy(group))
        for where, group in (*of_data, *of_plan)
    )
    columns = (
        Column("code", _("Code"), Kind.CODE, 0.9),
        Column("title", _("Finding"), width=3),
        Column("where", _("Found in"), width=1.3),
        Column("severity", _("Severity"), width=1.2),
        Column("cases", _("Cases"), Kind.COUNT, 0.8),
        Column("remedy", _("Remedy"), width=3.4),
    )
    return Table("findings", _("Findings, each with its remedy"), columns, rows)


def _remedy(group: RuleCases) -> str:
    return _(group.remedy) if group.remedy else ""

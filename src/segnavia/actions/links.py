"""The linker's judgements: which objectives single projects serve, instead of what the crosswalk says of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from segnavia.actions.writing import Change, Refused, action
from segnavia.core.links import Link, LinkError, LinkFault, Origin, check_links
from segnavia.core.permissions import Principal
from segnavia.registry.models import Plan, ProjectLink, RefusedProposal


@action()
def accept(
    plan: Plan, links: Sequence[Link], *, by: Principal, seen: Sequence[Link] | None = None
) -> Change[tuple[Link, ...]]:
    """Judge one project: these links, which are of one project, replace all that it had.

    `seen` are the links that the judge saw: if somebody has judged in the meantime, it is refused. Raises `Refused`.
    """
    project = _project_of(links)
    _lock(plan)
    before = _links_of(plan, project)
    if seen is not None and _told(seen) != _told(before):
        raise Refused(_("Somebody else has judged this project in the meantime. Look at it again."))
    try:
        check_links(links)
    except LinkError as error:
        raise Refused(_said(error.fault)) from error
    if _told(before) == _told(links):
        return Change(before, subject=_subject(project), details=None)
    ProjectLink.objects.filter(plan=plan, project_key=project).delete()
    ProjectLink.objects.bulk_create(
        ProjectLink(
            plan=plan,
            project_key=project,
            objective_code=link.objective,
            share_numerator=link.share.numerator if link.share else None,
            share_denominator=link.share.denominator if link.share else None,
            reason=link.reason.strip(),
            origin=link.origin,
            created_by=by.name,
        )
        for link in links
    )
    return Change(tuple(links), subject=_subject(project), details={"before": _told(before), "after": _told(links)})


@action()
def accept_many(
    plan: Plan, links: Sequence[Link], *, by: Principal, seen: Mapping[str, Sequence[Link]] | None = None
) -> Change[int]:
    """Judge several projects at once, all or none; how many. Each is an event of its own in the log.

    `seen` are the links that the judge saw, by project: see `accept`.
    """
    by_project: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_project[link.project].append(link)
    if not by_project:
        raise Refused(_("Choose at least one project."))
    for project, each in by_project.items():
        accept(plan, each, by=by, seen=None if seen is None else seen.get(project, ()))
    details = {"projects": sorted(by_project)}
    return Change(len(by_project), subject=plan, details=details)


@action()
def refuse(plan: Plan, project: str, objective: str, *, by: Principal, reason: str) -> Change[RefusedProposal]:
    """Refuse a proposal, with the reason: it is not proposed again."""
    if not reason.strip():
        raise Refused(reason=_("Give the reason: others will want to know why it is not proposed any more."))
    refused, is_new = RefusedProposal.objects.get_or_create(
        plan=plan,
        project_key=project,
        objective_code=objective,
        defaults={"reason": reason.strip(), "created_by": by.name},
    )
    details = {"objective": objective, "reason": reason.strip()} if is_new else None
    return Change(refused, subject=_subject(project), details=details)


@action()
def withdraw(plan: Plan, project: str, *, by: Principal) -> Change[int]:
    """Take the judgement of a project back: the crosswalk's holds again. How many links went."""
    _lock(plan)
    before = _links_of(plan, project)
    ProjectLink.objects.filter(plan=plan, project_key=project).delete()
    return Change(len(before), subject=_subject(project), details={"before": _told(before)} if before else None)


def _lock(plan: Plan) -> None:
    """Two judges of one plan wait for each other: the links of a project are replaced as a whole."""
    Plan.objects.select_for_update().get(pk=plan.pk)


def _project_of(links: Sequence[Link]) -> str:
    projects = {link.project for link in links}
    if len(projects) != 1:
        raise Refused(_("Name at least one objective, or say that the project serves none."))
    return projects.pop()


def _links_of(plan: Plan, project: str) -> tuple[Link, ...]:
    rows = ProjectLink.objects.filter(plan=plan, project_key=project).order_by("objective_code")
    return tuple(
        Link(
            project,
            row.objective_code,
            Fraction(row.share_numerator, row.share_denominator or 1) if row.share_numerator else None,
            row.reason,
            Origin(row.origin),
        )
        for row in rows
    )


def _told(links: Sequence[Link]) -> list[list[str]]:
    """Links as the log keeps them, in one order."""
    return sorted([link.objective or "", str(link.share or ""), link.reason.strip()] for link in links)


def _subject(project: str) -> tuple[str, str]:
    return f"project:{project}", project


def _said(fault: LinkFault) -> str:
    """What is wrong with links, in the reader's language."""
    return {
        LinkFault.NO_REASON: _("Give the reason of each link."),
        LinkFault.SHARE_OF_NONE: _("A project that serves no objective has no share."),
        LinkFault.NO_SHARE: _("Give the share of each objective."),
        LinkFault.SHARE_OUT_OF_RANGE: _("A share lies above 0 and is at most 1."),
        LinkFault.NONE_AMONG_OTHERS: _("A project serves either no objective, or those that are named."),
        LinkFault.TWICE: _("Each objective stands once, with its whole share."),
        LinkFault.NOT_WHOLE: _("The shares of a project add up to 1: three equal shares are 1/3 each."),
    }[fault]

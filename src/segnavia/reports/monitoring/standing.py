"""The first chapter: where the plan, or a part of it, stands, in sentences and in the figures that matter."""

from decimal import Decimal

from django.utils.translation import gettext as _

from segnavia.briefing import state
from segnavia.briefing.moved import moved_between
from segnavia.briefing.numbers import plain, plain_day, plain_meur, plain_percent
from segnavia.briefing.places import PlaceRow
from segnavia.briefing.progress import progress_of
from segnavia.briefing.standing import at_work_in, carried_by, standing_of
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.figures import share
from segnavia.reports.monitoring.model import Column, Fact, Kind, Section, Table


def lead(context: Context) -> tuple[str, ...]:
    """What the report says before anything else: for the whole plan, the sentences of the home page."""
    scope, bulletin = context.scope, context.bulletin
    if scope.is_whole or bulletin is None:
        return standing_of(context.book, bulletin).sentences
    if scope.dimension == "body":
        if not context.money.located:
            return (_("It carries out none of the projects located here."),)
        return (carried_by(context.money), *_states(context))
    return (at_work_in(context.money), *_states(context))


def standing(context: Context, place: PlaceRow | None = None) -> Section:
    """Sentences, the figures that matter, and the projects by state. `place`: with its money for each inhabitant."""
    return Section(
        "standing",
        _("Where the plan stands") if context.scope.is_whole else _("How it stands"),
        sentences=(*lead(context), *_moved(context)),
        facts=facts(context, place),
        charts=context.charted("progress"),
        tables=_by_state(context),
        notes=(
            _("Three kinds of progress stand side by side and are never blended into one.")
            + " "
            + _("What a source does not say is unknown, and never zero."),
        )
        if context.bulletin
        else (),
    )


def facts(context: Context, place: PlaceRow | None = None) -> tuple[Fact, ...]:
    """The figures that matter; none before the first bulletin."""
    money = context.money
    if context.bulletin is None:
        return ()
    if not money.located:
        return (Fact(Column("projects", _("Projects"), Kind.COUNT), money.located),)
    progress = progress_of(money)
    known = _("payments known for %(known)s of %(located)s projects") % {
        "known": plain(money.known or 0),
        "located": plain(money.located),
    }
    amounts = _("amounts known for %(told)s of %(located)s projects") % {
        "told": plain(money.told or 0),
        "located": plain(money.located),
    }
    found = [
        Fact(Column("projects", _("Projects"), Kind.COUNT), money.located),
        Fact(Column("funded", _("Funded"), Kind.MILLIONS), money.funded, amounts),
        Fact(Column("paid", _("Paid"), Kind.MILLIONS), money.paid, known),
        Fact(Column("ratio", _("Paid over funded"), Kind.SHARE), share(money.paid_ratio), _("where both are known")),
        Fact(
            Column("reached", _("Targets reached"), Kind.COUNT),
            progress.reached if progress.targets else None,
            _("of %(targets)s with a planned and an achieved value") % {"targets": plain(progress.targets)}
            if progress.targets
            else "",
        ),
    ]
    if place is not None:
        found.append(
            Fact(
                Column("per_head", _("For each inhabitant"), Kind.EURO),
                place.per_head,
                _("%(number)s inhabitants") % {"number": plain(place.population)} if place.population else "",
            )
        )
    found += [_aim(context, aim) for aim in ("climate", "digital") if _aim_of(context, aim)]
    return tuple(found)


def _aim_of(context: Context, aim: str) -> tuple[float, float | None] | None:
    return next(((tag.share, tag.tagged_share) for tag in context.rollup.tags if tag.aim == aim), None)


def _aim(context: Context, aim: str) -> Fact:
    ratio, tagged = _aim_of(context, aim) or (None, None)
    title = _("Supports the climate") if aim == "climate" else _("Supports the digital transition")
    note = _("of the %(share)s of the funding that is tagged") % {"share": plain_percent(tagged)} if tagged else ""
    return Fact(Column(aim, title, Kind.SHARE), share(ratio), note)


def _states(context: Context) -> tuple[str, ...]:
    """How many are completed and under way, and of how many nobody tells."""
    progress = progress_of(context.money)
    if not context.money.located:
        return ()
    if not progress.told:
        return (_("Of none of them does any source tell the state."),)
    if progress.unknown:
        message = _("Completed: %(completed)s; under way: %(under_way)s; state told by no source: %(unknown)s.")
    else:
        message = _("Completed: %(completed)s; under way: %(under_way)s.")
    values = {
        "completed": plain(progress.completed),
        "under_way": plain(progress.under_way),
        "unknown": plain(progress.unknown),
    }
    return (message % values,)


def _moved(context: Context) -> tuple[str, ...]:
    """What moved since the bulletin before; a part of the plan has no such figure."""
    bulletin = context.bulletin
    earlier = state.before(bulletin) if bulletin and context.scope.is_whole else None
    if bulletin is None or earlier is None:
        return ()
    moved = moved_between(earlier, bulletin)
    message = _(
        "Since the bulletin of %(date)s: %(located)s projects, %(funded)s M€ of funding, %(paid)s M€ of payments."
    )

    def millions(amount: Decimal | None) -> str:
        return _("not known") if amount is None else plain_meur(amount)

    values = {
        "date": plain_day(moved.since),
        "located": plain(moved.located),
        "funded": millions(moved.funded),
        "paid": millions(moved.paid),
    }
    return (message % values,)


def _by_state(context: Context) -> tuple[Table, ...]:
    progress = progress_of(context.money)
    if not context.money.located or not progress.told:
        return ()
    rows = tuple(
        (_(each.title), each.count, Decimal(each.count) / Decimal(context.money.located)) for each in progress.listed
    )
    columns = (
        Column("state", _("State"), width=3),
        Column("projects", _("Projects"), Kind.COUNT),
        Column("share", _("Share"), Kind.SHARE),
    )
    return (Table("states", _("Projects by state"), columns, rows),)

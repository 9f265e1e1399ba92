"""The office's pages of rounds: the list, a new one, one with who answered and what changed, one body's answers."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.actions import rounds
from segnavia.core.lifecycle import RoundState
from segnavia.core.permissions import Principal, may
from segnavia.core.prefill import LINES
from segnavia.desk.answers.lines import by_kind, stored
from segnavia.desk.pages import Crumb, Page, saved
from segnavia.desk.rounds.candidates import Candidate, candidates
from segnavia.desk.rounds.exports import table_of
from segnavia.desk.rounds.forms import CloseForm, OpenForm, PrepareForm, RenewForm, RevokeForm
from segnavia.monitoring import reading
from segnavia.monitoring.bulletin import Bulletin
from segnavia.plans.cells import cells_of
from segnavia.registry.models import Inquiry, Round
from segnavia.registry.rounds import answered_in, contested_in, figures_of, moved_since, round_before, standing_of
from segnavia.registry.texts import current_text

SHORTEST = timedelta(days=14)  # what is proposed as the due date: two weeks after the opening


def index(_request: HttpRequest, _by: Principal) -> Page:
    """Every round, the newest first, each with how many have answered."""
    rows = [(row, figures_of(answered_in(row))) for row in Round.objects.all()]
    return Page("desk/rounds/list.html", _("Rounds"), context={"rounds": rows})


def prepare(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """A new round: whom to ask what, by a bulletin; `?bollettino=` and `?righe=` choose another and how many lines."""
    text = current_text(settings.TERRITORY)
    bulletin = _bulletin(request)
    if text is None or bulletin is None:
        return Page("desk/rounds/nothing.html", _("A new round"), crumbs=_crumbs(), context={"plan": text})
    today, limit = timezone.localdate(), _limit(request)
    plan = text.edition.plan
    found = candidates(plan, bulletin, cells_of(text.content).titles, limit=limit, today=today)
    ready = {each.actor.code: each for each in found if each.can_be_asked}
    form = PrepareForm(
        request,
        choices={"actors": [(code, each.actor.title) for code, each in ready.items()]},
        initial={
            "opens_on": today,
            "due_on": today + SHORTEST,
            "limit": limit,
            "bulletin": bulletin.id,
            # a match by name is to be looked at before it is ticked
            "actors": [code for code, each in ready.items() if not (each.match and each.match.by_name)],
        },
    )
    made: list[Round] = []

    def call() -> None:
        values = form.values
        chosen = [ready[code].asked for code in values.pop("actors")]
        values.pop("limit")
        values["bulletin"] = bulletin.id
        made.append(rounds.prepare(plan, by=by, asked=chosen, **values))

    if saved(request, form, call, _("The round is prepared: look at it, then open it.")):
        return redirect("desk:round", made[0].pk)
    others = [each for each in found if not each.can_be_asked]
    return Page(
        "desk/rounds/prepare.html",
        _("A new round"),
        crumbs=_crumbs(),
        context={
            "form": form,
            "rows": _with_boxes(form, ready),
            "without_address": [each for each in others if each.lines],
            "without_lines": sum(not each.lines for each in others),
            "bulletin": bulletin,
            "bulletins": _published(),
            "limit": limit,
        },
    )


def detail(request: HttpRequest, by: Principal, pk: int) -> Page | HttpResponse:
    """One round: who answered, who did not, what was contested, what changed since the last."""
    row = get_object_or_404(Round, pk=pk)
    opening = OpenForm(request, row=row) if _can(by, "open_round", row, RoundState.PREPARED) else None
    closes = row.state != RoundState.CLOSED and may(by, "rounds.close_round")
    closing = CloseForm(request, row=row) if closes else None

    def open_it() -> None:
        rounds.open_round(row, by=by, version=opening.version if opening else 0)

    def close_it() -> None:
        rounds.close_round(row, by=by, version=closing.version if closing else 0)

    if opening and saved(request, opening, open_it, _("The links are on their way.")):
        return redirect(request.path)
    if closing and saved(request, closing, close_it, _("Closed.")):
        return redirect(request.path)
    answered = answered_in(row)
    earlier = round_before(row)
    return Page(
        "desk/rounds/round.html",
        row.title,
        crumbs=_crumbs(),
        context={
            "round": row,
            "answered": answered,
            "figures": figures_of(answered),
            "contested": list(contested_in(row)),
            "earlier": earlier,
            "moved": moved_since(row, earlier) if earlier else [],
            "opening": opening,
            "closing": closing,
            "form": opening or closing,
        },
    )


def inquiry(request: HttpRequest, by: Principal, pk: int, code: str) -> Page | HttpResponse:
    """One body in a round: its answers, and its link, which can be renewed or revoked."""
    row = get_object_or_404(Inquiry.objects.select_related("round__plan", "actor"), round=pk, actor__code=code)
    renewing = RenewForm(request, row=row) if _can(by, "renew_link", row.round, RoundState.OPEN) else None
    revokes = row.revoked_at is None and _can(by, "revoke_link", row.round, RoundState.OPEN)
    revoking = RevokeForm(request, row=row) if revokes else None
    if renewing and saved(
        request,
        renewing,
        lambda: rounds.renew_link(row, by=by, version=renewing.version, **renewing.values),
        _("A new link is on its way; every older one is void."),
    ):
        return redirect(request.path)
    if revoking and saved(
        request, revoking, lambda: rounds.revoke_link(row, by=by, version=revoking.version), _("The link is void.")
    ):
        return redirect(request.path)
    lines = [stored(line) for line in row.lines.select_related("case").prefetch_related("documents")]
    return Page(
        "desk/rounds/inquiry.html",
        row.actor.title,
        crumbs=(*_crumbs(), Crumb(row.round.title, reverse("desk:round", args=[row.round.pk]))),
        context={
            "inquiry": row,
            "round": row.round,
            "standing": standing_of(row).value,
            "sections": list(by_kind(lines)),
            "renewing": renewing,
            "revoking": revoking,
            "form": renewing,
        },
    )


def export(_request: HttpRequest, _by: Principal, pk: int) -> HttpResponse:
    """Every line of a round with its answer, as CSV."""
    row = get_object_or_404(Round, pk=pk)
    response = HttpResponse(table_of(row), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tornata-{row.pk}.csv"'
    return response


def _can(by: Principal, verb: str, row: Round, state: RoundState) -> bool:
    return row.state == state and may(by, f"rounds.{verb}")


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb(_("Rounds"), reverse("desk:rounds")),)


def _published() -> list[str]:
    home = settings.SEGNAVIA_HOME
    return [found for found in reading.published(home) if found.startswith(f"{settings.TERRITORY}-")]


def _bulletin(request: HttpRequest) -> Bulletin | None:
    """The bulletin that was chosen, or the one in force."""
    home = settings.SEGNAVIA_HOME
    asked = request.POST.get("bulletin") or request.GET.get("bollettino")
    if not asked:
        return reading.current(home, settings.TERRITORY)
    found = reading.get_bulletin(home, asked) if asked in _published() else None
    if found is None:
        raise Http404(_("There is no such bulletin."))
    return found


def _limit(request: HttpRequest) -> int:
    """How many lines a body is asked at most."""
    asked = request.POST.get("limit") or request.GET.get("righe") or ""
    return min(max(int(asked), 1), 100) if asked.isdecimal() and len(asked) < 5 else LINES


def _with_boxes(form: PrepareForm, ready: dict[str, Candidate]) -> list[tuple[object, Candidate]]:
    """Each body with the box that ticks it."""
    return list(zip(form["actors"], ready.values(), strict=True))

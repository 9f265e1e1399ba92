"""What a sent answer page does: every line that can be saved is saved, and what cannot be stands at its field."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from segnavia.actions import answers
from segnavia.actions.writing import Refused
from segnavia.core.lifecycle import Answer
from segnavia.core.permissions import Principal
from segnavia.core.prefill import LineKind
from segnavia.core.states import PAYMENTS, PROJECTS, STATE_RULE, TARGETS
from segnavia.desk.answers.lines import Typed, plain_value
from segnavia.monitoring.reading import get_project
from segnavia.registry.models import Conflict, Inquiry, InquiryLine
from segnavia.registry.values import kind_of


def save(inquiry: Inquiry, lines: Sequence[Typed], by: Principal) -> bool:
    """Save what differs from what is stored, line by line; whether all could be. Errors stand in the lines."""
    for each in lines:
        if not each.is_stored:
            _save_one(inquiry, each, by)
    return not any(each.errors for each in lines)


def confirm_rest(inquiry: Inquiry, by: Principal) -> int:
    """Confirm every line that has no answer; how many."""
    try:
        return len(answers.confirm(inquiry, _unanswered(inquiry), by=by))
    except Conflict:  # a line that the page was saving as one went on: the others still remain
        return len(answers.confirm(inquiry, _unanswered(inquiry), by=by))


def _unanswered(inquiry: Inquiry) -> list[InquiryLine]:
    return list(inquiry.lines.filter(answer=Answer.NONE))


def _save_one(inquiry: Inquiry, each: Typed, by: Principal) -> None:
    if each.answer == Answer.NONE:
        return  # a radio button cannot be taken back; nothing was said, and what is stored stays
    try:
        if each.answer == Answer.CONFIRMED:
            each.line.version = each.version
            answers.confirm(inquiry, [each.line], by=by)
        else:
            _contest(each, by)
    except Refused as refused:
        if not refused.fields:
            raise
        each.errors.update(refused.fields)
    except Conflict as conflict:
        if not isinstance(conflict.current, InquiryLine):
            raise
        each.line = conflict.current
        each.version = conflict.current.version
        if each.is_stored:
            return  # the page itself was quicker: what it saved as one went on says the same
        each.errors["answer"] = _(
            "Somebody else has answered this line in the meantime: %(answer)s. Save again to put yours in its place."
        ) % {"answer": answer_word(conflict.current.answer)}
        return
    each.line.refresh_from_db()
    if not each.errors:
        each.version = each.line.version


def _contest(each: Typed, by: Principal) -> None:
    """Contest with the value as it was typed; an amount that is none stands at its field like what actions refuse."""
    try:
        value = plain_value(kind_of(each.kind, each.contested), each.value)
    except ValueError as error:
        problem = {"value": str(error)}
        if not each.reason.strip():
            problem["reason"] = _("Write why: a contest needs its reason.")
        raise Refused(**problem) from error
    answers.contest(
        each.line,
        by=by,
        version=each.version,
        contested=each.contested,
        reason=each.reason,
        value=value,
        upload=each.upload,
        source_rows=rows_behind(each.line.inquiry.round.bulletin, each.kind, each.line.key, each.contested),
    )
    each.upload = None


def rows_behind(bulletin: str, kind: LineKind, key: str, name: str) -> list[dict[str, Any]]:
    """The publisher's rows that tell a value of a project, as the bulletin keeps them; none of what is no project's.

    What is contested as something else may be in any row: then it is those of the project itself.
    """
    project = get_project(settings.SEGNAVIA_HOME, bulletin, key) if kind is LineKind.PROJECT else None
    if project is None:
        return []
    rule = STATE_RULE.get(project.line.rule)
    datasets = {
        "state": rule.datasets if rule and rule.datasets else (PROJECTS,),
        "targets": (TARGETS,),
        **dict.fromkeys(("funding_pnrr", "paid_pnrr", "funding_total", "paid_total"), (PAYMENTS,)),
    }.get(name, (PROJECTS, PAYMENTS))
    return [
        {"dataset": row.dataset, "as_of": row.as_of, "sha256": row.sha256, "row": row.row}
        for row in project.rows
        if row.dataset in datasets
    ]


def answer_word(answer: str) -> str:
    """An answer in a word."""
    return {
        Answer.NONE: _("no answer"),
        Answer.CONFIRMED: _("confirmed"),
        Answer.CONTESTED: _("contested"),
    }[Answer(answer)]

"""The one error format of the interfaces: problem details (RFC 9457), whatever went wrong and wherever it shows."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop
from ninja.errors import ValidationError

PROBLEM = "application/problem+json"
# Message ids, by status: every status that the interfaces answer with beside success.
TITLES: Mapping[int, str] = {
    400: gettext_noop("The address cannot be read"),
    404: gettext_noop("Not found"),
    405: gettext_noop("Only reading is possible"),
    406: gettext_noop("No such format"),
    422: gettext_noop("The question cannot be answered as asked"),
    429: gettext_noop("Too many requests"),
    500: gettext_noop("We failed"),
    503: gettext_noop("Nothing to show yet"),
}
_REASONS: Mapping[str, str] = {
    "missing": gettext_noop("it has to be given"),
    "int_parsing": gettext_noop("it has to be a whole number"),
    "decimal_parsing": gettext_noop("it has to be a number"),
    "finite_number": gettext_noop("it has to be a number"),
    "day": gettext_noop("it has to be a day such as 2025-03-31"),
    "greater_than_equal": gettext_noop("it has to be at least %(ge)s"),
    "less_than_equal": gettext_noop("it can be at most %(le)s"),
    "literal_error": gettext_noop("it has to be %(expected)s"),
    "string_pattern_mismatch": gettext_noop("it has to match %(pattern)s"),
}
_logger = logging.getLogger("django.request")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one parameter. `where`: query, path or header."""

    name: str
    where: str
    reason: str


class ApiError(Exception):
    """A request that is answered with a problem. `detail` says in the reader's language what to do about it."""

    def __init__(
        self, status: int, detail: str, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.faults, self.headers = status, detail, tuple(faults), dict(headers or {})


def wrong_parameter(name: str, reason: str, where: str = "query") -> ApiError:
    """422 for one parameter."""
    return refused((Fault(name, where, reason),))


def refused(faults: Sequence[Fault], status: int = 422) -> ApiError:
    """What some parameters are refused with."""
    told = "; ".join(f"{each.name}: {each.reason}" for each in faults)
    return ApiError(status, told, faults)


def refusal(error: Exception, request: HttpRequest) -> HttpResponse:
    """The answer to whatever was raised while a request was answered."""
    if isinstance(error, ApiError):
        return problem(error)
    if isinstance(error, ValidationError):
        return problem(refused([_fault(each) for each in error.errors]))
    if isinstance(error, Http404):
        return problem(ApiError(404, str(error) or gettext("Nothing stands at this address.")))
    _logger.error("%s %s", request.method, request.path, exc_info=error)
    return problem(ApiError(500, gettext("It was noted, and is not your doing. Try again later.")))


def problem(error: ApiError) -> HttpResponse:
    """The problem document of an error."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": gettext(TITLES[error.status]),
        "status": error.status,
        "detail": error.detail,
    }
    if error.faults:
        body["errors"] = [{"name": each.name, "in": each.where, "reason": each.reason} for each in error.faults]
    content = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(content, status=error.status, content_type=PROBLEM, headers=error.headers)
    if error.status not in {400, 404, 422}:  # what depends on the moment, and not on the address
        response["Cache-Control"] = "no-store"
    return response


def _fault(error: Mapping[str, Any]) -> Fault:
    """What pydantic says of a parameter, in the reader's language; in its own words where we have none."""
    where, *path = error["loc"]
    names = [str(part) for part in path if not isinstance(part, int)]
    reason = _REASONS.get(error["type"])
    told = gettext(reason) % error.get("ctx", {}) if reason else str(error["msg"])
    return Fault(names[-1] if names else "", str(where), told)

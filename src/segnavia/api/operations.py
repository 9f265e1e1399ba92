"""The API and how its operations are registered and answered."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import ValidationError
from pydantic import BaseModel

from segnavia.api.errors import refusal
from segnavia.api.frame import JSON, Request

ROOT = "/api/v1"
INTERFACE = "interface"  # the tag of what is no table; those of tables are the datasets of the catalogue
PARAMETERS: dict[str, frozenset[str]] = {}  # of each operation, by its name
QUESTIONS: set[str] = set()  # the names of the models that hold them
Answer = Callable[..., HttpResponse]

api = NinjaAPI(
    title=gettext_noop("Segnavia: the plan and its measurement"),
    version="1",
    openapi_url=None,  # `document` tells it, in both languages
    docs_url=None,
    urls_namespace="api",
)
for _kind in (Exception, Http404, ValidationError):  # of the last two the library has words of its own
    api.add_exception_handler(_kind, lambda request, error: refusal(cast("Exception", error), request))


@dataclass(frozen=True, slots=True)
class Words:
    """What an operation is called and what it does. Both are message ids."""

    summary: str
    description: str


def operation(
    path: str, name: str, words: Words, tag: str, response: Any, question: type[BaseModel] | None = None
) -> Callable[[Answer], Answer]:
    """Registers a view under a name, which is its operation's id and its address's.

    `question` holds the parameters of its address, which the view takes under that name.
    """

    def register(view: Answer) -> Answer:
        view.__name__ = name
        PARAMETERS[name] = frozenset(question.model_fields) if question else frozenset()
        QUESTIONS.update([question.__name__] if question else [])
        api.get(
            path,
            operation_id=name,
            url_name=name,
            summary=words.summary,
            description=words.description,
            tags=[tag],
            response=response,
        )(view)
        return view

    return register


def base_of(request: Request) -> str:
    """What the API's own addresses begin with."""
    return f"{request.origin}{ROOT}"


def answer(members: str) -> HttpResponse:
    """A JSON object of these members."""
    return HttpResponse(f"{{{members}}}", content_type=JSON)


def page_of(request: Request, items: str, total: int, limit: int, offset: int) -> HttpResponse:
    """A page of a list: `items` are the members of its array."""
    links = _pages(request, total, limit, offset)
    ends = f'"next": {json.dumps(links.get("next"))}, "previous": {json.dumps(links.get("prev"))}'
    counts = f'"total": {total}, "limit": {limit}, "offset": {offset}'
    response = answer(f'"about": {{{request.shown.about}}}, "items": [{items}], {counts}, {ends}')
    response["Link"] = ", ".join(f'<{href}>; rel="{relation}"' for relation, href in links.items())
    return response


def _pages(request: Request, total: int, limit: int, offset: int) -> Mapping[str, str]:
    """Where the other pages of a list are, by their relation to this one."""
    given = [(name, value) for name, values in request.GET.lists() if name != "offset" for value in values]

    asked = urlencode(given)

    def at(first: int) -> str:
        query = "&".join(part for part in (asked, f"offset={first}" if first else "") if part)
        return f"{request.origin}{request.path}{f'?{query}' if query else ''}"

    links = {"first": at(0)}
    if offset:
        links["prev"] = at(max(offset - limit, 0))
    if offset + limit < total:
        links["next"] = at(offset + limit)
    if total:
        links["last"] = at((total - 1) // limit * limit)
    return links

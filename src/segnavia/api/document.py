"""The API's OpenAPI document: what the library makes of the operations, with what holds for all of them, in words.

Titles of tables and columns, of operations and their parameters are in the reader's language; the shapes that are no
table speak English.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from segnavia.api import others, tables
from segnavia.api.errors import PROBLEM, TITLES
from segnavia.api.frame import JSON, Request
from segnavia.api.operations import INTERFACE, QUESTIONS, ROOT, api
from segnavia.api.shapes import Problem
from segnavia.opendata.declaration import GROUPS, TABLES

REGISTERED = (others, tables)  # the operations, which are registered where they stand
_DESCRIPTION = gettext_noop(
    "Everything public of the plan and its measurement: read only, without a key, from any page or program. "
    "Amounts are euro, exact; null is unknown, never zero. Lists are wrapped in items and paged with limit and offset. "
    "An answer carries an ETag: who sends it back in If-None-Match gets 304 while nothing has changed. "
    "Errors are application/problem+json (RFC 9457). A parameter that does not exist is refused."
)
_INTERFACE = (gettext_noop("The interface itself"), gettext_noop("Where to begin, and what is no table."))
_LANGUAGE = gettext_noop("language of messages and titles; without it, the first of ours that Accept-Language names")
_SERVER = gettext_noop("this site")
_NOT_MODIFIED = gettext_noop("Nothing has changed since the answer of that ETag")
_HEADERS: Mapping[str, str] = {
    "ETag": gettext_noop("names this very answer"),
    "Cache-Control": gettext_noop("how long it may be used without asking again"),
    "Link": gettext_noop("the other pages of a list: first, prev, next, last"),
    "RateLimit-Limit": gettext_noop("how often an address may ask in a minute"),
    "RateLimit-Remaining": gettext_noop("how often it still may"),
    "RateLimit-Reset": gettext_noop("seconds until it may again as often as at first"),
}
_EXAMPLES: Mapping[str, Any] = {"mission": ["M3"], "objective": ["M3.01"], "municipality": ["015146"], "q": "scuola"}
_COMMON = ("q", "limit", "offset", "lang")
_ERRORS = (400, 404, 405, 406, 422, 429, 500, 503)


def view(request: Request) -> HttpResponse:
    """The document in the reader's language."""
    told = document(str(translation.get_language()), request.origin)
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type=JSON)


def document(language: str, at: str) -> dict[str, Any]:
    """The document of the API as it is reached `at` this origin."""
    with translation.override(language):
        told = _made(language)
        docs = f"{at}{reverse('api-pages:docs')}"
        contact = settings.FEEDBACK_ADDRESS.removeprefix("mailto:")
        reach = {"email": contact} if "@" in contact else {"url": contact or docs}
        return {
            **told,
            "info": {**told["info"], "contact": {"name": "Segnavia", **reach}},
            "servers": [{"url": at, "description": gettext(_SERVER)}],
            "externalDocs": {"url": docs, "description": gettext("How to do what, with examples")},
        }


@cache
def _made(_language: str) -> dict[str, Any]:
    """What does not depend on the site; the language is active, and what is kept is kept by it."""
    told: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{ROOT}/"), default=str))
    told["info"] |= {
        "title": gettext(str(api.title)),
        "description": gettext(_DESCRIPTION),
        "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    }
    told["tags"] = [
        {"name": INTERFACE, "description": " ".join(map(gettext, _INTERFACE))},
        *[{"name": group.code, "description": gettext(group.description)} for group in GROUPS.values()],
    ]
    told["paths"] = {path.rstrip("/"): item for path, item in told["paths"].items()}
    components = told["components"]
    components["parameters"] = _common(told["paths"][f"{ROOT}/projects"]["get"]["parameters"])
    for path, item in told["paths"].items():
        _complete(path, item["get"])
    # the library tells the parameters of lists once more, as if they were shapes
    components["schemas"] = {name: told for name, told in components["schemas"].items() if name not in QUESTIONS}
    components["schemas"]["Problem"] = _problem()
    components["responses"] = {"NotModified": {"description": _NOT_MODIFIED}}
    components["responses"] |= {f"Problem{status}": _error(status) for status in _ERRORS}
    components["headers"] = {
        name: {"description": words, "schema": {"type": "string"}} for name, words in _HEADERS.items()
    }
    for part in (told["paths"], components):
        _translate(part)
    return told


def _common(of_a_list: list[dict[str, Any]]) -> dict[str, Any]:
    """The parameters that are the same wherever they can be given."""
    languages = {"type": "string", "enum": [code for code, _ in settings.LANGUAGES]}
    lang = {"name": "lang", "in": "query", "description": _LANGUAGE, "required": False, "schema": languages}
    return {"lang": lang} | {each["name"]: _explain({**each}) for each in of_a_list if each["name"] in _COMMON}


def _complete(path: str, told: dict[str, Any]) -> None:
    """What the library does not know of an operation."""
    name = told["operationId"].removesuffix("_one")
    is_table = name in TABLES
    parameters = told.setdefault("parameters", [])
    names = {parameter["name"] for parameter in parameters}
    for parameter in parameters:
        _explain(parameter)
        if is_table and parameter["name"] in {"sort", "fields"}:
            parameter["schema"]["pattern"] = _columns_pattern(name, parameter["name"])
    told["parameters"] = [each for each in parameters if each["name"] not in _COMMON]
    told["parameters"] += [{"$ref": f"#/components/parameters/{each}"} for each in _COMMON if each in names | {"lang"}]
    answers = told["responses"]
    if path.endswith("/status"):
        answers["200"]["content"] = {PROBLEM: answers["200"]["content"].pop(JSON)}
        heads, errors = ["Cache-Control"], {status for status in _ERRORS if status not in {404, 503}}
    else:
        heads, errors = list(_HEADERS), set(_ERRORS) - (set() if "{" in path else {404})
        answers["304"] = {"$ref": "#/components/responses/NotModified"}
    if "limit" not in names:
        heads = [head for head in heads if head != "Link"]
    answers["200"]["headers"] = {head: {"$ref": f"#/components/headers/{head}"} for head in heads}
    answers |= {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(errors)}


def _explain(parameter: dict[str, Any]) -> dict[str, Any]:
    """A parameter's words are those of its column: what it is, and what is said of it."""
    schema = parameter["schema"] = {**parameter["schema"]}
    words = [schema.pop("title", ""), schema.pop("description", "")]
    parameter["description"] = ". ".join(gettext(each) for each in words if each)
    if schema.get("default") in (None, "", []):
        schema.pop("default", None)
    if parameter["name"] in _EXAMPLES:
        parameter["example"] = _EXAMPLES[parameter["name"]]
    return parameter


def _columns_pattern(table: str, parameter: str) -> str:
    one = f"{'-?' if parameter == 'sort' else ''}({'|'.join(TABLES[table].column)})"
    return f"^({one}(,{one})*)?$"


def _problem() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    schema["properties"]["errors"]["items"] = schema.pop("$defs")["Fault"]
    schema["required"] = ["type", "title", "status", "detail"]
    schema["properties"]["errors"].pop("default")
    return schema


def _error(status: int) -> dict[str, Any]:
    example = {"type": "about:blank", "title": gettext(TITLES[status]), "status": status, "detail": "…"}
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
    return {"description": TITLES[status], "content": {PROBLEM: content}}


def _translate(part: Any) -> None:
    """Titles and descriptions that are message ids, in the reader's language. A class's name is no title."""
    if isinstance(part, list):
        for each in part:
            _translate(each)
        return
    if not isinstance(part, dict):
        return
    for key, value in part.items():
        if key in {"title", "summary", "description"} and isinstance(value, str) and value:
            part[key] = gettext(value)
        else:
            _translate(value)

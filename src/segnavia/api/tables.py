"""The public tables in the API: each as a list, and row by row where its rows have a name."""

from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Path, Query

from segnavia.api.details import Asker, detail, more_of
from segnavia.api.frame import Request
from segnavia.api.operations import Words, answer, base_of, operation, page_of
from segnavia.api.questions import Common, asked_of, columns_of, question_of
from segnavia.api.resources import Resource, resources
from segnavia.api.schemas import detail_of, list_of, row_of


def _list(resource: Resource) -> None:
    question_type = question_of(resource)

    def view(request: Request, question: Common) -> HttpResponse:
        table = request.shown.table(resource.name)
        rows = table.select(asked_of(resource, question, request.shown))
        page = rows[question.offset : question.offset + question.limit].tolist()
        items = table.items(page, columns_of(resource.table, question))
        return page_of(request, items, len(rows), question.limit, question.offset)

    # the parameters differ from table to table, and the library reads them here
    view.__annotations__ = {"request": Request, "question": Query[question_type]}  # type: ignore[misc,valid-type] # see above
    words = Words(resource.table.title, resource.table.description)
    shape = list_of(row_of(resource.name))
    operation(f"/{resource.name}", resource.name, words, resource.table.group, shape, question_type)(view)


def _one(resource: Resource) -> None:
    key_column = resource.table.column[resource.table.key[0]]

    def view(request: Request, key: object) -> HttpResponse:
        return answer(detail(Asker(request.shown, base_of(request)), resource.name, str(key)))

    kind, converter = (int, "int:") if key_column.kind == "integer" else (str, "")
    view.__annotations__ = {"request": Request, "key": Path[kind]}  # type: ignore[misc,valid-type] # as above
    words = Words(gettext_noop("One row, with what belongs to it"), resource.table.description)
    shape = detail_of(resource.name, more_of(resource.name))
    operation(f"/{resource.name}/{{{converter}key}}", f"{resource.name}_one", words, resource.table.group, shape)(view)


for each in resources().values():
    _list(each)
    if each.is_one:
        _one(each)

"""Who writes which table is declared, and the source keeps to it, as far as reading it can tell."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

import segnavia
from segnavia.registry.writers import ALSO_WRITTEN_BY, WRITERS

SOURCE = Path(segnavia.__file__).parent
MODELS = {model.__name__: model for model in apps.get_app_config("registry").get_models()}
# The rows of a draft are written by the name of their list, which reading the source does not follow.
BY_LIST = {name for name, module in WRITERS.items() if module == "segnavia.actions.rows"}
MANAGER_WRITES = {
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "update",
    "delete",
    "acreate",
    "aupdate",
    "adelete",
}
ROW_WRITES = {"save", "delete", "revise", "asave", "adelete"}
FILES = sorted(SOURCE.rglob("*.py"))


def module_of(file: Path) -> str:
    """The module of a file; a folder of `actions` is one module, as in the keys of its actions."""
    parts = file.relative_to(SOURCE).with_suffix("").parts
    if parts[0] == "actions" and len(parts) > 2:
        parts = parts[:2]
    return ".".join(("segnavia", *(part for part in parts if part != "__init__")))


def relations() -> dict[str, set[str]]:
    """By the name of a reverse relation, the models whose rows it gives: `agreement.parties` gives `Party`."""
    found: dict[str, set[str]] = {}
    for model in MODELS.values():
        for relation in model._meta.related_objects:
            name, other = relation.get_accessor_name(), relation.related_model.__name__
            if name and other in MODELS and not relation.many_to_many:
                found.setdefault(name, set()).add(other)
    return found


RELATIONS = relations()


class Writes(ast.NodeVisitor):
    """Collects (model, line) for everything that one function, or the module around them, writes."""

    def __init__(self, imported: dict[str, str]) -> None:
        self.imported = imported  # local name -> model
        self.found: set[tuple[str, int]] = set()
        self.names: dict[str, str] = {}  # local variable or argument -> model

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outer, self.names = self.names, dict(self.names)
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            model = self.of_annotation(argument.annotation)
            if model:
                self.names[argument.arg] = model
            else:
                self.names.pop(argument.arg, None)
        self.generic_visit(node)
        self.names = outer

    def visit_Assign(self, node: ast.Assign) -> None:
        self.generic_visit(node)
        model = self.model_of(node.value)
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.names.pop(target.id, None)
                if model:
                    self.names[target.id] = model

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.generic_visit(node)
        model = self.of_annotation(node.annotation)
        if model and isinstance(node.target, ast.Name):
            self.names[node.target.id] = model

    def visit_For(self, node: ast.For) -> None:
        model = self.model_of(node.iter)
        if model and isinstance(node.target, ast.Name):
            self.names[node.target.id] = model
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr in MANAGER_WRITES | ROW_WRITES:
            model = self.model_of(node.func.value)
            if model:
                self.found.add((model, node.lineno))

    def of_annotation(self, node: ast.expr | None) -> str | None:
        """The model that an annotation names, also as `Model | None`."""
        if isinstance(node, ast.Name):
            return self.imported.get(node.id)
        if isinstance(node, ast.BinOp):
            return self.of_annotation(node.left) or self.of_annotation(node.right)
        return None

    def model_of(self, node: ast.expr) -> str | None:
        """The model whose row, rows or manager an expression is."""
        match node:
            case ast.Name(id=name):
                return self.names.get(name) or self.imported.get(name)
            case ast.Call(func=function):
                return self.model_of(function)
            case ast.Attribute(value=value, attr=attribute):
                named = RELATIONS.get(attribute, set())
                if len(named) == 1:
                    return next(iter(named))
                base = self.model_of(value)
                fields = {field.name: field for field in MODELS[base]._meta.fields} if base else {}
                if attribute in fields:
                    related = fields[attribute].related_model
                    return related.__name__ if isinstance(related, type) and related.__name__ in MODELS else None
                return base
            case ast.Subscript(value=value):
                return self.model_of(value)
        return None


def imported_models(tree: ast.Module) -> dict[str, str]:
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("segnavia.registry.models"):
            found |= {alias.asname or alias.name: alias.name for alias in node.names if alias.name in MODELS}
    return found


def writes_in(source: str) -> set[tuple[str, int]]:
    tree = ast.parse(source)
    visitor = Writes(imported_models(tree))
    visitor.visit(tree)
    return visitor.found


def violations() -> Iterator[str]:
    for file in FILES:
        module = module_of(file)
        for model, line in sorted(writes_in(file.read_text(encoding="utf-8"))):
            if module not in {WRITERS[model], ALSO_WRITTEN_BY.get(model)}:
                yield f"{file.relative_to(SOURCE)}:{line} writes {model}, which is for {WRITERS[model]}"


def test_every_model_declares_its_writer() -> None:
    assert MODELS.keys() == WRITERS.keys()


@pytest.mark.parametrize("module", sorted(set(WRITERS.values())))
def test_declared_writer_writes(module: str) -> None:
    """A declaration that nobody uses any more would let its model be written by nobody, and be wrong."""
    models = {model for model, writer in WRITERS.items() if writer == module}
    if models <= BY_LIST:
        pytest.skip("written by the name of their list")
    files = [file for file in FILES if module_of(file) == module]
    assert files, f"{module} does not exist"
    written = {model for file in files for model, _ in writes_in(file.read_text(encoding="utf-8"))}
    assert written & models


def test_rows_are_written_by_their_declared_module_only() -> None:
    assert list(violations()) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        pytest.param("Actor.objects.create(code='x')", {"Actor"}, id="create"),
        pytest.param("Actor.objects.filter(pk=1).update(title='x')", {"Actor"}, id="update of some"),
        pytest.param("actor = Actor(code='x')\nactor.save()", {"Actor"}, id="save of a new row"),
        pytest.param("def f(actor: Actor | None) -> None:\n    actor.delete()", {"Actor"}, id="delete of an argument"),
        pytest.param("for each in Actor.objects.all():\n    each.revise(1)", {"Actor"}, id="revise of each"),
        pytest.param("def f(row: Agreement) -> None:\n    row.parties.all().delete()", {"Party"}, id="by a relation"),
        pytest.param("def f(row: Party) -> None:\n    row.agreement.save()", {"Agreement"}, id="the row above"),
        pytest.param("Actor.objects.get_or_create(code='x')[0].save()", {"Actor"}, id="get or create"),
        pytest.param("Actor.objects.filter(pk=1).first()", set(), id="reading"),
        pytest.param("seen = {}\nseen.update(a=1)", set(), id="something else"),
        pytest.param("def f(actor: dict) -> None:\n    actor.update(a=1)", set(), id="an argument of that name"),
    ],
)
def test_writes_are_seen_in_the_source(code: str, found: set[str]) -> None:
    source = f"from segnavia.registry.models import Actor, Agreement, Party\n{code}\n"
    assert {model for model, _ in writes_in(source)} == found

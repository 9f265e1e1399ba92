from types import ModuleType

import pytest

from segnavia.lake.datasets import Dataset, Kind, folded
from segnavia.lake.errors import LakeError
from segnavia.sources import regis
from segnavia.sources.catalogue import DATASETS, MODULES, get_dataset

EACH = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)


def test_get_dataset_in_any_case() -> None:
    assert get_dataset("pnrr_progetti") is DATASETS["PNRR_Progetti"]


def test_get_dataset_unknown_says_which_there_are() -> None:
    with pytest.raises(LakeError, match=r"no dataset called PNRR_Gatti\. The datasets are: PNRR_Progetti, "):
        get_dataset("PNRR_Gatti")


@EACH
def test_no_two_columns_go_by_the_same_name(dataset: Dataset) -> None:
    claims = [(folded(name), c.name) for c in dataset.columns for name in {c.name, c.header, *c.aliases}]
    owners = {name: {column for claimed, column in claims if claimed == name} for name, _ in claims}
    assert {name: columns for name, columns in owners.items() if len(columns) > 1} == {}
    assert not {folded(header) for header in dataset.left_out} & owners.keys()


@EACH
def test_declaration_names_columns_that_are_there(dataset: Dataset) -> None:
    names = {c.name for c in dataset.columns}
    assert len(names) == len(dataset.columns)
    assert names.issuperset(dataset.key)
    assert names.issuperset(dataset.person_columns)
    assert dataset.as_of is None or dataset.column(dataset.as_of).kind in (Kind.DATE, Kind.QUARTER)
    assert all(names.issuperset(layout.marks) for layout in dataset.layouts)
    assert all(names.issuperset(layout.lacks) for layout in dataset.layouts)
    assert not any(set(layout.marks) & set(layout.lacks) for layout in dataset.layouts)
    assert dataset.layouts[-1].marks == ()  # the oldest layout takes whatever the newer ones do not


@EACH
def test_declaration_attributes_its_publisher(dataset: Dataset) -> None:
    assert dataset.licence == "CC-BY-4.0"
    assert all((dataset.title, dataset.publisher, dataset.attribution))


@EACH
def test_person_columns_come_with_a_tax_code(dataset: Dataset) -> None:
    has_code = any(c.kind is Kind.BODY_TAX_CODE for c in dataset.columns)
    assert has_code or not dataset.person_columns
    assert (dataset.legal_form is None) == (not dataset.person_forms)


@EACH
def test_nothing_of_a_person_is_required(dataset: Dataset) -> None:
    private = {c.name for c in dataset.columns if c.kind is Kind.BODY_TAX_CODE} | {*dataset.person_columns}
    required = {c.name for c in dataset.columns if c.required or c.filled}
    assert not private & required  # or else an extract, which leaves it out, could not be taken in
    assert not private & {*dataset.key}  # or else two persons' rows would look the same


@EACH
def test_a_layouts_required_columns_are_all_in_it(dataset: Dataset) -> None:
    required = {c.name for c in dataset.columns if c.required}
    assert not any(required & set(layout.lacks) for layout in dataset.layouts)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_declaration_says_what_a_row_is(module: ModuleType) -> None:
    assert str(module.__doc__).startswith(f"{module.DATASET.name}: a")
    assert ("Left out:" in str(module.__doc__)) == bool(module.DATASET.left_out)
    assert ("Persons:" in str(module.__doc__)) == bool(module.DATASET.person_columns)


@pytest.mark.parametrize("form", ["02", "2", "64", "00", ""])
def test_forms_of_persons(form: str) -> None:
    assert form in regis.PERSON_FORMS


@pytest.mark.parametrize("form", ["10", "11", "12", "20", "38", "45"])
def test_forms_of_bodies(form: str) -> None:
    assert form not in regis.PERSON_FORMS

import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from segnavia.plans.canonical import canonical, from_canonical, plan_sha256
from segnavia.plans.reader import read
from segnavia.plans.schema import Package, json_schema
from tests.plans.samples import SOUND, package
from tests.plans.strategies import packages
from tests.plans.test_writer import MILANO


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(packages())
def test_canonical_text_gives_the_same_package(original: Package) -> None:
    assert from_canonical(canonical(original)) == original


def test_canonical_is_stable() -> None:
    """A digest that changes here breaks every published bulletin: a new `FORMAT` is needed."""
    assert plan_sha256(package()) == "2cdf2abf689c28c863481edc55fe1ff11079bc207c79ea139768df868dc8ecb7"


def test_canonical_is_compact_sorted_and_exact() -> None:
    text = canonical(package())
    assert '"share":"1/2"' in text
    assert "Città" in text
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_sha256_changes_with_any_field() -> None:
    changed = package(plan={**SOUND["plan"], "note": "altro"})
    assert plan_sha256(changed) != plan_sha256(package())


def test_json_schema_accepts_milan() -> None:
    plan = read(MILANO).package
    assert plan is not None
    jsonschema.Draft202012Validator(json.loads(json_schema())).validate(json.loads(canonical(plan)))


@pytest.mark.parametrize(
    "changes",
    [{"unknown": 1}, {"plan": {**SOUND["plan"], "territory": ""}}, {"missions": [{"code": "M1", "title": "x"}]}],
    ids=["unknown key", "empty code", "no provenance"],
)
def test_json_schema_refuses(changes: dict[str, object]) -> None:
    values = {**json.loads(canonical(package())), **changes}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json.loads(json_schema())).validate(values)

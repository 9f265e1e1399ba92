"""The canonical text of a plan: one JSON text a package, whose SHA-256 names the plan wherever figures rest on it."""

import hashlib
import json

from segnavia.plans.schema import Package


def canonical(package: Package) -> str:
    """The package as JSON with sorted keys, without insignificant blanks, shares as exact texts such as `"1/3"`."""
    values = package.model_dump(mode="json")
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_canonical(text: str) -> Package:
    """The package of a canonical text. Raises `pydantic.ValidationError` for any text that is not one."""
    return Package.model_validate_json(text)


def sha256_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def plan_sha256(package: Package) -> str:
    """The SHA-256 of the package's canonical text, in hexadecimal."""
    return sha256_of(canonical(package))

"""The canonical text of the project-level links behind a bulletin, whose SHA-256 names them there."""

import json
from collections.abc import Sequence
from fractions import Fraction

from segnavia.core.links import Link, Origin
from segnavia.plans.canonical import sha256_of


def canonical(links: Sequence[Link]) -> str:
    """The links, in their order, as JSON with sorted keys and without insignificant blanks; shares as `"1/3"`."""
    values = [
        {
            "project": link.project,
            "objective": link.objective,
            "share": None if link.share is None else str(link.share),
            "reason": link.reason,
            "origin": link.origin.value,
        }
        for link in links
    ]
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_canonical(text: str) -> tuple[Link, ...]:
    """The links of a canonical text."""
    return tuple(
        Link(
            project=value["project"],
            objective=value["objective"],
            share=None if value["share"] is None else Fraction(value["share"]),
            reason=value["reason"],
            origin=Origin(value["origin"]),
        )
        for value in json.loads(text)
    )


def links_sha256(links: Sequence[Link]) -> str:
    """The SHA-256 of the canonical text, in hexadecimal; empty where there are no links."""
    return sha256_of(canonical(links)) if links else ""

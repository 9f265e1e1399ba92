"""Random agreements, as tables that the rules accept: every type and state, texts that spreadsheets trip over."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from segnavia.actions.agreement_tables.declaration import SPECIAL, TABLES, Tables
from segnavia.actions.agreement_values import plain
from segnavia.core.agreement_rules import BINDING, REACHED
from segnavia.core.agreements import SPECIAL_FIELDS, TYPES, AgreementType, FieldKind
from segnavia.core.lifecycle import AgreementState, TaskState

ACTORS = ("citta-metropolitana-di-milano", "comune-di-rho", "camera-di-commercio")
ELEMENTS = ("objectives:M1.01", "objectives:M3.12", "drivers:D05", "reform_tracks:R1")
TRAPS = (
    "=1+1", "'=1+1", "''@x", "+39 02 7740", "-5", "@SUM(A1)", "'Ndrangheta", "_x0041_", "_x005F_x0041_", "TRUE", "1.50",
    "2024-01-01", "00123", "a;b,c", 'tra "virgolette"', "due\nrighe", "tab\tdentro", "<script>alert(1)</script>", "è €",
    "=HYPERLINK(\"http://x\")", "=\n1", "1e5", "\u2028x", "NULL", "#REF!", "x" * 300,
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(TRAPS),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
    st.text("=+-@'\t_x041\n ", max_size=8),
).map(plain)
words = texts.filter(bool)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
past = st.dates(date(2000, 1, 1), date(2024, 12, 31))
amounts = st.none() | st.integers(0, 10**15 - 1).map(lambda cents: Decimal(cents).scaleb(-2).quantize(Decimal("0.01")))
slugs = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
CIGS = ("1234567890", "ABCDEFGHIJ")
CUPS = ("J61F22000330006", "A00B12345678901")


@st.composite
def tables(draw: st.DrawFn, most: int = 3) -> Tables:
    """Up to `most` agreements with all that may belong to them."""
    found: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
    for code in draw(st.lists(slugs, max_size=most, unique=True)):
        _agreement(draw, found, code)
    return {name: tuple(rows) for name, rows in found.items()}


def _agreement(draw: st.DrawFn, found: dict[str, list[dict[str, Any]]], code: str) -> None:
    kind = draw(st.sampled_from(AgreementType))
    state = draw(st.sampled_from(AgreementState))
    starts_on = draw(past)
    signed_on = draw(st.dates(date(1990, 1, 1), starts_on))
    ends_on = draw(st.none() | st.dates(starts_on, date(2200, 12, 31)))
    if state is AgreementState.EXPIRED:
        ends_on = draw(st.dates(starts_on, date(2025, 1, 1)))
    is_signed = REACHED[state] >= 3
    found["agreements"].append(
        {
            "code": code,
            "type": kind.value,
            "title": draw(words),
            "legal_basis": draw(texts if kind is AgreementType.PROTOCOL else words),
            **{
                name: draw(texts)
                for name in ("aims", "publication", "renewal", "territory", "governing_body", "monitoring", "note")
            },
            "state": state.value,
            "signed_on": signed_on if is_signed or draw(st.booleans()) else None,
            "signature": "digital" if is_signed else draw(st.sampled_from(["", "handwritten"])),
            "protocol": draw(texts)[:100].strip(),
            "starts_on": starts_on if REACHED[state] >= 4 else draw(st.sampled_from([None, starts_on])),
            "ends_on": ends_on,
            "is_public": draw(st.booleans()),
            **{f"{SPECIAL}{name}": value for name, value in _special(draw, kind).items()},
        }
    )
    actors = draw(st.permutations(ACTORS))[: draw(st.integers(2, 3))]
    found["parties"] += [_party(draw, code, actor, signed_on) for actor in actors]
    found["elements"] += [{"agreement": code, "element": each} for each in draw(st.sets(st.sampled_from(ELEMENTS)))]
    for name, choices in (("CUP", CUPS), ("CIG", CIGS)):
        found["codes"] += [
            {"agreement": code, "kind": name, "code": each} for each in draw(st.sets(st.sampled_from(choices)))
        ]
    for number in draw(st.sets(st.integers(1, 12), max_size=3)):
        numbered = {"agreement": code, "number": number}
        found["resources"].append({**numbered, "source": draw(words), "amount": draw(amounts), "note": draw(texts)})
        meeting = {"held_on": draw(days), "subject": draw(words), "decisions": draw(texts)}
        found["meetings"].append({**numbered, **meeting})
        if state in BINDING:
            found["amendments"].append({**numbered, **_amendment(draw)})
    codes = draw(st.sets(st.from_regex(r"[A-Za-z0-9.-]{1,6}", fullmatch=True), max_size=3))
    found["commitments"] += [_commitment(draw, code, each, draw(st.sampled_from(actors))) for each in codes]


def _special(draw: st.DrawFn, kind: AgreementType) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: "" if each.kind is FieldKind.TEXT else None for name, each in SPECIAL_FIELDS.items()
    }
    for each in TYPES[kind].special:
        needed = each.required_from is not None
        match each.kind:
            case FieldKind.TEXT:
                values[each.name] = draw(words if needed else texts)
            case FieldKind.DATE:
                values[each.name] = draw(st.none() | days)
            case FieldKind.BOOL:
                values[each.name] = True if needed else draw(st.none() | st.booleans())
    return values


def _party(draw: st.DrawFn, code: str, actor: str, signed_on: date) -> dict[str, Any]:
    return {
        "agreement": code,
        "actor": actor,
        "role": draw(texts),
        "signatory": draw(words),
        "approval_body": draw(texts),
        "approval_number": draw(texts)[:50].strip(),
        "approved_on": signed_on - timedelta(days=draw(st.integers(0, 400))),
        "joined_on": None,
        "left_on": draw(st.none() | days),
    }


def _amendment(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["amendment", "accession", "withdrawal", "renewal"]))
    return {
        "kind": kind,
        "actor": draw(st.sampled_from(ACTORS)) if kind in {"accession", "withdrawal"} else "",
        "dated": draw(days),
        "ends_on": draw(st.none() | days),
        "act": draw(texts),
        "text": draw(words),
    }


def _commitment(draw: st.DrawFn, agreement: str, code: str, actor: str) -> dict[str, Any]:
    state = draw(st.sampled_from(TaskState))
    is_done = state is TaskState.DONE
    return {
        "agreement": agreement,
        "code": code,
        "actor": actor,
        "what": draw(words),
        "due_on": draw(st.none() | days),
        "amount": draw(amounts),
        "element": draw(st.sampled_from(["", *ELEMENTS])),
        "state": state.value,
        "done_on": draw(past) if is_done else None,
        "evidence": draw(words if is_done else texts),
    }


def normal(found: Tables) -> dict[str, list[tuple[tuple[str, Any], ...]]]:
    """Tables whose rows and columns stand in one order, for comparing."""
    return {name: sorted((tuple(sorted(row.items())) for row in rows), key=repr) for name, rows in found.items()}

"""A thousand damaged files: each ends in a whole release whose sums are right, or in a refusal that leaves nothing."""

import csv
import io
import random
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from segnavia.lake.datasets import Dataset, Kind
from segnavia.lake.errors import FileRefusedError
from segnavia.lake.ingest import add
from segnavia.lake.records import split_records
from segnavia.lake.releases import Release, releases
from segnavia.lake.rules import BROKEN_ROW, EMPTY_VALUE, REPEATED_KEY, ROW_RULES
from segnavia.sources.catalogue import DATASETS
from tests.lake.damage import damaged
from tests.lake.samples import everything_under, kept, quarantined
from tests.sources.generator import AS_OF, STYLES, Generator

FILES_A_SEED = 100
BLANKS = " \t\r\n\u00a0"
ABSENT = ("", "N/D", "N/A", "N.D.", "NULL", "NON DEFINITA", "31/12/9999", "9999-12-31")
DIGITS = {Kind.AMOUNT: Decimal("0.01"), Kind.NUMBER: Decimal("0.0001")}
BASES = [
    (dataset, layout, style)
    for dataset in DATASETS.values()
    if dataset.reader is None
    for layout in dataset.layouts
    for style in STYLES
]


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> dict[int, bytes]:
    """The whole files, each written once; filled as they are asked for."""
    return {}


def base(contents: dict[int, bytes], number: int, folder: Path) -> tuple[Dataset, bytes]:
    dataset, layout, style = BASES[number]
    if number not in contents:
        contents[number] = Generator(dataset, layout, style).write(folder / "base.csv").path.read_bytes()
    return dataset, contents[number]


# One seed in the inner loop, all ten in `make test`.
@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_damaged_files(tmp_path: Path, contents: dict[int, bytes], seed: int) -> None:
    chance = random.Random(seed)
    outcomes = {"kept": 0, "refused": 0}
    for number in range(FILES_A_SEED):
        dataset, content = base(contents, chance.randrange(len(BASES)), tmp_path)
        content, damages = damaged(content, chance)
        file = tmp_path / f"{seed}-{number}-{'-'.join(damages)}.csv"  # names the case where something fails
        file.write_bytes(content)
        outcomes[outcome(tmp_path / "home", dataset, file)] += 1
        shutil.rmtree(tmp_path / "home", ignore_errors=True)
        file.unlink()
    assert min(outcomes.values()) > FILES_A_SEED / 10, outcomes  # both ends are reached often enough to tell


def outcome(home: Path, dataset: Dataset, file: Path) -> str:
    try:
        release = add(home, dataset, file, as_of=AS_OF).release
    except FileRefusedError:
        assert everything_under(home) == [], file
        return "refused"
    assert releases(home) == [release]
    assert not any((home / "lake" / ".staging").iterdir())
    assert_rows_add_up(release, file)
    assert_sums_are_right(dataset, release, file)
    return "kept"


def assert_rows_add_up(release: Release, file: Path) -> None:
    m, aside = release.manifest, quarantined(release)
    numbers = sorted(r["source_row"] for r in (*kept(release), *aside))
    assert numbers == list(range(1, m.rows_in + 1)), file
    assert (m.rows_kept, m.rows_quarantined) == (m.rows_in - len(aside), len(aside)), file
    assert {r["code"] for r in aside} <= {rule.code for rule in ROW_RULES}, file
    assert all(r["row_as_published"] for r in aside), file
    assert all(r["code"] == EMPTY_VALUE.code or r["value"] is not None for r in aside), file
    assert all(r["code"] in (BROKEN_ROW.code, REPEATED_KEY.code) or r["column"] for r in aside), file


def assert_sums_are_right(dataset: Dataset, release: Release, file: Path) -> None:
    """Read the kept rows again by Python's own means, cell by cell, and add them up."""
    m = release.manifest
    header, *rows = slow_rows(release, file)
    good = kept(release)
    positions = {name: [h.strip() for h in header].index(written) for name, written in m.columns.items()}
    for column in dataset.columns:
        if column.kind not in DIGITS or column.name not in positions:
            continue
        sums = [Decimal(0), Decimal(0)]
        for row in good:
            raw = rows[row["source_row"] - 1][positions[column.name]]
            expected = slow_number(raw, m.number_formats[column.name])
            assert (row[column.name] is None) == (expected is None), (file, row, column.name, raw)
            sums[0] += row[column.name] or 0
            sums[1] += (expected or Decimal(0)).quantize(DIGITS[column.kind], "ROUND_HALF_UP")
        assert sums[0] == sums[1], (file, column.name, m.number_formats[column.name])


def slow_rows(release: Release, file: Path) -> Iterator[list[str]]:
    """The header and the rows as Python's CSV reader splits them; of a file with broken ones, as `records` does."""
    encoding = "utf-8-sig" if release.manifest.encoding == "utf-8" else "cp1252"
    text = file.read_bytes().decode(encoding)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    header = next(reader)
    yield header
    if "LAK101" not in release.manifest.quarantine:
        yield from (row for row in reader if row)
        return
    copy = file.with_suffix(".utf8")
    copy.write_text(text, encoding="utf-8", newline="")
    yield from (r if isinstance(r, list) else [] for r in split_records(copy, len(header), reader.line_num))
    copy.unlink()


def slow_number(raw: str, number_format: str) -> Decimal | None:
    text = raw.strip(BLANKS)
    if text.upper() in ABSENT:
        return None
    if number_format == "comma":
        text = text.replace(".", "").replace(",", ".")
    return Decimal(text)


def test_seed_gives_the_same_damage_again() -> None:
    content = b"a;b;c\n" + b"1;2;3\n" * 50
    assert damaged(content, random.Random(7)) == damaged(content, random.Random(7))
    assert damaged(content, random.Random(7)) != damaged(content, random.Random(8))

"""`python -m bench [--rows KEY,…] [--repeats N] [--out FILE]`: measure, print the table and write it to a document."""

import argparse
import datetime
import os
import platform
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from bench import interfaces, map, pages, report, writers  # noqa: A004 - the map of a country
from bench.rows import ROOT, SHARED, Bench, Row
from bench.running import Figure, measure

LIBRARIES = ("duckdb", "pandas", "pyarrow")
APART = (writers, map, pages, report, interfaces)  # each is run by itself
NOTES = Path(__file__).parent / "notes.md"


def main() -> None:
    """Measure the rows that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rows", help="the rows to measure, with commas between; by default all")
    parser.add_argument("--repeats", type=int, default=5, help="how often each job is run (5)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "bench.md", help="the document to write")
    options = parser.parse_args()
    if not (SHARED / "tools" / "regis_csv.py").exists():
        sys.exit(f"{SHARED}: the open data are not there. Put the folder `shared` beside the checkout.")
    with tempfile.TemporaryDirectory(prefix="segnavia-bench-") as folder:
        every = Bench(Path(folder), _tell).rows()
        wanted = options.rows.split(",") if options.rows else list(every)
        if unknown := set(wanted) - set(every):
            sys.exit(f"There is no row {', '.join(sorted(unknown))}. The rows are: {', '.join(every)}")
        rows = [every[key]() for key in wanted]
        jobs = {job.name: job for row in rows for job in (row.ours, row.other)}
        figures = measure(list(jobs.values()), options.repeats, _tell)
    table = _table(rows, figures)
    print(table)
    options.out.write_text(_document(table, figures, options.repeats), encoding="utf-8")


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _table(rows: Sequence[Row], figures: Mapping[str, Figure]) -> str:
    lines = ["| What | Seconds | Against | Seconds | Ratio | At most | Peak memory |", "|---|--:|---|--:|--:|--:|--:|"]
    for row in rows:
        ours, other = figures[row.ours.name], figures[row.other.name]
        ratio = ours.seconds / other.seconds
        is_met = ratio <= row.at_most and (row.memory is None or ours.peak <= row.memory)
        memory = f"{ours.peak / 2**20:.0f} MiB" + (f" (at most {row.memory / 2**20:.0f})" if row.memory else "")
        lines.append(
            f"| {row.what} | {ours.seconds:.2f} | {row.against} | {other.seconds:.2f} | "
            f"{'' if is_met else '**not met:** '}{ratio:.2f} | {row.at_most:g} | {memory} |"
        )
    return "\n".join(lines)


def _document(table: str, figures: Mapping[str, Figure], repeats: int) -> str:
    python = platform.python_version()
    versions = ", ".join([f"Python {python}", *(f"{name} {version(name)}" for name in LIBRARIES)])
    spread = "\n".join(
        f"- {name}: {', '.join(f'{seconds:.2f}' for seconds in sorted(figure.times))} s"
        for name, figure in figures.items()
    )
    return f"""# What it costs

Written by `make bench`; do not edit. The words below the figures come from `bench/notes.md`.

{table}

Each figure is the median of {repeats} runs of a whole process, start of the interpreter included; all commands run in
turn, so that what slows the machine falls on each of them. Peak memory is the largest resident set of any run.

- Date: {datetime.datetime.now(datetime.UTC):%Y-%m-%d}
- Machine: {os.cpu_count()} cores ({_processor()}), {_memory() / 2**30:.0f} GiB of memory, {platform.system()}
- Versions: {versions}

All runs, in seconds:

{spread}

{_sections()}

{NOTES.read_text(encoding="utf-8")}"""


def _sections() -> str:
    """What is measured apart, from the figures of the last runs."""
    return "\n\n".join(each.section() for each in APART if each.APART.file.exists())


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


if __name__ == "__main__":
    main()

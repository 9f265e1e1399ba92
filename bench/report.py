"""`python -m bench.report`: what writing the monitoring report costs, on the bulletin that `SEGNAVIA_HOME` shows.

The whole plan with its charts, in each form: in a process that has just begun, and again in the same one, with its
caches filled. The charts that are kept as files are removed before, so that the first time draws them.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.apart import ROOT, Apart

APART = Apart("report")
AGAIN = 5  # times in the same process, of which the median is told


def measure(form: str) -> dict[str, Any]:
    """One form of the whole plan's report: seconds of the first time and of the next ones, and bytes."""
    import django

    django.setup()
    from django.conf import settings

    from segnavia.briefing import state

    begun, worked = time.perf_counter(), time.process_time()
    from segnavia.reports.monitoring.forms import document

    now = state.current()
    assert now is not None
    assert now.bulletin is not None
    drawn = Path(settings.SEGNAVIA_HOME) / "charts"
    for file in drawn.glob("*") if drawn.is_dir() else ():
        file.unlink()
    content = document(now, form)
    first, cpu = time.perf_counter() - begun, time.process_time() - worked
    times = []
    for _time in range(AGAIN):
        begun = time.perf_counter()
        document(now, form)
        times.append(time.perf_counter() - begun)
    return {
        "bulletin": now.bulletin.id,
        "projects": now.bulletin.total.projects_located,
        "first": round(first, 2),
        "cpu": round(cpu, 2),
        "again": round(sorted(times)[AGAIN // 2], 2),
        "bytes": len(content),
    }


def section() -> str:
    """The part of `docs/bench.md` that tells of the report, from the figures of the last run."""
    figures = APART.read()
    any_form = next(iter(figures.values()))
    rows = "\n".join(
        f"| {form.upper()} | {of['first']} | {of['cpu']} | {of['again']} | {of['bytes'] / 1000:,.0f} | {of['load']} |"
        for form, of in figures.items()
    )
    return APART.framed(f"""
## The monitoring report

Written by `python -m bench.report`, which `make bench` does not run. The whole plan with its charts, on bulletin
{any_form["bulletin"]} ({any_form["projects"]:,} projects). The bound is 5 s for the PDF.

| Form | s, the first time in a process | of CPU | s, again | kB | Load |
|---|--:|--:|--:|--:|--:|
{rows}

The first time composes the report, draws the charts and writes the form, with all imports of the libraries; again is
the median of {AGAIN} times in the same process, in which charts and bulletin are read already. “CPU” is what the first
time took of the processors, whatever else the machine did. What is kept as a file is answered without any of it.
""")


def main() -> None:
    """Measure each form in a process of its own, and keep the figures for `docs/bench.md`."""
    parser = argparse.ArgumentParser(prog="python -m bench.report", description=main.__doc__)
    parser.add_argument("--here", help=argparse.SUPPRESS)  # one form, figures to stdout
    options = parser.parse_args()
    if options.here:
        print(json.dumps(measure(options.here)))
        return
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "segnavia.config.settings"}
    figures = {}
    for form in ("pdf", "docx", "pptx", "xlsx"):
        command = [sys.executable, "-m", "bench.report", "--here", form]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        figures[form] = json.loads(done.stdout.splitlines()[-1]) | {"load": round(os.getloadavg()[0], 1)}
        print(form, figures[form], file=sys.stderr)
    APART.keep(figures, section)


if __name__ == "__main__":
    main()

"""`python -m bench.pages`: what the public pages cost, on what SEGNAVIA_HOME shows.

A page against the same bytes as a static file, by the same server and process; pages that nobody has asked for yet; the
whole portal as files; what a browser loads first; Lighthouse, where it is installed. wrk and
h2load are packages of Debian (`wrk`, `nghttp2-client`), Lighthouse one of npm.
"""

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from bench.apart import Apart
from bench.serving import CONNECTIONS, executable, paced, rate, served

APART = Apart("pages")
PORT = 8135
BASE = f"http://127.0.0.1:{PORT}"
AS_A_BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
AT_LEAST, AT_MOST_MS, A_SECOND = 1 / 3, 50, 100
SITE_SECONDS, FIRST_LOAD, SCORE = 60, 300_000, 95
COPIES = "bench"  # folder of the static files in which the same bytes stand
COLD, COLD_A_SECOND = 1_000, 25  # pages that nobody has asked for yet
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM = Path("/usr/bin/chromium")


def measure(seconds: int, repeats: int) -> dict[str, Any]:
    """All of it. The state folder is that of SEGNAVIA_HOME, in which the static files are collected."""
    import django

    django.setup()
    from django.conf import settings

    from segnavia.briefing import state

    now = state.current()
    if now is None or now.bulletin is None:
        sys.exit("SEGNAVIA_HOME shows no bulletin")
    kinds, every = addresses()
    static = Path(settings.STATIC_ROOT)
    figures: dict[str, Any] = {
        "bulletin": now.bulletin.id,
        "territories": len(state.territories().ids),
        "projects": now.bulletin.total.projects_located,
    }
    with tempfile.TemporaryDirectory(prefix="segnavia-pages-") as place:
        folder = Path(place)
        figures["site"] = written(folder)
        command = [executable("segnavia", "make env"), "serve", "--port", str(PORT), "--workers", "1"]
        with served(command, f"{BASE}/", folder / "first.log"):
            copied(kinds, static)
        try:
            with served(command, f"{BASE}/", folder / "log"):
                figures["cold"] = cold(every, folder)
                figures["pages"] = {name: against(name, path, seconds, repeats, folder) for name, path in kinds.items()}
                figures["first_load"] = first_load()
                figures["lighthouse"] = lighthouse(kinds, folder)
        finally:
            shutil.rmtree(static / COPIES, ignore_errors=True)
    return figures


def addresses() -> tuple[dict[str, str], list[str]]:
    """One page of each kind that readers open most, with much on it; and all pages that the sitemap has, in Italian."""
    from django.urls import reverse

    from segnavia.briefing import state
    from segnavia.site.table import addresses as listed

    now = state.current()
    assert now is not None
    pages = [(each.name.partition(":")[2], reverse(each.name, kwargs=dict(each.codes)))
             for each in listed(now) if each.rule.indexed]  # fmt: skip
    first = dict(reversed(pages))  # the first of each kind
    kinds = {
        "home": first["home"],
        "objective": reverse("portal:objective", args=["M3.01"]),
        "municipality": reverse("portal:municipality", args=["015146"]),
        "territory": first["territory"],
        "project": first["project"],
        "projects": first["projects"],
    }
    return kinds, [path for name, path in pages if name != "document"]


def copied(kinds: Mapping[str, str], static: Path) -> None:
    """Put the bytes of these pages among the static files, compressed as they are sent."""
    (static / COPIES).mkdir(exist_ok=True)
    for name, path in kinds.items():
        for ending, encoding in ((".br", "br"), ("", "identity")):
            with urlopen(Request(f"{BASE}{path}", headers={"Accept-Encoding": encoding})) as answer:
                (static / COPIES / f"{name}.html{ending}").write_bytes(answer.read())


def against(name: str, path: str, seconds: int, repeats: int, folder: Path) -> dict[str, Any]:
    """A page and the same bytes as a file, in turn."""
    copy = f"/static/{COPIES}/{name}.html"
    sizes = [len(_asked(each)) for each in (path, copy)]
    if sizes[0] != sizes[1]:
        sys.exit(f"{path} has {sizes[0]} bytes and its copy {sizes[1]}: a page changed meanwhile")
    runs: dict[str, list[dict[str, float]]] = {path: [], copy: []}
    for _ in range(repeats):
        for each, found in runs.items():
            found.append(rate(BASE, [each], seconds, folder, AS_A_BROWSER))
    ours, file = (statistics.median(run["rate"] for run in found) for found in runs.values())
    warm = paced(BASE, [path] * 1000, A_SECOND, folder, AS_A_BROWSER)
    told = {
        "path": path,
        "bytes": sizes[0],
        "rate": round(ours, 1),
        "file": round(file, 1),
        "p99": round(warm["p99"], 1),
        "load": round(os.getloadavg()[0], 1),
    }
    print(name, told, file=sys.stderr)
    return told


def cold(every: Sequence[str], folder: Path) -> dict[str, float]:
    """Pages of all kinds for the first time, which have to be made."""
    chosen = random.Random(20261201).sample(list(every), min(COLD, len(every)))
    found = {name: round(value, 1) for name, value in paced(BASE, chosen, COLD_A_SECOND, folder, AS_A_BROWSER).items()}
    print("cold", found, file=sys.stderr)
    return found


def written(folder: Path) -> dict[str, Any]:
    """The whole portal as files, by the command and once more where nothing has changed."""
    command = [executable("segnavia", "make env"), "site", str(folder / "site")]
    times = []
    for _ in range(2):
        begun = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        times.append(round(time.perf_counter() - begun, 1))
        if len(times) == 1:
            pages, files = (int(number) for number in re.findall(r"(\d+) (?:pages|files)", done.stdout)[:2])
            size = sum(file.stat().st_size for file in (folder / "site").rglob("*") if file.is_file())
    told = {"seconds": times[0], "again": times[1], "pages": pages, "files": files, "bytes": size}
    shutil.rmtree(folder / "site")
    print("site", told, file=sys.stderr)
    return told


def first_load() -> dict[str, int]:
    """The bytes that a browser with nothing kept gets for the home page; those of map data apart."""
    from playwright.sync_api import sync_playwright

    sizes: dict[str, int] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("requestfinished", lambda request: sizes.__setitem__(request.url, _bytes_of(request)))
        page.goto(f"{BASE}/", wait_until="networkidle")
        browser.close()
    maps = sum(size for url, size in sizes.items() if "/mappa/" in url)
    return {"bytes": sum(sizes.values()) - maps, "files": len(sizes), "map_data": maps}


def _bytes_of(request: Any) -> int:
    sizes = request.sizes()
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])


def lighthouse(kinds: Mapping[str, str], folder: Path) -> dict[str, dict[str, int]]:
    """Lighthouse's four scores of each page, on the phone that it pretends to be; empty where it is not installed."""
    command = shutil.which("lighthouse")
    if command is None:
        return {}
    found = {}
    for name, path in kinds.items():
        file = folder / "lighthouse.json"
        how = ["--quiet", "--output=json", f"--output-path={file}", "--chrome-flags=--headless=new --no-sandbox"]
        environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
        subprocess.run([command, f"{BASE}{path}", *how], check=True, env=environment, capture_output=True, timeout=180)
        categories = json.loads(file.read_text(encoding="utf-8"))["categories"]
        found[name] = {each: round(categories[each]["score"] * 100) for each in CATEGORIES}
        print(name, found[name], file=sys.stderr)
    return found


def _asked(path: str) -> bytes:
    with urlopen(Request(f"{BASE}{path}", headers={"Accept-Encoding": "br"})) as answer:
        return bytes(answer.read())


def section() -> str:
    """The part of `docs/bench.md` that tells of the pages, from the figures of the last run."""
    figures = APART.read()
    site, first, slow = figures["site"], figures["first_load"], figures["cold"]
    scores = figures["lighthouse"]
    table = "\n".join(_line(name, of, scores.get(name)) for name, of in figures["pages"].items())
    return APART.framed(f"""
## The public pages

Written by `python -m bench.pages`, which `make bench` does not run, on bulletin {figures["bulletin"]} with
{figures["projects"]:,} projects, one of {figures["territories"]} territories in the same lake.

| Page | kB | a second | the same as a file | Ratio | At least | ms: 99 %, {A_SECOND} a second | Lighthouse |
|---|--:|--:|--:|--:|--:|--:|---|
{table}

- Pages that nobody has asked for yet, which have to be made, {slow["answers"]:,.0f} of all kinds, {COLD_A_SECOND} a
  second, ten of them at the same moment: half within {slow["median"]} ms, 99 % within {slow["p99"]} ms, the slowest
  {slow["slowest"]} ms. No bound is set for them: each is made once for a version, and the first of them, the home page,
  before the server begins.
- `segnavia site`: {site["pages"]:,} pages, {site["files"]:,} files, {site["bytes"] / 1e9:.2f} GB with the compressed
  ones, in **{site["seconds"]} s** ({_met(site["seconds"] < SITE_SECONDS)}at most {SITE_SECONDS}); once more where
  nothing has changed {site["again"]} s.
- First load of the home page: {first["bytes"] / 1000:.0f} kB in {first["files"]} files
  ({_met(first["bytes"] < FIRST_LOAD)}at most {FIRST_LOAD // 1000}), and {first["map_data"] / 1000:.0f} kB of map data.

One process of the server on this machine, asked by wrk over {CONNECTIONS} connections, and by h2load {A_SECOND} times a
second, ten at the same moment, whether or not the answers before are there; medians of runs in turn. Both are sent
compressed by brotli: the page from the memory of the version that it shows, the file by WhiteNoise. Lighthouse tells
performance, accessibility, best practices and search engine optimisation on the phone that it pretends to be; each is
to be at least {SCORE}.
""")


def _line(name: str, of: Mapping[str, Any], scores: Mapping[str, int] | None) -> str:
    ratio = of["rate"] / of["file"]
    told = (
        "not measured"
        if scores is None
        else f"{_met(min(scores.values()) >= SCORE)}{', '.join(map(str, scores.values()))}"
    )
    return (
        f"| {name}, `{of['path']}` | {of['bytes'] / 1000:.0f} | {of['rate']:.0f} | {of['file']:.0f} | "
        f"{_met(ratio >= AT_LEAST)}{ratio:.2f} | {AT_LEAST:.2f} | {_met(of['p99'] < AT_MOST_MS)}{of['p99']} | {told} |"
    )


def _met(is_met: bool) -> str:
    return "" if is_met else "**not met:** "


def main() -> None:
    """Measure, and keep the figures for `docs/bench.md`."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=main.__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segnavia.config.settings")
    APART.keep(measure(options.seconds, options.repeats), section)


if __name__ == "__main__":
    main()

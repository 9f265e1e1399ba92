"""`python -m bench.map`: what the interactive map costs, on the bulletins that `SEGNAVIA_HOME` shows.

First the country's tile set, level by level, in a process that has just begun. Then a real server on a state folder
without any tile: the first answers and the next ones, and a browser without a graphics card that opens each map and
drags it about. The country's figures need the bulletins of all territories (`segnavia monitor --territory all
--publish`).
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from bench.apart import ROOT, Apart

APART = Apart("map")
PAGES = {"territory": "/territorio", "country": "/territorio/italia"}
TITLES = {"territory": "one territory", "country": "the country"}
CHROMIUM = "/usr/bin/chromium"
AGAIN = 200  # requests for what is kept, of which the times are told
DRAGS = 30
COLUMNS = (
    *("Map of", "page first, ms", "measures first, ms", "next (99 %)", "kB", "tile first, ms", "next (99 %)"),
    *("tiles at first, kB", "up, s", "up again, s", "frame, ms (95 %)", "measure changed, ms"),
)
# Every frame's length, in milliseconds.
WATCH = """() => { window.frames_ = []; let last = performance.now();
    const step = now => { window.frames_.push(now - last); last = now; requestAnimationFrame(step); };
    requestAnimationFrame(step); }"""


def levels() -> list[dict[str, Any]]:
    """The country's tile set: for each level its tiles, the seconds to cut it, and the bytes as they are sent."""
    import gzip

    import django

    django.setup()
    from segnavia.briefing import state
    from segnavia.opendata.tile_sets import country_tiles
    from segnavia.opendata.tiles import LEVELS

    tiles = country_tiles(state.territories())
    assert tiles is not None
    found = []
    for level in LEVELS:
        begun = time.perf_counter()
        cut = [content for *_, content in tiles.cut(level)]
        seconds = time.perf_counter() - begun
        sizes = sorted(len(gzip.compress(content, mtime=0)) for content in cut)
        found.append(
            {
                "level": level,
                "tiles": len(cut),
                "seconds": round(seconds, 2),
                "kB": round(sum(sizes) / 1000),
                "largest_kB": round(sizes[-1] / 1000, 1),
            }
        )
    return found


def served(address: str, server: int) -> dict[str, Any]:
    """The answers of a server without tiles: first and next, in milliseconds, for both maps."""
    found: dict[str, Any] = {}
    for name, page in PAGES.items():
        first_page = _seconds(address + page)
        data = f"{address}{page}/mappa.json"
        first_data, body = _seconds(data), _asked(data)
        told = _asked(address + page).decode()
        tile = address + told.partition('data-tile="')[2].partition('"')[0]
        first_tile = _seconds(tile)
        found[name] = {
            "page_first_ms": round(1000 * first_page),
            "data_first_ms": round(1000 * first_data),
            "data_ms": _next(data),
            "data_kB": round(len(body) / 1000, 1),
            "tile_first_ms": round(1000 * first_tile),
            "tile_ms": _next(tile),
            **_seen(address + page),
        }
    found["server_peak_MiB"] = _peak(server)
    return found


def _asked(address: str) -> bytes:
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip" if "mappa" in address else ""})) as answer:
        return bytes(answer.read())


def _seconds(address: str) -> float:
    begun = time.perf_counter()
    _asked(address)
    return time.perf_counter() - begun


def _next(address: str) -> dict[str, float]:
    times = sorted(1000 * _seconds(address) for _ in range(AGAIN))
    return {"half": round(statistics.median(times), 1), "99": round(times[int(AGAIN * 0.99)], 1)}


def _seen(address: str) -> dict[str, Any]:
    """Opened in a browser at 1280 × 900: seconds until the map stands, bytes, and frames while it is dragged."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        loaded: list[tuple[str, int]] = []
        page.on("response", lambda told: loaded.append((told.url, int(told.headers.get("content-length", 0)))))
        times = []
        for _visit in range(2):  # the second with what the browser keeps
            begun = time.perf_counter()
            page.goto(address)
            page.locator(".atlas-up").wait_for(timeout=120_000)
            times.append(time.perf_counter() - begun)
            if len(times) == 1:
                page.wait_for_timeout(1000)
                first = list(loaded)
        box = page.locator(".maplibregl-canvas").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, min(box["y"] + box["height"] / 2, 860)
        page.mouse.move(x, y)
        page.evaluate(WATCH)
        page.mouse.down()
        for step in range(DRAGS):
            page.mouse.move(x + 6 * (step % 15), y + 4 * (step % 11))
            page.wait_for_timeout(30)
        page.mouse.up()
        frames = sorted(page.evaluate("window.frames_"))
        measures = page.locator("[data-measure]")
        change = page.evaluate(
            """async link => { const begun = performance.now(); link.click();
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            return performance.now() - begun; }""",
            measures.nth(1).element_handle(),
        )
        browser.close()
    kilobytes = {
        "script_kB": sum(size for url, size in first if "/dist/map" in url),
        "tiles_kB": sum(size for url, size in first if url.endswith(".mvt")),
    }
    return {
        "up_s": round(times[0], 1),
        "up_again_s": round(times[1], 1),
        **{name: round(size / 1000) for name, size in kilobytes.items()},
        "frame_ms": {"half": round(statistics.median(frames)), "95": round(frames[int(len(frames) * 0.95)])},
        "measure_ms": round(change),
    }


def _peak(process: int) -> int:
    """The largest resident set of the server's workers, in MiB."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    found = [process]
    while children:
        child = int(children.pop())
        found.append(child)
        children += Path(f"/proc/{child}/task/{child}/children").read_text(encoding="utf-8").split()
    sizes = []
    for each in found:
        status = Path(f"/proc/{each}/status").read_text(encoding="utf-8")
        sizes.append(int(status.partition("VmHWM:")[2].split()[0]))
    return round(max(sizes) / 1024)


def section() -> str:
    """The part of `docs/bench.md` that tells of the map, from the figures of the last run."""
    figures = APART.read()
    levels_table = "\n".join(
        f"| {of['level']} | {of['tiles']} | {of['seconds']:.2f} | {of['kB']} | {of['largest_kB']} |"
        for of in figures["levels"]
    )
    table = "\n".join(
        f"| {TITLES[name]} | {of['page_first_ms']} | {of['data_first_ms']} | {of['data_ms']['half']} "
        f"({of['data_ms']['99']}) | {of['data_kB']} | {of['tile_first_ms']} | {of['tile_ms']['half']} "
        f"({of['tile_ms']['99']}) | {of['tiles_kB']} | {of['up_s']} | {of['up_again_s']} | {of['frame_ms']['half']} "
        f"({of['frame_ms']['95']}) | {of['measure_ms']} |"
        for name, of in figures["served"].items()
        if name in PAGES
    )
    head = f"| {' | '.join(COLUMNS)} |\n|---|{'--:|' * (len(COLUMNS) - 1)}"
    script = figures["served"]["territory"]["script_kB"]
    return APART.framed(f"""
## The interactive map

Written by `python -m bench.map`, which `make bench` does not run.

| Level | Tiles of Italy | Seconds to cut all of them | kB compressed | largest, kB |
|--:|--:|--:|--:|--:|
{levels_table}

{head}
{table}

“First” is the first request ever, which works out the country's figures, or cuts a level of the territory; the
country's tiles are cut before the server listens. “Next” is every later one, of any visitor. A browser without a
graphics card, which draws on the same two cores, opens the map, with {script} kB of script and sheet, and drags it
about; “up” is from the address to the map in the place of the drawn one. A change of measure gives every municipality
its class anew. The server's largest process took {figures["served"]["server_peak_MiB"]} MiB; the machine's load average
was {figures["load"]} at the end.
""")


def main() -> None:
    """Measure both maps and keep the figures for `docs/bench.md`."""
    parser = argparse.ArgumentParser(prog="python -m bench.map", description=main.__doc__)
    parser.add_argument("--port", type=int, default=18190)
    parser.add_argument("--levels", action="store_true", help=argparse.SUPPRESS)  # figures to stdout, in this process
    options = parser.parse_args()
    if options.levels:
        print(json.dumps(levels()))
        return
    with tempfile.TemporaryDirectory(prefix="segnavia-map-") as folder:
        home = Path(folder) / "home"
        given = Path(os.environ["SEGNAVIA_HOME"])
        # a copy without tiles: what is written there must not be found the next time
        shutil.copytree(given, home, symlinks=True, ignore=shutil.ignore_patterns("tiles", "static", "lake"))
        environment = os.environ | {"SEGNAVIA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "segnavia.config.settings"}
        cut = subprocess.run(
            [sys.executable, "-m", "bench.map", "--levels"],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True,
        )  # fmt: skip
        command = [sys.executable, "-c", "from segnavia.cli.main import main; main()", "serve"]
        with subprocess.Popen(
            [*command, "--port", str(options.port), "--workers", "1"], env=environment, cwd=ROOT
        ) as server:
            try:
                address = f"http://127.0.0.1:{options.port}"
                _wait_for(f"{address}/robots.txt")
                measured = served(address, server.pid)
            finally:
                server.terminate()
    figures = {"levels": json.loads(cut.stdout), "served": measured, "load": round(os.getloadavg()[0], 1)}
    APART.keep(figures, section)
    print(section())


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            _asked(address)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


if __name__ == "__main__":
    main()

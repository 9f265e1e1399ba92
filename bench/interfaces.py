"""`python -m bench.interfaces`: the API against Datasette, the features against pygeoapi, on what SEGNAVIA_HOME shows.

Each serves the same rows, one process each, and is asked by wrk for the same pages and filters in turn, for some
seconds and several times. The peers are in the extra `peers` (`make bench` installs it); wrk is a package of Debian.
"""

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from bench.apart import Apart
from bench.serving import CONNECTIONS, executable, rate, served

APART = Apart("interfaces")
PAGE = 100  # rows
PORTS = {"segnavia": 8131, "datasette": 8132, "suggesting": 8133, "pygeoapi": 8134}
AT_LEAST = 3.0  # times the peer's rate
COLLECTIONS = ("municipalities", "projects")
SPATIALITE = "mod_spatialite"
PEERS_ARE = "the peers are installed by: pip install -e '.[peers]'"


@dataclass(frozen=True)
class Asked:
    """One comparison: the same questions, as ours and as the peer's addresses."""

    name: str
    what: str
    peer: str
    ours: Sequence[str]
    theirs: Sequence[str]


def questions(rows: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """Pages, filters and orders of the projects, as our addresses and as Datasette's."""
    ours, theirs = [], []
    for first in range(0, len(rows), PAGE):  # every page, from the first to the last
        ours.append(f"/api/v1/projects?limit={PAGE}&offset={first}")
        after = f"&_next={quote(rows[first - 1]['key'])}" if first else ""
        theirs.append(f"_size={PAGE}{after}")
    for mission in sorted({row["mission"] for row in rows}):
        for state in sorted({row["state"] for row in rows}):
            ours.append(f"/api/v1/projects?limit={PAGE}&mission={mission}&state={state}")
            theirs.append(f"_size={PAGE}&mission={mission}&state={state}")
        ours.append(f"/api/v1/projects?limit={PAGE}&mission={mission}&sort=-funding_pnrr")
        theirs.append(f"_size={PAGE}&mission={mission}&_sort_desc=funding_pnrr")
    return ours, [f"/open/projects.json?_shape=objects&{each}" for each in theirs]


def boxes(bbox: Sequence[float]) -> list[str]:
    """The territory cut into sixteen, as `bbox=` of both."""
    west, south, east, north = bbox
    across, up = (east - west) / 4, (north - south) / 4
    corners = [(west + x * across, south + y * up) for x in range(4) for y in range(4)]
    return [f"bbox={x:.4f},{y:.4f},{x + across:.4f},{y + up:.4f}" for x, y in corners]


def write_table(rows: list[dict[str, Any]], file: Path) -> None:
    """The projects as a table of SQLite, with an index for each column that the questions name."""

    def plain(value: object) -> object:
        return float(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else value

    names = list(rows[0])
    with sqlite3.connect(file) as db:
        db.execute(f"CREATE TABLE projects ({', '.join(names)}, PRIMARY KEY (key)) WITHOUT ROWID")
        marks = ", ".join("?" for _ in names)
        db.executemany(f"INSERT INTO projects VALUES ({marks})", [[plain(row[name]) for name in names] for row in rows])
        for name in ("mission", "state", "funding_pnrr"):
            db.execute(f"CREATE INDEX by_{name} ON projects ({name})")
        db.execute("ANALYZE")


def pygeoapi_files(base: str, folder: Path, has_spatialite: bool) -> tuple[Path, str]:
    """pygeoapi's configuration for the features that we serve, and how it keeps them."""
    resources = {}
    for name in COLLECTIONS:
        file = folder / f"{name}.geojson"
        with urlopen(f"{base}/ogc/collections/{name}/items?limit=1000") as answer:
            told = json.load(answer)
        while nexts := [link["href"] for link in told["links"] if link["rel"] == "next"]:
            with urlopen(nexts[0]) as answer:
                page = json.load(answer)
            told = {**page, "features": told["features"] + page["features"]}
        file.write_text(json.dumps({"type": "FeatureCollection", "features": told["features"]}))
        provider = {"type": "feature", "name": "GeoJSON", "data": str(file), "id_field": "id"}
        if has_spatialite:
            package = file.with_suffix(".gpkg")
            subprocess.run(["ogr2ogr", "-nln", name, str(package), str(file)], check=True)
            provider |= {"name": "SQLiteGPKG", "data": str(package), "id_field": "fid", "table": name}
        resources[name] = {
            "type": "collection",
            "title": name,
            "description": name,
            "keywords": [name],
            "links": [],
            "extents": {
                "spatial": {"bbox": [-180, -90, 180, 90], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}
            },
            "providers": [provider],
        }
    at = f"http://127.0.0.1:{PORTS['pygeoapi']}"
    settings = {
        "server": {
            "bind": {"host": "127.0.0.1", "port": PORTS["pygeoapi"]},
            "url": at,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["en-US"],
            "limits": {"default_items": PAGE, "max_items": 1000},
            "map": {"url": "https://tile.example.org/{z}/{x}/{y}.png", "attribution": "none"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": "bench",
                "description": "bench",
                "keywords": ["bench"],
                "keywords_type": "theme",
                "terms_of_service": "none",
                "url": at,
            },
            "license": {"name": "CC-BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
            "provider": {"name": "bench", "url": at},
            "contact": {"name": "bench", "email": "bench@example.org"},
        },
        "resources": resources,
    }
    file = folder / "pygeoapi.yml"
    file.write_text(json.dumps(settings))  # JSON is YAML
    return file, "a GeoPackage" if has_spatialite else "files of GeoJSON, which it reads whole for each request"


def _has_spatialite(python: str) -> bool:
    """Whether that Python can read a GeoPackage as pygeoapi does: not every build of it may load what SQLite needs."""
    tried = "import sqlite3; db = sqlite3.connect(':memory:'); db.enable_load_extension(True); db.load_extension(%r)"
    done = subprocess.run([python, "-c", tried % SPATIALITE], capture_output=True, check=False)
    return done.returncode == 0 and shutil.which("ogr2ogr") is not None


def _described(command: str, folder: Path, configuration: Path) -> dict[str, str]:
    """The environment of a server of pygeoapi, with the OpenAPI document that it wants."""
    document = folder / "openapi.yml"
    environment = {**os.environ, "PYGEOAPI_CONFIG": str(configuration), "PYGEOAPI_OPENAPI": str(document)}
    with document.open("w") as told:
        subprocess.run([command, "openapi", "generate", str(configuration)], env=environment, stdout=told, check=True)
    return environment


def measure(seconds: int, repeats: int, pygeoapi: str) -> dict[str, Any]:
    """All comparisons: the median rates of each, all asked in turn. `pygeoapi` is its command."""
    import django

    django.setup()
    from segnavia.briefing import state
    from segnavia.opendata import tables

    now = state.current()
    if now is None or now.bulletin is None:
        sys.exit("SEGNAVIA_HOME shows no bulletin")
    rows = tables.table(now, "projects").to_pylist()
    ours, theirs = questions(rows)
    bases = {name: f"http://127.0.0.1:{port}" for name, port in PORTS.items()}
    with tempfile.TemporaryDirectory(prefix="segnavia-interfaces-") as place, ExitStack() as servers:
        folder = Path(place)
        write_table(rows, folder / "open.db")

        def serve(name: str, command: Sequence[str], path: str, environment: Mapping[str, str] = os.environ) -> None:
            servers.enter_context(served(command, bases[name] + path, folder / f"{name}.log", environment))

        command = [executable("segnavia", "make env"), "serve", "--port", str(PORTS["segnavia"]), "--workers", "1"]
        # the allowance is counted, and never used up
        serve("segnavia", command, "/api/v1/status", {**os.environ, "API_REQUESTS_PER_MINUTE": str(10**9)})
        datasette = [executable("datasette", PEERS_ARE), "serve", "-i", str(folder / "open.db")]
        plain = ["--setting", "suggest_facets", "off", "-p", str(PORTS["datasette"])]
        serve("datasette", [*datasette, *plain], "/open.json")
        serve("suggesting", [*datasette, "-p", str(PORTS["suggesting"])], "/open.json")
        python = str(Path(pygeoapi).with_name("python"))
        configuration, kept_as = pygeoapi_files(bases["segnavia"], folder, _has_spatialite(python))
        environment = _described(pygeoapi, folder, configuration)
        gunicorn = [python, "-m", "gunicorn", "pygeoapi.flask_app:APP", "--workers=1", "--worker-class=gthread"]
        bind = ["--threads=4", f"--bind=127.0.0.1:{PORTS['pygeoapi']}"]
        serve("pygeoapi", [*gunicorn, *bind], "/conformance?f=json", environment)
        asked = [
            Asked("projects", "`/api/v1/projects`", "datasette", ours, theirs),
            Asked("projects-suggesting", "the same", "suggesting", ours, theirs),
            *[_features(name, bases["segnavia"]) for name in COLLECTIONS],
        ]
        figures = {each.name: _compare(each, bases, seconds, repeats, folder) for each in asked}
    return {"bulletin": now.bulletin.id, "rows": len(rows), "kept_as": kept_as, "seconds": seconds, "of": figures}


def _features(name: str, base: str) -> Asked:
    with urlopen(f"{base}/ogc/collections/{name}") as answer:
        told = json.load(answer)
    with urlopen(f"{base}/ogc/collections/{name}/items?limit=1") as answer:
        total = json.load(answer)["numberMatched"]
    pages = [f"offset={first}" for first in range(0, total, PAGE)]
    asked = [f"limit={PAGE}&{each}" for each in (*pages, *boxes(told["extent"]["spatial"]["bbox"][0]))]
    return Asked(
        f"ogc-{name}",
        f"`/ogc` items of {name}",
        "pygeoapi",
        [f"/ogc/collections/{name}/items?{each}" for each in asked],
        [f"/collections/{name}/items?f=json&{each}" for each in asked],
    )


def _compare(asked: Asked, bases: Mapping[str, str], seconds: int, repeats: int, folder: Path) -> dict[str, Any]:
    runs: dict[str, list[dict[str, float]]] = {"ours": [], "theirs": []}
    for _ in range(repeats):
        runs["ours"].append(rate(bases["segnavia"], asked.ours, seconds, folder))
        runs["theirs"].append(rate(bases[asked.peer], asked.theirs, seconds, folder))
    told: dict[str, Any] = {"what": asked.what, "peer": asked.peer, "questions": len(asked.ours)}
    for who, all_of in runs.items():
        told[who] = round(statistics.median(run["rate"] for run in all_of), 1)
        told[f"{who}_p99"] = round(statistics.median(run["p99"] for run in all_of), 1)
    told["load"] = round(os.getloadavg()[0], 1)
    print(asked.name, told, file=sys.stderr)
    return told


PEERS = {
    "datasette": "Datasette, told to suggest no facets",
    "suggesting": "Datasette as it comes",
    "pygeoapi": "pygeoapi",
}


def section() -> str:
    """The part of `docs/bench.md` that tells of the interfaces, from the figures of the last run."""
    figures = APART.read()
    lines = []
    for of in figures["of"].values():
        ratio = of["ours"] / of["theirs"]
        lines.append(
            f"| {of['what']} | {of['ours']:.0f} | {of['ours_p99']} | {PEERS[of['peer']]} | {of['theirs']:.0f} | "
            f"{of['theirs_p99']} | {'' if ratio >= AT_LEAST else '**not met:** '}{ratio:.1f} | {AT_LEAST:g} | "
            f"{of['questions']} | {of['load']} |"
        )
    table = "\n".join(lines)
    return APART.framed(f"""
## The interfaces

Written by `python -m bench.interfaces`, which `make bench` does not run, on bulletin {figures["bulletin"]} with
{figures["rows"]:,} projects.

| What | a second | ms: 99 % | Against | a second | ms: 99 % | Ratio | At least | Questions | Load |
|---|--:|--:|---|--:|--:|--:|--:|--:|--:|
{table}

Each is one process on this machine, asked by wrk over {CONNECTIONS} connections for {figures["seconds"]} s at a
time, all in turn; the figures are medians. The questions are asked one after the other: every page of {PAGE} rows,
every mission with every state, every mission by money; of the features every page and sixteen boxes. Datasette has the
same rows in SQLite, with the key as its primary key and an index on each column that is asked for; suggesting facets is
what it does by itself with every page, and most of its time. pygeoapi has the same features as
{figures["kept_as"]}, behind the same kind of server as ours; it is given a GeoPackage where its Python can load
SpatiaLite. Ours counts each request towards its allowance, as it does for everybody. “Load” is the machine's load
average at the end: it has two cores.
""")


def main() -> None:
    """Measure, and keep the figures for `docs/bench.md`."""
    parser = argparse.ArgumentParser(prog="python -m bench.interfaces", description=main.__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--pygeoapi", help="its command, where it is installed elsewhere, with gunicorn beside it")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segnavia.config.settings")
    pygeoapi = options.pygeoapi or executable("pygeoapi", PEERS_ARE)
    APART.keep(measure(options.seconds, options.repeats, pygeoapi), section)


if __name__ == "__main__":
    main()

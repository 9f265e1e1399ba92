#!/usr/bin/env python3
# SPDX-FileCopyrightText: Segnavia contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes sure that what the tests talk to is on the machine: PostgreSQL, Chromium, LibreOffice, Poppler, GDAL.

As root on a Debian system it installs what is missing; otherwise it says what to install, and ends with status 1.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def missing() -> list[str]:
    """The Debian packages that are needed and not there."""
    needed = []
    if not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) and not shutil.which("initdb"):
        needed.append("postgresql")
    if not shutil.which("chromium"):
        needed.append("chromium")
    if not shutil.which("soffice"):
        needed += ["libreoffice-writer", "libreoffice-calc", "libreoffice-impress"]
    if not shutil.which("ogrinfo"):
        needed.append("gdal-bin")
    if not shutil.which("pdftoppm"):
        needed.append("poppler-utils")
    return needed


def main() -> int:
    """Install what is missing, or say it."""
    packages = missing()
    if not packages:
        return 0
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"The tests need {' and '.join(packages)}. Install them: apt-get install {' '.join(packages)}")
        return 1
    print(f"Installing {', '.join(packages)}…", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=True)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-FileCopyrightText: Segnavia contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs a command with DATABASE_URL naming a PostgreSQL of its own, which is gone afterwards.

usage: with_postgres.py COMMAND [ARGUMENT…]

The server listens on a socket in a temporary folder only, so it meets no other. As root it runs as the user `postgres`,
which the server asks for. A DATABASE_URL that is set already is used as it is.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

USER = "postgres"


def binaries() -> Path:
    """The folder of the newest PostgreSQL's programs."""
    folders = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found = shutil.which("initdb")
    if found:
        folders.append(Path(found).parent)
    if not folders:
        sys.exit("No PostgreSQL server is installed: apt-get install postgresql")
    return max(folders, key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0)


def main() -> int:
    """Start the server, run the command, stop the server; the command's exit status."""
    command = sys.argv[1:]
    if not command:
        sys.exit(__doc__)
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="segnavia-postgres-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        account = pwd.getpwnam(USER)
        os.chown(folder, account.pw_uid, account.pw_gid)
        as_user = ["runuser", "-u", USER, "--"]
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*as_user, str(programs / program), *arguments], cwd=folder, stdout=subprocess.DEVNULL, check=True
        )

    try:
        run("initdb", "-D", str(data), "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            url = f"postgres://{USER}@{quote(str(folder), safe='')}/{USER}"
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())

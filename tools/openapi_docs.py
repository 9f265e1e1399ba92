#!/usr/bin/env python3
# SPDX-FileCopyrightText: Segnavia contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The OpenAPI document of the API as a file in review: what a change makes of the interface is seen in its difference.

It is made in a process of its own: it needs the whole application with its addresses, and other documents want it not
to be set up.
"""

import json
import os
import subprocess
import sys
import tempfile

AT = "http://127.0.0.1:8000"  # where a demonstration is served


def openapi() -> str:
    """The document in English, as text."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "SEGNAVIA_HOME": home, "SECRET_KEY": "of no use", "FEEDBACK_ADDRESS": ""}
        environment["DJANGO_SETTINGS_MODULE"] = "segnavia.config.settings"
        command = [sys.executable, __file__]
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


def main() -> None:
    """Print it."""
    import django

    django.setup()
    from segnavia.api.document import document

    print(json.dumps(document("en", AT), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()

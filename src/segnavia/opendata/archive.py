"""The whole data package in one archive: the CSV files, their description in two languages, and how to read it."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from segnavia.briefing.state import State
from segnavia.opendata import package
from segnavia.opendata.declaration import TABLES
from segnavia.opendata.publisher import address
from segnavia.opendata.sheet import words

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP knows: the same content gives the same bytes


def archive_name(now: State) -> str:
    """The file's name, the same for ever: what it holds is told inside."""
    return f"segnavia-{now.book.package.plan.code}.zip"


def archive(now: State, target: Path, path_of: Callable[[str], Path]) -> None:
    """Write the archive; `path_of` says where a file of that name lies."""
    names = [package.NAME, package.ENGLISH, *(f"{name}.csv" for name in TABLES)]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for name in names:
            file.writestr(_entry(name), path_of(name).read_bytes())
        file.writestr(_entry("LEGGIMI.md"), _read_me(now))


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _EPOCH)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o644 << 16
    return made


def _read_me(now: State) -> str:
    header = now.book.package.plan
    lines = [
        f"# {header.title}",
        "",
        words(package.DESCRIPTION),
        "",
        _("This folder is a data package: datapackage.json describes every table and column, keys, units and sources."),
        _("Licence: Creative Commons Attribution 4.0 (CC BY 4.0)."),
        address("data"),
        "",
    ]
    lines += [f"- `{each.name}.csv`: {words(each.title)}. {words(each.description)}" for each in TABLES.values()]
    return "\n".join([*lines, ""])

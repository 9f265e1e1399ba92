"""A plan package as one zip file: the same package always gives the same bytes."""

import io
import zipfile
from collections.abc import Sequence

from segnavia.plans.schema import ActRecord, Package
from segnavia.plans.writer import files_of


def archive_of(package: Package, folder: str, history: Sequence[ActRecord] = ()) -> bytes:
    """The package's files in a zip, inside a folder of this name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files_of(package, history).items():
            # a fixed date: the moment of packing is no part of the plan
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}"), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()

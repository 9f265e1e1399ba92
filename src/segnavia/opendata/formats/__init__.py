"""The forms in which tables are downloaded: CSV, JSON, Parquet, XLSX and GeoJSON, each written as a file of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_noop

from segnavia.opendata.formats import delimited, features, objects, parquet, workbook
from segnavia.opendata.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Format:
    """A form of a table: its ending, media type, its name in the European Union's list of file types, what it is for.

    `use` is a message id. `is_text`: it is worth sending it compressed.
    """

    ending: str
    title: str
    media_type: str
    file_type: str
    use: str
    write: Callable[[Sheet, Path], None]
    is_text: bool = False


FORMATS: Mapping[str, Format] = {
    each.ending: each
    for each in (
        Format(
            "csv",
            "CSV",
            "text/csv; charset=utf-8; header=present",
            "CSV",
            gettext_noop("for any program, comma-separated, with a dot before the decimals"),
            delimited.write,
            is_text=True,
        ),
        Format(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "XLSX",
            gettext_noop("for Excel and LibreOffice, with typed cells"),
            workbook.write,
        ),
        Format(
            "json",
            "JSON",
            "application/json",
            "JSON",
            gettext_noop("for programs on the web"),
            objects.write,
            is_text=True,
        ),
        Format(
            "parquet",
            "Parquet",
            "application/vnd.apache.parquet",
            "PARQUET",
            gettext_noop("for R, Python and DuckDB, small and typed"),
            parquet.write,
        ),
        Format(
            "geojson",
            "GeoJSON",
            "application/geo+json",
            "GEOJSON",
            gettext_noop("for QGIS and maps on the web"),
            features.write,
            is_text=True,
        ),
    )
}


def formats_of(*, has_places: bool) -> tuple[Format, ...]:
    """The forms of a table; GeoJSON only where its rows have places."""
    return tuple(each for each in FORMATS.values() if has_places or each.ending != "geojson")

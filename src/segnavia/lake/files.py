"""What kind of file this is, and whether it is whole: looked at before anything is made of it."""

import codecs
import csv
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from segnavia.lake.errors import FileRefusedError

DELIMITER = ";"
_PARQUET_MAGIC = b"PAR1"
_WEB_PAGE = (b"<!doctype", b"<html")
_BLOCK = 1 << 20
Progress = Callable[[int, int], None]  # bytes done, bytes in all


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A publisher's file. `terminated`: its last line ends, as that of a whole file does."""

    path: Path
    format: Literal["csv", "parquet", "feather"]
    encoding: str
    sha256: str
    size: int
    terminated: bool

    @property
    def name(self) -> str:
        """The file's name; a folder's with its parent's, as `data` alone says little."""
        return "/".join(self.path.parts[-2:]) if self.format == "feather" else self.path.name


def inspect(path: Path, progress: Progress | None = None) -> SourceFile:
    """Read the file once: its hash, format, encoding and whether it ends. Raises `FileRefusedError`."""
    if not path.exists():
        raise FileRefusedError(f"{path}: there is no such file", "Check the name and the folder")
    if path.is_dir():
        raise FileRefusedError(f"{path}: this is a folder", "Name the file in it")
    size = path.stat().st_size
    if size == 0:
        raise FileRefusedError(f"{path}: the file is empty", "Download it again")
    with path.open("rb") as stream:
        head = stream.read(512)
        stream.seek(-min(4, size), 2)
        tail = stream.read(4)
    if head.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_WEB_PAGE):
        raise FileRefusedError(
            f"{path}: this is a web page, not the data: the publisher's server refuses some programs",
            "Download it with a browser",
        )
    parquet = head.startswith(_PARQUET_MAGIC)
    if path.suffix.lower() == ".parquet" and not (parquet and tail == _PARQUET_MAGIC):
        raise FileRefusedError(
            f"{path}: this is not a whole Parquet file (its first and last four bytes should be PAR1)",
            "Copy or download it again, or give a CSV its own ending",
        )
    digest, utf8, has_nul, cut = _read_through(path, size, decode=not parquet, progress=progress)
    if parquet:
        return SourceFile(path, "parquet", "binary", digest, size, terminated=True)
    if has_nul:
        raise FileRefusedError(
            f"{path}: this is neither a CSV nor a Parquet file", "Unpack it if it is an archive, or download it again"
        )
    if cut:
        # A windows-1252 file whose only accent is its very last byte would look the same: too rare to guess for.
        raise FileRefusedError(
            f"{path}: the file is truncated: it ends in the middle of a character", "Download it again"
        )
    encoding = "utf-8" if utf8 else "windows-1252"
    return SourceFile(path, "csv", encoding, digest, size, terminated=tail[-1:] in b"\r\n")


def inspect_folder(folder: Path) -> SourceFile:
    """The Feather files of a folder, taken as one. Raises `FileRefusedError`."""
    parts = sorted(folder.glob("*.feather"))
    if not parts:
        raise FileRefusedError(f"{folder}: there is no Feather file in this folder", "Check the name of the folder")
    size = sum(p.stat().st_size for p in parts)
    return SourceFile(folder, "feather", "binary", sha256_of(*parts), size, terminated=True)


def sha256_of(*files: Path) -> str:
    """The SHA-256 of the files' bytes, one after the other, in hexadecimal."""
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def _read_through(path: Path, size: int, *, decode: bool, progress: Progress | None) -> tuple[str, bool, bool, bool]:
    """The file's hash, whether it is UTF-8, whether it holds a NUL, and whether it ends inside a UTF-8 character."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, has_nul, done = True, False, 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            done += len(block)
            if decode:
                has_nul = has_nul or b"\0" in block
                if utf8:
                    try:
                        decoder.decode(block)
                    except UnicodeDecodeError:
                        utf8 = False
            if progress:
                progress(done, size)
    return digest.hexdigest(), utf8, has_nul, utf8 and bool(decoder.getstate()[0])


def this_file(path: Path) -> str:
    """The path as the engine's reading functions must be told it, to whom `[`, `*` and `?` stand for other files."""
    return re.sub(r"[\[*?]", r"[\g<0>]", str(path))


def as_utf8(file: SourceFile, folder: Path) -> Path:
    """The file itself if it is UTF-8, or else a copy of it in UTF-8 in `folder`."""
    if file.encoding == "utf-8":
        return file.path
    copy = folder / "transcoded.csv"
    try:
        with (
            file.path.open(encoding="cp1252", newline="") as source,
            copy.open("w", encoding="utf-8", newline="") as out,
        ):
            while text := source.read(_BLOCK):
                out.write(text)
    except UnicodeDecodeError as error:
        raise FileRefusedError(
            f"{file.path}: byte {error.start} is neither UTF-8 nor windows-1252", "Download the file again"
        ) from None
    return copy


def read_headers(path: Path) -> tuple[list[str], int]:
    """The header record of a UTF-8 CSV, and the number of lines it takes. Raises `FileRefusedError`."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=DELIMITER)
        try:
            headers = next(reader)
        except (StopIteration, csv.Error):
            raise FileRefusedError(f"{path}: no header line can be read", "Download the file again") from None
    if len(headers) < 2:
        raise FileRefusedError(f"{path}: {_wrong_separator(headers[0])}", "Save it with ; between the columns")
    return [h.strip() for h in headers], reader.line_num


def _wrong_separator(header: str) -> str:
    for separator, name in ((",", "a comma"), ("\t", "a tab"), ("|", "a bar")):
        if separator in header:
            return f"the columns are separated by {name}, and not by a semicolon (;)"
    return "the first line holds one column only, and not several separated by a semicolon (;)"

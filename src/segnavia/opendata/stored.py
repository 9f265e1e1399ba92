"""A file as it lies ready to be sent, with a compressed twin where that is worth it."""

import gzip
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a published folder. Sizes are bytes; `compressed` is the size of its `.gz`, 0 where there is none."""

    name: str
    media_type: str
    size: int
    sha256: str
    compressed: int = 0

    @property
    def etag(self) -> str:
        """What names these very bytes in an answer."""
        return f'"{self.sha256[:32]}"'


def stored(path: Path, media_type: str, *, is_text: bool) -> Stored:
    """What there is to say of a file that was just written; a text is compressed beside it."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    compressed = 0
    if is_text:
        twin = path.with_name(f"{path.name}.gz")
        # without a name and a clock in it, the same text gives the same bytes
        with path.open("rb") as stream, twin.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
            shutil.copyfileobj(stream, out, _CHUNK)
        compressed = twin.stat().st_size
    return Stored(path.name, media_type, path.stat().st_size, digest.hexdigest(), compressed)

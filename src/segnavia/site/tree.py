"""The folder of a site: what stands in it, and how a new one takes its place."""

import ctypes
import json
import os
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from segnavia.site.compressing import ENDINGS, compressed, compressible

MANIFEST = ".segnavia-site.json"
_AT_FDCWD, _EXCHANGE = -100, 2  # of Linux: <fcntl.h>, <linux/fs.h>


@dataclass(slots=True)
class Manifest:
    """Which files stand in a site, each with the hash of its content; and of what they were made."""

    made_of: str = ""
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, site: Path) -> "Manifest":
        """The manifest of a site; an empty one where there is none that can be read."""
        try:
            told = json.loads((site / MANIFEST).read_text(encoding="utf-8"))
            return cls(told["made_of"], told["files"])
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def write(self, site: Path) -> None:
        """Write it into the site."""
        told = {"made_of": self.made_of, "files": dict(sorted(self.files.items()))}
        (site / MANIFEST).write_text(json.dumps(told, indent=0), encoding="utf-8")


@dataclass(slots=True)
class Put:
    """Puts files into a new site: those that the site before has with the same content are linked, and keep their time.

    `before` and its `known` manifest are of the site that stands; `written` counts the files that are new or changed.
    """

    site: Path
    before: Path
    known: Manifest
    written: int = 0
    _folders: set[str] = field(default_factory=set)

    def file(self, name: str, body: bytes, media_type: str) -> str:
        """Put a file, with its compressed ones beside it. Gives the hash of its content."""
        digest = blake2b(body, digest_size=16).hexdigest()
        target = self._target(name)
        encodings = tuple(ENDINGS) if compressible(media_type, len(body)) else ()
        if self.known.files.get(name) == digest and self._link(name, encodings):
            return digest
        _write(target, body)
        for encoding in encodings:
            _write(f"{target}{ENDINGS[encoding]}", compressed(body, encoding))
        self.written += 1
        return digest

    def same(self, name: str, other: str, digest: str) -> None:
        """Put a file that has the content of another, which was put before and has this hash."""
        self.written += self.known.files.get(name) != digest
        target, source = self._target(name), f"{self.site}/{other}"
        for ending in ("", *ENDINGS.values()):
            if Path(f"{source}{ending}").exists():
                _link(f"{source}{ending}", f"{target}{ending}")

    def _target(self, name: str) -> str:
        """The path of a file in a folder that is there. Texts, as there are a hundred thousand of them."""
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            (self.site / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self.site}/{name}"

    def _link(self, name: str, encodings: tuple[str, ...]) -> bool:
        """Link the file of the site before, if all of it is there."""
        try:
            for ending in ("", *(ENDINGS[encoding] for encoding in encodings)):
                _link(f"{self.before}/{name}{ending}", f"{self.site}/{name}{ending}")
        except OSError:
            for ending in ("", *ENDINGS.values()):
                Path(f"{self.site}/{name}{ending}").unlink(missing_ok=True)
            return False
        return True


def _write(path: str, body: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        while body:  # one write may take less than all of it
            body = body[os.write(descriptor, body) :]
    finally:
        os.close(descriptor)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileExistsError:  # two processes found the same page at once
        Path(target).unlink(missing_ok=True)
        os.link(source, target)


def take_the_place(new: Path, site: Path, old: Path) -> None:
    """Let `new` stand where `site` stands, which is moved away. A reader finds the one or the other, whole.

    In one step where the system can exchange two folders, as Linux does; elsewhere in two renames, with `old` as the
    name of what was moved away.
    """
    if not site.exists():
        new.rename(site)
    elif not _exchange(new, site):
        site.rename(old)
        new.rename(site)


def _exchange(one: Path, other: Path) -> bool:
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    return bool(rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _EXCHANGE) == 0)

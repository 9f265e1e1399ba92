"""Which files people may attach, and how a file's first bytes show that it is what its name says."""

import re
import unicodedata
from dataclasses import dataclass

MAX_BYTES = 20 * 1024 * 1024
HEAD_BYTES = 8192  # as many of the first bytes as any check needs
# Also line ends, halves of characters, and the marks that turn a name around, by which `fdp.exe` looks like `exe.pdf`.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# The object identifier of PKCS #7 signed data, which stands at the head of every CAdES envelope (.p7m).
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: the end of its name, its media type, and the extension that its bytes must show.

    `shown` is what the `filetype` library tells of its bytes; empty for kinds that it does not know.
    """

    extension: str
    media_type: str
    shown: str = ""


KINDS: dict[str, Kind] = {
    kind.extension: kind
    for kind in (
        Kind("pdf", "application/pdf", "pdf"),
        Kind("p7m", "application/pkcs7-mime"),
        Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        Kind("odt", "application/vnd.oasis.opendocument.text", "odt"),
        Kind("ods", "application/vnd.oasis.opendocument.spreadsheet", "ods"),
        Kind("png", "image/png", "png"),
        Kind("jpg", "image/jpeg", "jpg"),
        Kind("jpeg", "image/jpeg", "jpg"),
        Kind("txt", "text/plain; charset=utf-8"),
        Kind("csv", "text/csv; charset=utf-8"),
    )
}


def file_name(name: str) -> str:
    """A file's name without folders and control characters, at most 200 characters; its ending is kept."""
    plain = unicodedata.normalize("NFC", _CONTROL.sub("", name.replace("\\", "/").rsplit("/", 1)[-1])).strip()
    stem, dot, extension = plain.rpartition(".")
    return f"{stem[: max(199 - len(extension), 0)]}{dot}{extension}"[:200] if dot else plain[:200]


def kind_of_name(name: str) -> Kind | None:
    """The kind that a file's name says, or `None` for one that is not taken."""
    return KINDS.get(name.rpartition(".")[2].lower())


def shows(kind: Kind, head: bytes, shown: str) -> bool:
    """Whether a file's first bytes are of this kind; `shown` is the extension that `filetype` tells of them."""
    if kind.shown:
        return shown == kind.shown
    if kind.extension == "p7m":
        return head[:1] == b"\x30" and _SIGNED_DATA in head[:64]
    return not shown and _is_text(head)


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3  # a character cut at the end of the head
    return True

"""Bodies compressed once and sent many times: brotli and gzip, always the same bytes for the same body."""

import gzip

import brotli

SMALLEST = 500  # bytes: below, the headers of an answer are more than what is saved
TEXTS = (
    *("text/", "application/json", "application/problem+json", "application/ld+json", "application/geo+json"),
    *("application/xml", "application/atom+xml", "application/rdf+xml", "application/javascript", "image/svg"),
)
# Of a page of 20 to 160 kB brotli makes at 5 some 2 % less than at 4 in the same time, 0.5 to 5 ms; at 9 it takes ten
# times as long for 2 % more, at 11 a hundred times for 15 %. gzip at 6 takes as long as brotli, and at 9 gains 1 %.
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
ENDINGS = {"gzip": ".gz", "br": ".br"}  # of the files that web servers look for


def compressible(media_type: str, size: int) -> bool:
    """Whether it is worth it."""
    return size >= SMALLEST and media_type.startswith(TEXTS)


def compressed(body: bytes, encoding: str) -> bytes:
    """The body in `br` or `gzip`."""
    if encoding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
    return gzip.compress(body, GZIP_LEVEL, mtime=0)

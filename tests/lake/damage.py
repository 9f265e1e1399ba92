"""Ways to damage a publisher's CSV, each reproducible from a seed."""

import random
from collections.abc import Callable

Damage = Callable[[bytes, random.Random], bytes]


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def lose_a_piece(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randrange(1, 300) :]


def repeat_a_piece(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randrange(1, 300)]
    return content[:start] + piece + content[start:]


def shuffle_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    rows = lines[1:]
    chance.shuffle(rows)
    return b"".join([lines[0], *rows] if chance.random() < 0.9 else [*rows, lines[0]])


def move_a_column(content: bytes, chance: random.Random) -> bytes:
    """Cells change places in every line, as far as lines split at each separator."""
    rows = [line.split(b";") for line in content.splitlines(keepends=True)]
    width = len(rows[0])
    one, other = chance.randrange(width - 1), chance.randrange(width - 1)  # not the last, which ends the line
    for row in rows if chance.random() < 0.7 else rows[1:]:
        if len(row) == width:
            row[one], row[other] = row[other], row[one]
    return b"".join(b";".join(row) for row in rows)


def drop_or_double_a_column(content: bytes, chance: random.Random) -> bytes:
    rows = [line.split(b";") for line in content.splitlines(keepends=True)]
    column, times = chance.randrange(len(rows[0]) - 1), chance.choice((0, 2))
    return b"".join(b";".join([*row[:column], *row[column : column + 1] * times, *row[column + 1 :]]) for row in rows)


def rename_a_column(content: bytes, chance: random.Random) -> bytes:
    header, _, rest = content.partition(b"\n")
    names = header.split(b";")
    names[chance.randrange(len(names))] = chance.choice((b"Colore", b"", b"CUP", b"\xff", b'"', b"a" * 5000))
    return b";".join(names) + b"\n" + rest


def encode_anew(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", errors="ignore")
    return text.encode(chance.choice(("utf-16", "utf-16-le", "cp1252", "latin-1", "utf-8", "utf-8-sig")), "replace")


def mix_encodings(content: bytes, chance: random.Random) -> bytes:
    return _insert(content, chance, ("à".encode("latin-1"), "€".encode("cp1252"), b"\x81", b"\xc3", "’".encode()), 3)


def break_quotes(content: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return content.replace(b'"', chance.choice((b"", b"'", b'""')))
    return _insert(content, chance, (b'"', b';"', b'";', b'""'), 3)


def end_lines_otherwise(content: bytes, chance: random.Random) -> bytes:
    ends = (b"\n", b"\r\n", b"\r", b"\n\n")
    if chance.random() < 0.3:
        return content.replace(b"\r\n", b"\n").replace(b"\n", chance.choice(ends))
    return b"".join(line.rstrip(b"\r\n") + chance.choice(ends) for line in content.splitlines(keepends=True))


def separate_otherwise(content: bytes, chance: random.Random) -> bytes:
    other = chance.choice((b",", b"\t", b"|", b" "))
    if chance.random() < 0.5:
        return content.replace(b";", other)
    return _replace_some(content, chance, b";", other)


def mix_numbers(content: bytes, chance: random.Random) -> bytes:
    one, other = chance.choice(((b",", b"."), (b".", b","), (b"0", b"O"), (b"5", b"1e5"), (b",", b",,")))
    return _replace_some(content, chance, one, other)


def mix_dates(content: bytes, chance: random.Random) -> bytes:
    one, other = chance.choice(((b"/", b"-"), (b"-", b"/"), (b"/20", b"/"), (b"31/", b"02/"), (b"/0", b"/13")))
    return _replace_some(content, chance, one, other)


def put_in_bytes(content: bytes, chance: random.Random) -> bytes:
    return _insert(content, chance, (b"\0", b"\x01", b"\x1a", b"\t", b"\xc2\xa0", b"\xef\xbb\xbf", b"\\"), 3)


def put_in_a_huge_cell(content: bytes, chance: random.Random) -> bytes:
    return _insert(content, chance, (b"9" * 50_000, b"x" * 1_500_000, b'"' + b"\n" * 1000 + b'"', b";" * 10_000), 1)


def change_bytes(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def swap_bytes_for_likely_ones(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 20)):
        changed[chance.randrange(len(changed))] = chance.choice(b'0123456789.,;-/" \nNnA')
    return bytes(changed)


DAMAGES: tuple[Damage, ...] = (
    *(cut, lose_a_piece, repeat_a_piece, shuffle_lines, move_a_column, drop_or_double_a_column, rename_a_column),
    *(encode_anew, mix_encodings, break_quotes, end_lines_otherwise, separate_otherwise, mix_numbers, mix_dates),
    *(put_in_bytes, put_in_a_huge_cell, change_bytes, swap_bytes_for_likely_ones),
)


def damaged(content: bytes, chance: random.Random) -> tuple[bytes, list[str]]:
    """The content after one to three damages, and their names."""
    done = chance.choices(DAMAGES, k=chance.choice((1, 1, 1, 2, 3)))
    for damage in done:
        if content.count(b"\n") > 1 and content.partition(b"\n")[0].count(b";") > 1:
            content = damage(content, chance)
    return content, [damage.__name__ for damage in done]


def _insert(content: bytes, chance: random.Random, pieces: tuple[bytes, ...], most: int) -> bytes:
    for _ in range(chance.randrange(1, most + 1)):
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice(pieces) + content[at:]
    return content


def _replace_some(content: bytes, chance: random.Random, one: bytes, other: bytes) -> bytes:
    share = chance.choice((0.01, 0.2, 1))
    first, *rest = content.split(one)
    return first + b"".join((other if chance.random() < share else one) + part for part in rest)

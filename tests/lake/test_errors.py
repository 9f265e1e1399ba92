import errno
import os
from pathlib import Path

import duckdb
import pytest

from segnavia.lake.errors import unwritten

HOME = Path("/srv/state")
FREE, ANOTHER = "Free some space on the disk of /srv/state", "let SEGNAVIA_HOME name another"


def of(code: int) -> OSError:
    return OSError(code, os.strerror(code))


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        *((of(code), f"{FREE} or {ANOTHER}") for code in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)),
        *(
            (of(code), f"/srv/state is no folder that you may write: {ANOTHER}")
            for code in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.ENOENT)
        ),
        (duckdb.IOException('Could not write "x": No space left on device\nmore'), f"{FREE} or {ANOTHER}"),
        (of(errno.EIO), f"{FREE}, check who may write there, or {ANOTHER}"),
    ],
    ids=lambda value: type(value).__name__ + str(getattr(value, "errno", "")) if isinstance(value, Exception) else "",
)
def test_unwritten_says_what_mends_it(error: Exception, remedy: str) -> None:
    told = unwritten("it could not be written", error, HOME, "nothing was kept")
    assert told.remedy == f"{remedy}; nothing was kept"
    assert told.problem.startswith("it could not be written (")
    assert "\n" not in str(told)


def test_unwritten_without_an_outcome() -> None:
    assert unwritten("x", of(errno.ENOSPC), HOME).remedy == f"{FREE} or {ANOTHER}"

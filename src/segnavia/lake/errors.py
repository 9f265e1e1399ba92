"""The one exception family of the lake: a file, a command or a disk that cannot serve, told with its remedy."""

import errno
import os
from pathlib import Path

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_WRONG_FOLDER = (
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOTDIR,
    errno.EEXIST,  # a file stands where the folder should be
    errno.ENOENT,
    errno.ENAMETOOLONG,
    errno.ELOOP,
)


class LakeError(Exception):
    """What is wrong and what to do about it, in that order."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}. {remedy}")
        self.problem = problem
        self.remedy = remedy


class FileRefusedError(LakeError):
    """A file that cannot become a release; nothing of it was kept."""


class NoReleaseError(LakeError):
    """A dataset of which the lake holds no release yet."""


def unwritten(problem: str, error: Exception, home: Path, outcome: str = "") -> LakeError:
    """The error that says why `home` cannot be written and what mends that; `outcome` says what became of the work."""
    free = f"Free some space on the disk of {home}"
    another = "let SEGNAVIA_HOME name another"
    if _is_one_of(_NO_SPACE, error):
        remedy = f"{free} or {another}"
    elif _is_one_of(_WRONG_FOLDER, error):
        remedy = f"{home} is no folder that you may write: {another}"
    else:
        remedy = f"{free}, check who may write there, or {another}"
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error).splitlines()[0]
    return LakeError(f"{problem} ({reason})", f"{remedy}; {outcome}" if outcome else remedy)


def _is_one_of(codes: tuple[int, ...], error: Exception) -> bool:
    """Whether an error of the system is one of `codes`. The SQL engine passes on its text and not its number."""
    if isinstance(error, OSError):
        return error.errno in codes
    return any(os.strerror(code) in str(error) for code in codes)

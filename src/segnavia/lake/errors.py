"""The one exception family of the lake: a file, a command or a disk that cannot serve, told with its remedy."""


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

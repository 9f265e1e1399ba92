"""A progress bar on the terminal, and silence where the output is not one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TransferSpeedColumn,
)


@contextmanager
def progress(title: str, *, in_bytes: bool = False) -> Iterator[Callable[[str, int, int | None], None]]:
    """Show how far a job of several steps is; gives a function of (step, done, total) to call.

    `in_bytes` says that what is done are bytes, and shows how many. A total of `None` is
    not known.
    """
    console = Console(stderr=True)
    told: tuple[ProgressColumn, ...] = (DownloadColumn(), TransferSpeedColumn()) if in_bytes else ()
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        *told,
        TextColumn("{task.fields[step]}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,  # or else it leaves an empty line in a log
    )
    with bar:
        task = bar.add_task(title, total=None, step="")

        def show(step: str, done: int, total: int | None) -> None:
            bar.update(task, step=step, completed=done, total=total)

        yield show

"""A progress bar on the terminal, and silence where the output is not one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show how far a job of several steps is; gives a function of (step, done, total) to call."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[step]}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,  # or else it leaves an empty line in a log
    )
    with bar:
        task = bar.add_task(title, step="")

        def show(step: str, done: int, total: int) -> None:
            bar.update(task, step=step, completed=done, total=total)

        yield show

"""What is measured by itself, not by `make bench`: where its figures stay, and its part of `docs/bench.md`."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "bench.md"
NOTES = "## What the bounds are made of"  # the part that follows all of them


@dataclass(frozen=True)
class Apart:
    """One of them by its name: that of its module, and of the file of its figures."""

    name: str

    @property
    def file(self) -> Path:
        """The figures of the last run."""
        return ROOT / "bench" / f"{self.name}.json"

    def read(self) -> Any:
        """The figures of the last run."""
        return json.loads(self.file.read_text(encoding="utf-8"))

    def framed(self, text: str) -> str:
        """The part of the document, between the marks by which it is found again."""
        return f"{self._begin}\n{text.strip()}\n{self._end}"

    def keep(self, figures: Any, section: Callable[[], str]) -> None:
        """Keep these figures, and write the section that tells of them in the place of the last one."""
        self.file.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        text = DOCUMENT.read_text(encoding="utf-8")
        if self._begin in text:
            before, _, rest = text.partition(self._begin)
            after = rest.partition(self._end)[2]
        else:
            before, _, rest = text.partition(NOTES)
            after = f"\n\n{NOTES}{rest}"
        DOCUMENT.write_text(before + section() + after, encoding="utf-8")

    @property
    def _begin(self) -> str:
        return f"<!-- {self.name}: python -m bench.{self.name} -->"

    @property
    def _end(self) -> str:
        return f"<!-- end of {self.name} -->"

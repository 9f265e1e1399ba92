"""Reading a page as a browser would: its links, its text, and what the content policy would refuse."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Markup(HTMLParser):
    """What a page holds. `refused` lists what a policy without inline code would block."""

    source: str
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lang: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "html":
            self.lang = values.get("lang") or ""
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        if tag == "style" or (
            tag == "script" and not values.get("src") and values.get("type") != "application/ld+json"  # data, never run
        ):
            self.refused.append(f"inline <{tag}>")
        self.refused += [f"{tag} {name}" for name in values if name == "style" or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """The text with single blanks, whatever their kind."""
        return " ".join(" ".join(self.words).split())

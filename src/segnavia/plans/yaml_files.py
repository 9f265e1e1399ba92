"""YAML into plain values with the line of each: the structure of a package, never an object of somebody's choice.

Nodes are composed and not constructed: no tag is obeyed, repeated keys are all told, and each value keeps its line.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from segnavia.plans import refusals
from segnavia.plans.refusals import Problems

Path = tuple[str | int, ...]

_DEEPEST = 20  # a package has six levels: a file, a list, a part, its sections, a section, a text
_TAG = "tag:yaml.org,2002:"
# Dates and decimals have no place in a package: they stay texts, and the schema judges them.
_SCALARS: dict[str, Callable[[str], object]] = {
    _TAG + "int": int,
    _TAG + "bool": lambda text: text.lower() == "true",
    _TAG + "null": lambda _: None,
    _TAG + "float": float,
}


@dataclass(slots=True)
class Document:
    """A YAML file as plain values. `lines` tells the line of each path, such as `("parts", 0, "title")`."""

    file: str
    value: object = None
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of the nearest thing that is there: a missing key stands where its record begins."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(file: str, text: str, problems: Problems) -> Document | None:
    """The document that `text` holds, or `None` when it is not YAML and `problems` says so."""
    try:
        refused = _refused_event(text)
        if refused is not None:
            reason, line = refused
            problems.add(refusals.MALFORMED_YAML, file, line, reason=reason)
            return None
        root = YAML(pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or error.context
        problems.add(refusals.MALFORMED_YAML, file, mark.line + 1 if mark else 1, reason=reason)
        return None
    except (YAMLError, ValueError) as error:
        problems.add(refusals.MALFORMED_YAML, file, 1, reason=str(error).splitlines()[0])
        return None
    document = Document(file)
    if root is not None:
        document.value = _plain(root, (), document, problems)
    return document


def _refused_event(text: str) -> tuple[str, int] | None:
    """What YAML allows and a package does not, with its line: anchors, tags and too much depth."""
    depth = 0
    for event in YAML(pure=True).parse(text):
        line = event.start_mark.line + 1
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        if isinstance(event, AliasEvent):
            return "it refers to an anchor", line
        if isinstance(event, ScalarEvent | CollectionStartEvent):
            if event.anchor is not None:
                return "it sets an anchor", line
            if event.tag is not None:
                return "it sets a tag", line
        if depth > _DEEPEST:
            return "too many levels", line
    return None


def _plain(node: Node, path: Path, document: Document, problems: Problems) -> object:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return _mapping(node, path, document, problems)
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, index), document, problems) for index, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: MappingNode, path: Path, document: Document, problems: Problems) -> dict[str, object]:
    values: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
        line = key_node.start_mark.line + 1
        if key in values:
            first = document.lines[*path, key]
            problems.add(refusals.REPEATED_KEY, document.file, line, key=key, first=first)
            continue
        document.lines[*path, key] = line
        values[key] = _plain(value_node, (*path, key), document, problems)
    return values


def _scalar(node: Node) -> object:
    text = str(node.value)
    try:
        return _SCALARS.get(str(node.tag), str)(text)
    except ValueError:  # 0x1F, 1_000: numbers of YAML that no field of a package wants
        return text

"""The parts of an edited document beside its text: the stamp, the comments, what its styles mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.core.evaluation import Note
from readiness.core.plain import visible
from readiness.core.sef_stamp import STAMP_NAMESPACE, SefStamp, parse_stamp
from readiness.intake.containers import Package
from readiness.intake.sef_word_runs import W, parse_day

if TYPE_CHECKING:
    from lxml.etree import _Element

_REFERENCE_STYLE_NAMES = {"sef reference", "sef evidence number"}


@dataclass(frozen=True, slots=True)
class StyleMeanings:
    """What a paragraph or run of a style is, by style id."""

    levels: dict[str, int]
    """Heading level, 1 to 9."""
    contents: frozenset[str]
    """Lines of a contents page."""
    references: frozenset[str]
    """Printed references."""


def read_stamp(package: Package) -> SefStamp | None:
    """The stamp of the export, or None when the file has none or it was damaged."""
    for name in sorted(package.names):
        if not (name.startswith("customXml/") and name.endswith(".xml")):
            continue
        root = package.xml(name)
        if root.tag == f"{{{STAMP_NAMESPACE}}}stamp":
            return parse_stamp("".join(root.itertext()))
    return None


def read_comments(package: Package, main: str) -> dict[str, Note]:
    """Comments by id."""
    found: dict[str, Note] = {}
    for part in package.related(main, "comments"):
        for comment in package.xml(part).iter(f"{W}comment"):
            lines = ("".join(one.itertext(f"{W}t")) for one in comment.iter(f"{W}p"))
            text = visible("\n".join(line for line in lines if line.strip()), keep_breaks=True)
            by = visible(comment.get(f"{W}author", "")) or "somebody"
            if text:
                found[comment.get(f"{W}id", "")] = Note(
                    by=by, on=parse_day(comment.get(f"{W}date", "")), text=text
                )
    return found


def read_styles(package: Package, main: str) -> StyleMeanings:
    """What the document's styles mean; empty meanings where it has none."""
    levels: dict[str, int] = {}
    contents, references = set(), set()
    for part in package.related(main, "styles"):
        for style, name in _named(package.xml(part)):
            key = style.get(f"{W}styleId", "")
            if name.startswith("heading ") and name[8:].isdigit():
                levels[key] = int(name[8:])
            elif (outline := style.find(f"{W}pPr/{W}outlineLvl")) is not None:
                level = outline.get(f"{W}val", "")
                levels[key] = int(level) + 1 if level.isdigit() and int(level) < 9 else 0  # noqa: PLR2004 - 9: body
            if name.startswith(("toc ", "contents ")):
                contents.add(key)
            if name in _REFERENCE_STYLE_NAMES:
                references.add(key)
    return StyleMeanings(levels, frozenset(contents), frozenset(references))


def _named(root: _Element) -> Iterator[tuple[_Element, str]]:
    for style in root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        yield style, "" if name is None else name.get(f"{W}val", "").lower()

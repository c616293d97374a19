"""What a version for publication or inspection leaves out, and how it says what is not agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from readiness.base.text import figure_of, listed
from readiness.formats.word.model import Block, Paragraph, Part
from readiness.model.definition.framework import Framework
from readiness.model.records.evaluation import Statement


def waiting_words(statements: Sequence[Statement], framework: Framework) -> str:
    """That statements are not agreed yet, and by whom: their words are not there, but they exist.

    Where some wait for one agency and some for another, each is said to have some left.
    """
    asked = [agency for agency in framework.agencies if agency.agrees]
    waits = [[agency.spoken for agency in asked if not one.agreed_by(agency.id)] for one in statements]
    missing = [agency.spoken for agency in asked if any(agency.spoken in names for names in waits)]
    are = "is" if len(statements) == 1 else "are"
    told = f"{figure_of(len(statements), 'statement')} {are} not yet agreed"
    if all(names in ([], missing) for names in waits):
        return f"{told} by {listed(missing)}." if missing else f"{told}."
    return f"{told}. Still to agree one or more of them: {listed(missing)}."


def left_out(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without notes of what is missing, and without headings that then have nothing below.

    The line that names the evidence of a whole section is nothing of the part it happens to follow.
    """
    kept = [one for one in blocks if not (isinstance(one, Paragraph) and one.role == "missing")]
    for at, block in enumerate(kept):
        level = _level(block)
        below = _level_below(kept[at + 1]) if at + 1 < len(kept) else 1
        if not level or not below or below > level:
            yield block


def _level_below(block: Block) -> int:
    """The level of a heading that follows, and that of a section where its line of evidence does."""
    is_line_of_evidence = isinstance(block, Paragraph) and block.role == "source"
    return _SECTION if is_line_of_evidence else _level(block)


_SECTION = 3
"""Level of the headings inside a section; its line of evidence ends the last of them."""


def _level(block: Block) -> int:
    """1 to 9 for a heading, 0 for anything else."""
    is_heading = isinstance(block, Paragraph) and block.role.startswith("heading")
    return int(block.role.removeprefix("heading")) if is_heading and isinstance(block, Paragraph) else 0


def without_names(part: Part) -> Part:
    """The part without the bookmarks by which a copy would be read back."""
    return replace(part, blocks=tuple(map(_unnamed, part.blocks)))


def _unnamed(block: Block) -> Block:
    is_named = isinstance(block, Paragraph) and block.bookmark.startswith("sef")
    return replace(block, bookmark="") if isinstance(block, Paragraph) and is_named else block

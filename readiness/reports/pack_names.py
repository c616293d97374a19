"""Numbered file names for a pack: ``NNN_section_item_title.ext``, safe wherever the pack may land.

Names are plain ASCII: every unpacking program, checksum tool and share reads those alike. The
original title and file name stand in the index.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from readiness.core.errors import RefusedError
from readiness.core.file_names import legal_name, name_key, split_suffix
from readiness.core.plain import visible
from readiness.reports.pack_plan import PackItem, PackPlan, PlacedFile

LONGEST_TITLE = 60
LONGEST_PART = 16
"""Characters of a section or item id in a name."""
LONGEST_WINDOWS_PATH = 259
LONGEST_SHAREPOINT_PATH = 400
_LEAST_DIGITS = 3
_KEPT_LETTERS = {"\u00df": "ss", "\u00e6": "ae", "\u00c6": "AE", "\u00f8": "o", "\u00d8": "O",
                 "\u0153": "oe", "\u0142": "l", "\u0141": "L", "\u00f0": "d", "\u00fe": "th"}  # fmt: skip


def placed_files(plan: PackPlan) -> tuple[PlacedFile, ...]:
    """Every file of the plan with its number and name; one file for several items is placed for each."""
    pairs = list(plan.files())
    digits = max(_LEAST_DIGITS, len(str(len(pairs))))
    placed: list[PlacedFile] = []
    taken: set[str] = set()
    for number, (item, file) in enumerate(pairs, start=1):
        name = pack_name(number, digits, item, file.title or file.path.name, file.path.name)
        if name_key(name) in taken:
            raise AssertionError(f"two pack files would share a name at number {number}")
        taken.add(name_key(name))
        placed.append(PlacedFile(number, item, file, f"data/{name}"))
    return tuple(placed)


def pack_name(number: int, digits: int, item: PackItem, title: str, original: str) -> str:
    """The file's name in the pack.

    Args:
        number: Its place in the pack; makes the name unique.
        digits: How many digits the number is padded to.
        item: The item it answers.
        title: The evidence's title.
        original: Its own file name, which gives the suffix.
    """
    _stem, suffix = split_suffix(original)
    ending = re.sub(r"[^a-z0-9.]", "", suffix)
    has_suffix = suffix and title.casefold().endswith(suffix)
    words = slug(title[: -len(suffix)] if has_suffix else title, LONGEST_TITLE)
    parts = (f"{number:0{digits}d}", slug(item.section, LONGEST_PART), slug(item.id, LONGEST_PART), words)
    return legal_name("_".join(part for part in parts if part) + ending)


def slug(text: str, longest: int) -> str:
    """Text as plain words joined by dashes, at most `longest` characters; empty when no letter is left."""
    folded = "".join(_KEPT_LETTERS.get(one, one) for one in text)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    joined = re.sub(r"[^A-Za-z0-9]+", "-", re.sub(r"['`]", "", plain)).strip("-")
    if len(joined) <= longest:
        return joined
    cut = joined[: longest + 1].rpartition("-")[0] or joined[:longest]
    return cut.strip("-")


def path_warnings(root_length: int, names: Sequence[str]) -> tuple[str, ...]:
    """What is too long where, given the length of the path the pack will stand at.

    Raises:
        RefusedError: A path would be too long even for SharePoint.
    """
    longest = max(names, key=len, default="")
    length = root_length + 1 + len(longest)
    if length > LONGEST_SHAREPOINT_PATH:
        raise RefusedError(
            f"A path in the pack would have {length} characters; SharePoint allows 400.",
            visible(longest),
            "Choose a folder with a shorter path, or build a zip and unpack it nearer to the drive's root.",
        )
    if length > LONGEST_WINDOWS_PATH:
        return (f"A path in the pack has {length} characters; some Windows programs stop at 259.",)
    return ()

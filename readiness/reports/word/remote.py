"""References of a template to other places: taken out, so that opening a document fetches nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.core.plain import visible
from readiness.core.problems import Problem, Where
from readiness.reports.word.markup import R, W
from readiness.reports.word.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_FETCHING_FIELDS = re.compile(
    r"\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD|MACROBUTTON|HTMLACTIVEX)\b",
    re.IGNORECASE,
)
_HARMLESS_FIELD = ' QUOTE "" '
_PICTURES = ("drawing", "pict", "object")


def take_out_remote_references(package: Package, name: str) -> Iterator[Problem]:
    """Remove references that a program would follow by itself, and say which.

    Ordinary links, which only a reader follows, stay.
    """
    for rels in [one for one in package.parts if one.endswith(".rels")]:
        yield from _clean_relationships(package, rels, name)
    for part in [one for one in package.parts if one.startswith("word/") and one.endswith(".xml")]:
        yield from _clean_fields(package, part, name)


def _clean_relationships(package: Package, rels: str, name: str) -> Iterator[Problem]:
    root = package.xml(rels)
    fetched = [
        one
        for one in root
        if one.get("TargetMode") == "External" and not one.get("Type", "").endswith("/hyperlink")
    ]
    for one in fetched:
        root.remove(one)
        kind = one.get("Type", "").rpartition("/")[2]
        target = visible(one.get("Target", ""))
        yield Problem(
            "warning", Where(name), f"A reference to another place was taken out ({kind}: {target})."
        )
    if fetched:
        package.put_xml(rels, root)
        _take_out_users(package, rels, {one.get("Id", "") for one in fetched})


def _take_out_users(package: Package, rels: str, ids: set[str]) -> None:
    """Remove the elements of a part that used the references."""
    folder, _, file = rels.rpartition("/_rels/")
    part = posixpath.join(folder, file.removesuffix(".rels"))
    if part not in package.parts:
        return
    root = package.xml(part)
    users = [
        one
        for one in root.iter()
        if ids & {value for key, value in one.attrib.items() if key.startswith(f"{{{R}}}")}
    ]
    for user in users:
        around = (one for one in user.iterancestors() if one.tag in {f"{{{W}}}{name}" for name in _PICTURES})
        _remove(next(around, user))
    package.put_xml(part, root)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _clean_fields(package: Package, part: str, name: str) -> Iterator[Problem]:
    """Blank fields that fetch or run something when they are refreshed."""
    root = package.xml(part)
    found = False
    for one in root.iter(f"{{{W}}}instrText", f"{{{W}}}fldSimple"):
        is_simple = one.tag == f"{{{W}}}fldSimple"
        instruction = one.get(f"{{{W}}}instr", "") if is_simple else one.text or ""
        if not _FETCHING_FIELDS.match(instruction):
            continue
        found = True
        if is_simple:
            one.set(f"{{{W}}}instr", _HARMLESS_FIELD)
        else:
            one.text = _HARMLESS_FIELD
        yield Problem(
            "warning", Where(name), f"A field that fetches something was blanked: {visible(instruction)}."
        )
    if found:
        package.put_xml(part, root)

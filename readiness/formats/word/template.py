"""A council's own template: checked, made safe, and its styles matched to the roles a document needs.

Nothing in a template is ever executed or fetched: macros are refused, references to other places are taken
out and reported, and no expression in its text means anything to us.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError
from readiness.base.problems import Problem, Where
from readiness.base.text import counted, visible
from readiness.formats import packages
from readiness.formats.word import package as documents
from readiness.formats.word.namespaces import R, W
from readiness.formats.word.package import (
    CONTENT_TYPES,
    DECLARATION,
    DOCUMENT,
    LANGUAGE,
    MAIN_TYPE,
    OFFICE,
    WORD,
    Package,
    set_language,
)
from readiness.formats.word.styles import STYLE_NAMES
from readiness.formats.word.template_places import give_places, paragraph_of, place_faults, without_columns
from readiness.formats.word.template_styles import add_missing, matched, self_numbering

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"

_MACRO_PARTS = ("vbaProject.bin", "vbaData.xml", "activeX1.xml", "activeX1.bin")

_TEMPLATE_TYPE = f"{WORD}.template.main+xml"


def open_template(
    content: bytes,
    styles: Mapping[str, str] | None = None,
    *,
    name: str = "the template",
    language: str = LANGUAGE,
) -> tuple[Template, list[Problem]]:
    """A template ready to build in, for documents of a language, and what was taken out of it.

    `styles` gives the template's own style name for a role (`STYLE_NAMES` lists the roles and the names
    looked for otherwise). Styles and places it lacks are given to it, and said.

    Raises:
        RefusedError: not a Word file, damaged, with macros, without a style the map names, or with a bookmark
            where no document fits; everything is named at once.
    """
    package = _unpacked(content, visible(name))
    _refuse_macros(package, visible(name))
    _as_document(package, visible(name))
    problems = [*take_out_remote_references(package, visible(name))]
    problems += _one_language(package, visible(name), language)
    style_ids, wrong = matched(documents.style_ids(documents.opened(package, visible(name))), styles or {})
    wrong += place_faults(package)
    if wrong:
        raise RefusedError(
            f"{visible(name)} lacks what was asked of it.",
            "\n".join(f"- {visible(one)}" for one in wrong),
            "Name a style it has, move the bookmark in Word, or begin from the starter template.",
        )
    added = add_missing(package, style_ids)
    problems += [*_added(added, visible(name)), *give_places(package, visible(name))]
    problems += without_columns(package, visible(name))
    unnumbered = self_numbering(package, style_ids | added)
    if unnumbered:
        problems.append(Problem("info", Where(visible(name)), _NUMBERS_ITSELF))
    return Template(package, style_ids | added, has_own_look=True, unnumbered=unnumbered), problems


_NUMBERS_ITSELF = (
    "Its headings number themselves; the document's carry the framework's own numbers, so its are turned off."
)


def _added(roles: Mapping[str, str], name: str) -> Iterator[Problem]:
    if roles:
        names = ", ".join(STYLE_NAMES[role] for role in roles)
        yield Problem(
            "info",
            Where(name),
            f"{counted(len(roles), 'style')} it lacks {'was' if len(roles) == 1 else 'were'} added: {names}.",
            "Give them your own look in Word, or name a style of yours for a role with --style.",
        )


def open_template_file(
    path: Path, styles: Mapping[str, str], *, language: str = LANGUAGE
) -> tuple[Template, list[Problem]]:
    """A template from its file, read in this process; raises as `open_template` does, and OSError."""
    return open_template(path.read_bytes(), styles, name=path.name, language=language)


def _unpacked(content: bytes, name: str) -> Package:
    """The parts, once what the file claims and holds has been found harmless."""
    if content.startswith(_OLD_OFFICE):
        raise RefusedError(
            f"{name} is in an old format or protected by a password.",
            "",
            "Save it in Word as .docx, no password.",
        )
    try:
        with packages.Package(io.BytesIO(content), "template") as archive:
            return Package(
                {info.filename: archive.read(info.filename) for info in archive.members if not info.is_dir()}
            )
    except packages.UnreadableError as error:
        raise RefusedError(
            f"{name} is not a Word file that can be read.",
            error.title,
            error.hint or "Save it again as .docx.",
        ) from error


def _refuse_macros(package: Package, name: str) -> None:
    found = [part for part in package.parts if part.endswith(_MACRO_PARTS)]
    if found or b"macroEnabled" in package.parts.get("[Content_Types].xml", b""):
        raise RefusedError(
            f"{name} holds macros or controls.",
            ", ".join(found),
            "Save it as a Word document without macros (.docx).",
        )


def _as_document(package: Package, name: str) -> None:
    """Make a template file (.dotx) an ordinary document; refuse what is no Word file."""
    kinds = [target for kind, target in package.related("").values() if kind == f"{OFFICE}/officeDocument"]
    if kinds != [DOCUMENT] or DOCUMENT not in package.parts or "word/styles.xml" not in package.parts:
        raise RefusedError(f"{name} is not a Word document.", "", "Save it in Word as .docx.")
    types = package.xml("[Content_Types].xml")
    for one in types.iter(f"{{{CONTENT_TYPES}}}Override"):
        if one.get("ContentType") == _TEMPLATE_TYPE:
            one.set("ContentType", MAIN_TYPE)
    package.put_xml("[Content_Types].xml", types)


def _one_language(package: Package, name: str, language: str) -> Iterator[Problem]:
    if set_language(package, language):
        yield Problem(
            "info",
            Where(name),
            "Its styles were marked as another language; now they have that of the document.",
        )


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


_SECTION = f"{{{W}}}sectPr"


class Insertion:
    """A template's document with the texts to go into it."""

    def __init__(self, document: _Element) -> None:
        self._document = _with_prefixes(document)
        self._texts: dict[str, str] = {}

    def put(self, bookmark: str, make: Callable[[_Element], str]) -> bool:
        """Replace the paragraph that holds a bookmark; says whether there is one.

        `make` is given the properties of the section the paragraph lies in, and gives the XML to put there.
        """
        from lxml import etree

        place = paragraph_of(self._document, bookmark)
        holder = None if place is None else place.getparent()
        if place is None or holder is None:
            return False
        target = f"insert-{len(self._texts)}"
        self._texts[f"<?{target} here?>"] = make(_section_of(self._document, place))
        mark = etree.ProcessingInstruction(target, "here")
        if place.find(f"{{{W}}}pPr/{_SECTION}") is None:
            holder.replace(place, mark)
        else:
            for child in place[1:]:
                place.remove(child)
            place.addprevious(mark)
        return True

    def to_bytes(self) -> bytes:
        """The whole document part."""
        from lxml import etree

        text = etree.tostring(self._document, encoding="unicode")
        for mark, xml in self._texts.items():
            text = text.replace(mark, xml)
        return (DECLARATION + text).encode()


def _with_prefixes(document: _Element) -> _Element:
    """The document with the two name prefixes our own XML uses declared at its root."""
    from lxml import etree

    names = {"w": W, "r": R}
    if names.items() <= document.nsmap.items():
        return document
    prefixes: dict[str | None, str] = dict(document.nsmap)
    prefixes.update(names)
    root = etree.Element(document.tag, attrib=dict(document.attrib), nsmap=prefixes)
    root.extend(list(document))
    return root


def _section_of(document: _Element, place: _Element) -> _Element:
    """The properties of the section a paragraph lies in: the next ones at or after it."""
    is_past = False
    for one in document.iter():
        is_past = is_past or one is place
        if is_past and one.tag == _SECTION:
            return one
    return document.makeelement(_SECTION)


@dataclass(frozen=True, slots=True)
class Template:
    """A template to build in: its parts, and the style id it has for each role."""

    package: Package
    style_ids: dict[str, str]
    has_own_look: bool = False
    """Whether pages may break elsewhere than in the starter template."""
    unnumbered: frozenset[str] = frozenset()
    """Roles whose styles number by themselves, which our headings must not."""

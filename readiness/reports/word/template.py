"""A council's own template: checked, made safe, and its styles matched to the roles a document needs.

Nothing in a template is ever executed or fetched: macros are refused, references to other places are taken
out and reported, and no expression in its text means anything to us.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from readiness.core.errors import RefusedError
from readiness.core.plain import visible
from readiness.core.problems import Problem, Where
from readiness.reports.word import documents
from readiness.reports.word.assemble import Template
from readiness.reports.word.markup import W
from readiness.reports.word.package import CONTENT_TYPES, DOCUMENT, MAIN_TYPE, OFFICE, WORD, Package
from readiness.reports.word.remote import take_out_remote_references
from readiness.reports.word.starter import BODY_BOOKMARK
from readiness.reports.word.styles import CHARACTER_STYLES, STYLE_NAMES, TABLE_STYLE

_LARGEST_MEMBER = 64 * 1024 * 1024
_LARGEST_TOTAL = 128 * 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_MACRO_PARTS = ("vbaProject.bin", "vbaData.xml", "activeX1.xml", "activeX1.bin")
_TEMPLATE_TYPE = f"{WORD}.template.main+xml"
_LANGUAGE = "en-GB"
_CHARACTER_ROLES = {style.role for style in CHARACTER_STYLES}


def open_template(
    content: bytes, styles: Mapping[str, str] | None = None, *, name: str = "the template"
) -> tuple[Template, list[Problem]]:
    """A template ready to build in, and what was taken out of it.

    `styles` gives the template's own style name for a role (`STYLE_NAMES` lists the roles and the names
    looked for otherwise).

    Raises:
        RefusedError: not a Word file, damaged, with macros, or without a style or bookmark it needs; every
            missing one is named at once.
    """
    package = _unpacked(content, visible(name))
    _refuse_macros(package, visible(name))
    _as_document(package, visible(name))
    problems = [*take_out_remote_references(package, visible(name)), *_set_language(package, visible(name))]
    style_ids, missing = _matched(documents.style_ids(documents.opened(package, visible(name))), styles or {})
    marks = package.xml(DOCUMENT).iter(f"{{{W}}}bookmarkStart")
    if BODY_BOOKMARK not in {one.get(f"{{{W}}}name") for one in marks}:
        missing.append(f"bookmark {BODY_BOOKMARK}, at the place the document is to go")
    if missing:
        raise RefusedError(
            f"{visible(name)} lacks {len(missing)} things a document needs.",
            "\n".join(f"- {one}" for one in missing),
            "Copy them from the starter template, or name a style of your own for each role in the style "
            "map.",
        )
    return Template(package, style_ids, has_own_look=True), problems


def _unpacked(content: bytes, name: str) -> Package:
    """The parts, once what the file claims and holds has been found harmless."""
    if content.startswith(_OLD_OFFICE):
        raise RefusedError(
            f"{name} is in an old format or protected by a password.",
            "",
            "Save it in Word as .docx, no password.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(one.file_size for one in members) > _LARGEST_TOTAL:
                raise RefusedError(f"{name} would unpack to more than 128 MB.", "", "Take its pictures out.")
            return Package({one.filename: _read(archive, one, name) for one in members if not one.is_dir()})
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise RefusedError(
            f"{name} is not a Word file, or is damaged.", "", "Save it again as .docx."
        ) from error


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(member) as source:
        content = source.read(_LARGEST_MEMBER + 1)
    if len(content) > _LARGEST_MEMBER:
        raise RefusedError(f"{name} unpacks to far more than it says.", member.filename, "Do not open it.")
    return content


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


def _set_language(package: Package, name: str) -> Iterator[Problem]:
    """Mark the styles as British English, so that they are spelled and read aloud as such."""
    root = package.xml("word/styles.xml")
    other = [one for one in root.iter(f"{{{W}}}lang") if one.get(f"{{{W}}}val") not in (None, _LANGUAGE)]
    for one in other:
        one.set(f"{{{W}}}val", _LANGUAGE)
    if other:
        package.put_xml("word/styles.xml", root)
        yield Problem(
            "info", Where(name), "Its styles were marked as another language; they are British English now."
        )


def _matched(
    held: Mapping[tuple[str, str], str], styles: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Style id by role, and what is missing in words."""
    found: dict[str, str] = {}
    missing = []
    for role, usual in STYLE_NAMES.items():
        wanted = styles.get(role, usual)
        kind = "table" if role == TABLE_STYLE[0] else "character" if role in _CHARACTER_ROLES else "paragraph"
        if (style_id := held.get((kind, wanted.lower()))) is not None:
            found[role] = style_id
        else:
            missing.append(f"{kind} style \u201c{visible(wanted)}\u201d for the role {role}")
    unknown = [role for role in styles if role not in STYLE_NAMES]
    missing += [f"the style map names a role that does not exist: {visible(role)}" for role in unknown]
    return found, missing

"""Styles a council's own template has, those it lacks and is given, and headings that number themselves.

XML by hand: python-docx makes a style from nothing, but has no door to copying one, to numbering, to borders.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from readiness.formats.packages import parse_xml
from readiness.formats.word.namespaces import W
from readiness.formats.word.package import DOCUMENT, OFFICE, WORD, Package
from readiness.formats.word.starter import numbering_xml
from readiness.formats.word.styles import CHARACTER_STYLES, STYLE_IDS, STYLE_NAMES, TABLE_STYLE, styles_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"

_SECOND_STYLES = "/stylesWithEffects"

_HEADINGS = ("heading1", "heading2", "heading3")

_CHARACTER_ROLES = frozenset(style.role for style in CHARACTER_STYLES)


def kind_of(role: str) -> str:
    """What kind of style a role needs: ``paragraph``, ``character`` or ``table``."""
    if role == TABLE_STYLE[0]:
        return "table"
    return "character" if role in _CHARACTER_ROLES else "paragraph"


def matched(
    held: Mapping[tuple[str, str], str], styles: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Style id by role, and what the style map asks for in vain, in words.

    `held` gives style ids by kind and lower-case name, `styles` the template's own name for a role. A role
    that nobody named and no style fits is in neither.
    """
    found: dict[str, str] = {}
    wrong = []
    for role, usual in STYLE_NAMES.items():
        wanted = styles.get(role, usual)
        if (style_id := held.get((kind_of(role), wanted.lower()))) is not None:
            found[role] = style_id
        elif role in styles:
            wrong.append(f"{kind_of(role)} style \u201c{wanted}\u201d for the role {role}")
    wrong += [f"a role called {role}: the style map names it" for role in styles if role not in STYLE_NAMES]
    return found, wrong


def add_missing(package: Package, style_ids: Mapping[str, str]) -> dict[str, str]:
    """Add our own style for each role without one, in the template's type face; gives their ids by role."""
    roles = [role for role in STYLE_NAMES if role not in style_ids]
    if not roles:
        return {}
    root = package.xml(_STYLES)
    ours = {
        one.get(_w("styleId")): one for one in parse_xml(styles_xml().encode(), _STYLES).iter(_w("style"))
    }
    taken = {one.get(_w("styleId"), "") for one in root.iter(_w("style"))}
    added: dict[str, str] = {}
    for role in roles:
        style_id = STYLE_IDS[role]
        while style_id in taken:
            style_id += "Sef"
        taken.add(style_id)
        added[role] = style_id
    for role, style_id in added.items():
        style = copy.deepcopy(ours[STYLE_IDS[role]])
        style.set(_w("styleId"), style_id)
        _point(style, "basedOn", _default_style(root, kind_of(role)))
        _point(style, "next", style_ids.get("body") or added.get("body", ""))
        for number in style.iter(_w("numId")):
            number.set(_w("val"), _bullets(package, style_id))
        root.append(style)
    package.put_xml(_STYLES, root)
    _drop_second_styles(package)
    return added


def _drop_second_styles(package: Package) -> None:
    """Take out the copy of the styles that Word 2010 kept beside them: it would not have ours."""
    parts = [target for kind, target in package.related(DOCUMENT).values() if kind.endswith(_SECOND_STYLES)]
    for name in parts:
        package.remove_part(DOCUMENT, name)


def self_numbering(package: Package, style_ids: Mapping[str, str]) -> frozenset[str]:
    """The heading roles whose styles number by themselves."""
    styles = {one.get(_w("styleId"), ""): one for one in package.xml(_STYLES).iter(_w("style"))}
    return frozenset(role for role in _HEADINGS if _numbers(styles, style_ids[role]))


def _numbers(styles: Mapping[str, _Element], style_id: str) -> bool:
    seen: set[str] = set()
    while style_id in styles and style_id not in seen:
        seen.add(style_id)
        style = styles[style_id]
        number = style.find(f"{_w('pPr')}/{_w('numPr')}/{_w('numId')}")
        if number is not None:
            return number.get(_w("val")) != "0"
        parent = style.find(_w("basedOn"))
        style_id = "" if parent is None else parent.get(_w("val"), "")
    return False


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _default_style(root: _Element, kind: str) -> str:
    """The id of the template's own style that others of a kind begin from; empty where it says none."""
    defaults = (one for one in root.iter(_w("style")) if one.get(_w("default")) in ("1", "true", "on"))
    return next((one.get(_w("styleId"), "") for one in defaults if one.get(_w("type")) == kind), "")


def _point(style: _Element, name: str, style_id: str) -> None:
    """Let a style refer to another one; to none for an empty id."""
    for one in style.findall(_w(name)):
        if style_id:
            one.set(_w("val"), style_id)
        else:
            style.remove(one)


def _bullets(package: Package, style_id: str) -> str:
    """Add the bullets of our list to the template's numbering; gives their number."""
    ours = parse_xml(numbering_xml(), _NUMBERING)
    abstract, number = ours.find(_w("abstractNum")), ours.find(_w("num"))
    held = [target for kind, target in package.related(DOCUMENT).values() if kind == f"{OFFICE}/numbering"]
    if abstract is None or number is None:
        return "0"
    for link in abstract.iter(_w("pStyle")):
        link.set(_w("val"), style_id)
    if not held:
        package.put_xml(_NUMBERING, ours)
        package.add_part(_NUMBERING, package.parts[_NUMBERING], f"{WORD}.numbering+xml")
        package.relate(DOCUMENT, f"{OFFICE}/numbering", _NUMBERING)
        return number.get(_w("numId"), "")
    root = package.xml(held[0])
    free = str(_highest(root.iter(_w("num")), "numId") + 1)
    abstract_id = str(_highest(root.iter(_w("abstractNum")), "abstractNumId") + 1)
    abstract.set(_w("abstractNumId"), abstract_id)
    number.set(_w("numId"), free)
    number[0].set(_w("val"), abstract_id)
    first = next((at for at, one in enumerate(root) if one.tag == _w("num")), len(root))
    last = max((at for at, one in enumerate(root) if one.tag == _w("num")), default=len(root) - 1)
    root.insert(last + 1, number)
    root.insert(first, abstract)
    package.put_xml(held[0], root)
    return free


def _highest(elements: Iterable[_Element], name: str) -> int:
    found = (one.get(_w(name), "") for one in elements)
    return max((int(number) for number in found if number.isdigit()), default=0)

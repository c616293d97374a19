"""The starter template: A4, British English, every style defined; built by code, so it can be read."""

from __future__ import annotations

from readiness.formats.word.namespaces import W_DECLARATION
from readiness.formats.word.package import (
    CONTENT_TYPES,
    DECLARATION,
    DOCUMENT,
    LANGUAGE,
    MAIN_TYPE,
    OFFICE,
    WORD,
    Package,
    relationships_xml,
    set_language,
    with_properties,
)
from readiness.formats.word.styles import (
    MARGIN_BOTTOM,
    MARGIN_SIDE,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    STYLE_IDS,
    font_table_xml,
    styles_xml,
    theme_xml,
)

COVER_BOOKMARK = "sef_cover"

BODY_BOOKMARK = "sef_body"

_DATED = "2023-01-01"

_PLACEHOLDERS = (
    ("cover_fact", COVER_BOOKMARK, "The title, the date and the protective marking are put here."),
    ("body", BODY_BOOKMARK, "The document is put here. Put your logo, headers and footers around it."),
)


def starter_package() -> Package:
    """The starter template's parts."""
    overrides = {
        DOCUMENT: MAIN_TYPE,
        "word/styles.xml": f"{WORD}.styles+xml",
        "word/numbering.xml": f"{WORD}.numbering+xml",
        "word/settings.xml": f"{WORD}.settings+xml",
        "word/fontTable.xml": f"{WORD}.fontTable+xml",
        "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    package = Package()
    package.parts["[Content_Types].xml"] = _content_types(overrides)
    package.parts["_rels/.rels"] = relationships_xml(("rId1", f"{OFFICE}/officeDocument", DOCUMENT))
    package.parts["word/_rels/document.xml.rels"] = relationships_xml(
        ("rId1", f"{OFFICE}/styles", "styles.xml"),
        ("rId2", f"{OFFICE}/numbering", "numbering.xml"),
        ("rId3", f"{OFFICE}/settings", "settings.xml"),
        ("rId4", f"{OFFICE}/fontTable", "fontTable.xml"),
        ("rId5", f"{OFFICE}/theme", "theme/theme1.xml"),
    )
    package.parts[DOCUMENT] = _document()
    package.parts["word/styles.xml"] = styles_xml().encode()
    package.parts["word/numbering.xml"] = numbering_xml()
    package.parts["word/settings.xml"] = _settings()
    package.parts["word/fontTable.xml"] = font_table_xml()
    package.parts["word/theme/theme1.xml"] = theme_xml()
    return package


def starter_template(language: str = LANGUAGE) -> bytes:
    """A template an organisation can put its own logo, fonts and colours into, marked as of a language."""
    named = with_properties(
        starter_package(),
        title="Template for readiness documents",
        author="",
        identifier="",
        dated=_DATED,
        language=language,
    )
    set_language(named, language)
    return named.to_bytes()


def _content_types(overrides: dict[str, str]) -> bytes:
    inner = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    ).encode()


def _document() -> bytes:
    placeholders = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[role]}"/></w:pPr><w:bookmarkStart w:id="{at}" '
        f'w:name="{name}"/>'
        f'<w:r><w:t>{text}</w:t></w:r><w:bookmarkEnd w:id="{at}"/></w:p>'
        for at, (role, name, text) in enumerate(_PLACEHOLDERS, 1)
    )
    section = (
        f'<w:sectPr><w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{MARGIN_TOP}" '
        f'w:right="{MARGIN_SIDE}"'
        f' w:bottom="{MARGIN_BOTTOM}" w:left="{MARGIN_SIDE}" w:header="567" w:footer="567" '
        'w:gutter="0"/></w:sectPr>'
    )
    body = f"<w:body>{placeholders}{section}</w:body>"
    return f"{DECLARATION}<w:document {W_DECLARATION}>{body}</w:document>".encode()


def numbering_xml() -> bytes:
    """The starter template's ``word/numbering.xml``: bullets."""
    return (
        f'{DECLARATION}<w:numbering {W_DECLARATION}><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
        'w:val="bullet"/>'
        f'<w:pStyle w:val="{STYLE_IDS["bullet"]}"/><w:lvlText w:val="\u2022"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="360" w:hanging="280"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ).encode()


def _settings() -> bytes:
    return (
        f'{DECLARATION}<w:settings {W_DECLARATION}><w:zoom w:percent="100"/><w:trackRevisions/>'
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-GB"/></w:settings>'
    ).encode()

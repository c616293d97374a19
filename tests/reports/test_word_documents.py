"""What python-docx opens and says of a document stands in it, and nobody else's name does."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
import pytest

from readiness.base.errors import RefusedError
from readiness.formats.word.package import Package, opened, style_ids, with_properties
from readiness.formats.word.starter import starter_package, starter_template
from readiness.formats.word.styles import STYLE_IDS, STYLE_NAMES


def titled(package: Package, title: str = "Our evaluation") -> Package:
    """The package with the properties of one document."""
    return with_properties(package, title=title, author="Fenmarch", identifier="urn:x", dated="2026-11-21")


def test_properties_are_ours_and_the_clock_is_not_read() -> None:
    """Title, author, identifier, language and the content's own date; twice the same bytes."""
    package = titled(starter_package())

    held = docx.Document(io.BytesIO(package.to_bytes())).core_properties

    assert (held.title, held.author, held.identifier) == ("Our evaluation", "Fenmarch", "urn:x")
    assert (held.language, held.revision, held.last_modified_by) == ("en-GB", 1, "Fenmarch")
    assert held.created == held.modified == datetime(2026, 11, 21, tzinfo=UTC)
    assert package.to_bytes() == titled(starter_package()).to_bytes()


def test_names_a_template_brings_along_are_gone() -> None:
    """Who made the council's template, and what they wrote about it, is not in the document."""
    document = docx.Document(io.BytesIO(starter_template()))
    document.core_properties.author = document.core_properties.last_modified_by = "P. Planted"
    document.core_properties.comments = document.core_properties.keywords = "P. Planted"
    saved = io.BytesIO()
    document.save(saved)

    package = titled(Package.of(saved.getvalue()))

    assert not [name for name, content in package.parts.items() if b"Planted" in content]


def test_a_long_or_hostile_title_is_cut_and_made_visible() -> None:
    """The file format ends a property at 255 characters, and no control character may stand in it."""
    held = docx.Document(io.BytesIO(titled(starter_package(), "\x07" + "a" * 400).to_bytes()))

    assert held.core_properties.title.startswith("<U+0007>aaa")
    assert len(held.core_properties.title) == 255


def test_styles_are_found_by_kind_and_name_in_any_case() -> None:
    """Every style of the starter template is found under the name people see."""
    found = style_ids(opened(starter_package(), "it"))

    assert {found[kind, name] for kind, name in found} >= set(STYLE_IDS.values())
    assert found["paragraph", STYLE_NAMES["heading1"].lower()] == STYLE_IDS["heading1"]


@pytest.mark.parametrize("harm", ["a part gone", "a part broken", "no types", "an unknown type"])
def test_parts_that_do_not_fit_are_refused_in_words(harm: str) -> None:
    """A package Word could not open is refused with what to do, whichever way it is damaged."""
    package = starter_package()
    if harm == "a part gone":
        del package.parts["word/styles.xml"]
    elif harm == "a part broken":
        package.parts["word/numbering.xml"] = b"<w:numbering"
    elif harm == "no types":
        package.parts["[Content_Types].xml"] = b"<Types/>"
    else:
        package.parts["[Content_Types].xml"] = package.parts["[Content_Types].xml"].replace(b"main+xml", b"x")

    with pytest.raises(RefusedError) as caught:
        opened(package, "council.docx")

    assert "council.docx is damaged" in str(caught.value)
    assert "save it again as .docx" in caught.value.hint

"""New text takes the place of a template's bookmark, whatever the template looks like around it."""

from __future__ import annotations

from lxml import etree

from readiness.formats.word.namespaces import W
from readiness.formats.word.template import Insertion

START = '<w:bookmarkStart w:id="0" w:name="SEF_BODY"/><w:bookmarkEnd w:id="0"/>'
LAST = '<w:sectPr><w:pgSz w:w="2"/></w:sectPr>'


def document(body: str) -> Insertion:
    """A template's document part with this body."""
    return Insertion(etree.fromstring(f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'))


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph with these words."""
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def words_of(insertion: Insertion) -> list[str]:
    """The words of the result, in order; it must be whole XML."""
    return [one.text or "" for one in etree.fromstring(insertion.to_bytes()).iter(f"{{{W}}}t")]


def put(insertion: Insertion, words: str = "New.", bookmark: str = "SEF_BODY") -> str:
    """Put words in; gives the page width of the section they were told they stand in."""
    seen: list[str] = []

    def make(section: etree._Element) -> str:
        seen.extend(one.get(f"{{{W}}}w", "") for one in section)
        return paragraph(words)

    assert insertion.put(bookmark, make)
    return "".join(seen)


def test_the_paragraph_of_the_bookmark_is_replaced() -> None:
    """Its own words go, its neighbours stay, and the maker is given the section it stands in."""
    insertion = document(paragraph("Before.") + f"<w:p>{START}<w:r><w:t>Here</w:t></w:r></w:p>" + LAST)
    assert put(insertion) == "2"
    assert words_of(insertion) == ["Before.", "New."]


def test_a_bookmark_between_paragraphs_means_the_next_one() -> None:
    """Word may put a bookmark's start outside any paragraph."""
    insertion = document(f"{paragraph('Before.')}{START}{paragraph('Here')}{paragraph('After.')}{LAST}")
    put(insertion)
    assert words_of(insertion) == ["Before.", "New.", "After."]


def test_a_paragraph_that_ends_a_section_keeps_ending_it() -> None:
    """Its words go, the section break and its page size stay, and the new text stands before it."""
    first = '<w:pPr><w:sectPr><w:pgSz w:w="1"/></w:sectPr></w:pPr>'
    insertion = document(f"<w:p>{first}{START}<w:r><w:t>Here</w:t></w:r></w:p>{paragraph('After.')}{LAST}")
    assert put(insertion) == "1"
    assert words_of(insertion) == ["New.", "After."]
    root = etree.fromstring(insertion.to_bytes())
    assert [one.get(f"{{{W}}}w") for one in root.iter(f"{{{W}}}pgSz")] == ["1", "2"]


def test_a_template_without_section_properties_is_given_empty_ones() -> None:
    """The maker can ask for margins and find none."""
    insertion = document(f"<w:p>{START}</w:p>")
    assert put(insertion) == ""
    assert words_of(insertion) == ["New."]


def test_a_bookmark_that_is_not_there_is_said() -> None:
    """Nothing is put anywhere; a start with no paragraph after it counts as none."""
    insertion = document(paragraph("Before.") + START)
    assert not insertion.put("OTHER", lambda _: paragraph("New."))
    assert not insertion.put("SEF_BODY", lambda _: paragraph("New."))
    assert words_of(insertion) == ["Before."]


def test_words_that_look_like_a_mark_stay_words() -> None:
    """Text put in may hold anything, another place's mark in its escaped form too."""
    other = START.replace("SEF_BODY", "SEF_DATE").replace('w:id="0"', 'w:id="1"')
    insertion = document(f"<w:p>{START}</w:p><w:p>{other}</w:p>{LAST}")
    put(insertion, "&lt;?insert-1 here?&gt; {x} \\1")
    put(insertion, "Date.", "SEF_DATE")
    assert words_of(insertion) == ["<?insert-1 here?> {x} \\1", "Date."]

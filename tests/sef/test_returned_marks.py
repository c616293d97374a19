"""What stands beside the words - struck out, hidden, in notes and pictures - is told or asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from readiness.sef.taking_back import plan_sef
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import (
    changed,
    heading,
    holding,
    named,
    only,
    plan_after,
    run,
    type_over,
    with_part,
)

WORD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def test_struck_out_hidden_and_prompt_words_are_asked_about(written: Workspace, out: Path) -> None:
    """They are not read as words, nothing about them is safe, and they are shown."""

    def strike(document: Any) -> None:
        paragraph = named(document, "sef_S0006")
        for one in list(paragraph.iter(qn("w:r"))):
            one.insert(0, parse_xml(f"<w:rPr {nsdecls('w')}><w:strike/></w:rPr>"))
        paragraph.append(run("New words."))

    item = only(plan_after(written, out, strike))
    assert (item.statement, item.theirs, item.is_safe) == ("S0006", "New words.", False)
    assert "struck out" in item.reason

    def hide(document: Any) -> None:
        named(document, "sef_S0006").append(run("Hidden.", "<w:vanish/>"))

    plan = plan_after(written, out, hide)
    assert plan.items == ()
    assert any("Hidden." in one and "hidden" in one for one in plan.remarks)

    def prompt(document: Any) -> None:
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent/></w:sdt>"
        )
        next(control.iter(qn("w:sdtContent"))).append(run("Click here to enter text."))
        named(document, "sef_S0006").append(control)

    plan = plan_after(written, out, prompt)
    assert plan.items == ()
    assert any("Click here" in one and "prompt" in one for one in plan.remarks)

    def strike_all(document: Any) -> None:
        for one in list(named(document, "sef_S0006").iter(qn("w:r"))):
            one.insert(0, parse_xml(f"<w:rPr {nsdecls('w')}><w:strike/></w:rPr>"))

    gone = only(plan_after(written, out, strike_all))
    assert (gone.kind, gone.statement, gone.is_safe) == ("deleted", "S0006", False)
    assert "struck out" in gone.reason


def test_a_thread_is_one_note_and_a_resolved_one_waits(written: Workspace, out: Path, tmp_path: Path) -> None:
    """Replies stand under the comment they answer; what was resolved in Word is not offered as safe."""

    def anchor(document: Any) -> None:
        for number in (1, 2, 3):
            mark = parse_xml(f'<w:r {nsdecls("w")}><w:commentReference w:id="{number}"/></w:r>')
            named(document, "sef_S0006").append(mark)

    def comment(number: int, by: str, words: str) -> str:
        return (
            f'<w:comment w:id="{number}" w:author="{by}" w:date="2026-11-20T09:00:00Z">'
            f'<w:p w14:paraId="0000000{number}"><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
        )

    spaces = f'{nsdecls("w")} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    inner = comment(1, "Ann", "Is it so?") + comment(2, "Bob", "Yes.") + comment(3, "Cy", "Old point")
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000003" w15:done="1"/></w15:commentsEx>'
    )
    path = changed(out, tmp_path / "a.docx", anchor)
    comments = f"<w:comments {spaces}>{inner}</w:comments>"
    path = with_part(
        path, tmp_path / "b.docx", "word/comments.xml", f"{ML}.comments+xml", comments, f"{WORD}/comments"
    )
    relation = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    path = with_part(
        path,
        tmp_path / "c.docx",
        "word/commentsExtended.xml",
        f"{ML}.commentsExtended+xml",
        extended,
        relation,
    )
    thread, old = plan_sef(written, path).items
    assert thread.note is not None
    assert (thread.note.text, thread.is_safe) == ("Is it so?\nBob, 20 November 2026: Yes.", True)
    assert (old.note and old.note.text, old.is_safe) == ("Old point", False)
    assert "resolved" in old.reason


def test_words_in_notes_boxes_headers_and_printed_lines_are_told(
    written: Workspace, out: Path, tmp_path: Path
) -> None:
    """Whatever belongs to no statement is shown whole; "nothing would change" is not said."""
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Figure excludes transfers.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    path = with_part(
        out, tmp_path / "a.docx", "word/footnotes.xml", f"{ML}.footnotes+xml", notes, f"{WORD}/footnotes"
    )
    assert any("Figure excludes transfers." in one for one in plan_sef(written, path).remarks)

    def box(document: Any) -> None:
        drawing = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>"
        element = parse_xml(drawing)
        next(element.iter(qn("w:p"))).append(run("Boxed words."))
        named(document, "sef_S0006").append(element)

    boxed = plan_after(written, out, box)
    assert [(one.statement, one.note.text) for one in boxed.items if one.note] == [("S0006", "Boxed words.")]

    def head(document: Any) -> None:
        document.sections[0].header.paragraphs[0].add_run(" Not for publication")

    assert any("Not for publication" in one for one in plan_after(written, out, head).remarks)

    def note(document: Any) -> None:
        type_over(holding(document, "Local views are the partnership's own; they"), "Views are official.")

    (told,) = plan_after(written, out, note).remarks
    assert "Local views are the partnership" in told
    assert "Views are official." in told

    def retitle(document: Any) -> None:
        type_over(heading(document, "Across the sections"), "Across everything")

    (told,) = plan_after(written, out, retitle).remarks
    assert "Across everything" in told

    def delete(document: Any) -> None:
        line = holding(document, "Local views are the partnership's own; they")
        line.getparent().remove(line)

    (told,) = plan_after(written, out, delete).remarks
    assert "taken out" in told


def test_a_picture_is_told(written: Workspace, out: Path, tmp_path: Path) -> None:
    """Pictures are not kept; that one was put in is said."""
    from PIL import Image

    image = tmp_path / "dot.png"
    Image.new("RGB", (2, 2)).save(image)
    plan = plan_after(written, out, lambda document: document.add_picture(str(image)))
    assert any("1 picture was added" in one for one in plan.remarks)

"""A document that goes out and comes back: what is proposed, and that nothing is lost or invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.base.errors import RefusedError
from readiness.formats.word.namespaces import W
from readiness.formats.word.package import DOCUMENT, Package
from readiness.model.records.area import Area
from readiness.model.records.evaluation import Note, Statement
from readiness.model.records.record import Record
from readiness.rules.index import Index
from readiness.sef.round_trip.changes import Choice, PlanItem, SefPlan, Step, decide, safe_choices
from readiness.sef.round_trip.stamp import STAMP_NAMESPACE, Mode
from readiness.sef.word_in.document import plan_import
from readiness.sef.word_out.document import sef_document
from readiness.sef.word_out.notebook import SefSource

MakeSource = Callable[..., SefSource]
KINDS = ("headline", "strength", "area_to_develop", "next_step", "context")


def with_statement(items: list[Record], statement_id: str, **changes: object) -> list[Record]:
    """The records with one statement changed."""
    return [one.model_copy(update=changes) if one.id == statement_id else one for one in items]


def edited(content: bytes, *replacements: tuple[str, str]) -> bytes:
    """The document with words replaced in its text, as if typed over."""
    package = Package.of(content)
    text = package.parts[DOCUMENT].decode()
    for old, new in replacements:
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    package.parts[DOCUMENT] = text.encode()
    return package.to_bytes()


def paragraph_of(content: bytes, bookmark: str) -> str:
    """The XML of the paragraph that carries a bookmark."""
    text = Package.of(content).parts[DOCUMENT].decode()
    at = text.index(f'w:name="{bookmark}"')
    start = text.rindex("<w:p>", 0, at)
    return text[start : text.index("</w:p>", at) + len("</w:p>")]


def without_stamp(content: bytes, *, keep_names: bool) -> bytes:
    """The document as a program leaves it that drops custom parts, and names too."""
    package = Package.of(content)
    for name in [one for one in package.parts if one.startswith("customXml/")]:
        del package.parts[name]
    relations = package.xml("word/_rels/document.xml.rels")
    for one in list(relations):
        if one.get("Type", "").endswith("/customXml"):
            relations.remove(one)
    package.put_xml("word/_rels/document.xml.rels", relations)
    root = package.xml(DOCUMENT)
    for one in [] if keep_names else list(root.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd")):
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    package.put_xml(DOCUMENT, root)
    return package.to_bytes()


@pytest.fixture(scope="session")
def exported(source: SefSource, as_at: date) -> bytes:
    """The example exported as a draft."""
    return sef_document(source, as_at=as_at, version="0.3")


def only(plan: SefPlan) -> PlanItem:
    """The one item of a plan."""
    assert len(plan.items) == 1, [(one.kind, one.key) for one in plan.items]
    return plan.items[0]


@pytest.mark.parametrize("mode", ["draft", "agreement"])
def test_no_edit_proposes_nothing(source: SefSource, as_at: date, mode: Mode) -> None:
    """A document that was not touched changes nothing and has nothing to remark."""
    plan = plan_import(sef_document(source, as_at=as_at, version="0.3", mode=mode), source.index)
    assert plan.is_empty
    assert plan.remarks == ()
    assert plan.unchanged == plan.statements > 0


TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "a\r\nb",
        "x _x0041_ y",
        "Missing: nothing",
        "The difference this makes: more",
        "3, 4 S0001",
        "\ud800 & <b>",
        "S0002",
    ]
)


@given(st.lists(st.tuples(st.sampled_from(KINDS), TEXTS, TEXTS), max_size=6))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_export_then_import_of_anything_is_no_change(
    source_of: MakeSource, texts: list[tuple[str, str, str]]
) -> None:
    """Whatever the words, control characters and look-alikes of our own marks included."""
    statements = [
        Statement.model_validate(
            {
                "id": f"S{at:04d}",
                "criterion": f"A{at % 5 + 1}",
                "kind": kind,
                "text": text,
                "impact": impact,
                "position": at,
            }
        )
        for at, (kind, text, impact) in enumerate(texts, 1)
    ]
    source = source_of(Area(name="Anywhere", framework="test-framework"), *statements)
    plan = plan_import(sef_document(source, as_at=date(2026, 11, 23), version="1"), source.index)
    assert plan.items == ()


def test_an_edit_comes_back_as_that_edit(source: SefSource, exported: bytes) -> None:
    """One word typed over is one edited statement, safe to accept."""
    item = only(plan_import(edited(exported, ("reaches 255 families", "reaches 260 families")), source.index))
    assert (item.kind, item.statement, item.is_safe) == (
        "edited",
        "S0009",
        True,
    )
    assert item.theirs.endswith("now reaches 260 families.")
    step = Step("set", item.statement, "text", item.theirs, item.criterion, item.statement_kind)
    assert decide_safe(item) == (step,)


def decide_safe(item: PlanItem) -> tuple[Step, ...]:
    """The steps when everything safe of one item is accepted."""
    plan = SefPlan("", "", None, None, 1, 0, (item,))
    return decide(plan, safe_choices(plan))


def test_words_typed_after_the_reference_are_kept(source: SefSource, exported: bytes) -> None:
    """Typing at the end of a paragraph lands behind the reference; the words still count."""
    old = paragraph_of(exported, "sef_S0010")
    new = old.replace("S0010</w:t>", "S0010 This is new.</w:t>")
    item = only(plan_import(edited(exported, (old, new)), source.index))
    assert item.theirs == "Older plans are not brought up to date after annual reviews. This is new."


def test_a_deleted_paragraph_is_never_deleted_by_itself(source: SefSource, exported: bytes) -> None:
    """A statement that is gone is proposed for deletion, not safe, with nothing done unless chosen."""
    plan = plan_import(edited(exported, (paragraph_of(exported, "sef_S0010"), "")), source.index)
    item = only(plan)
    assert (item.kind, item.statement, item.is_safe) == ("deleted", "S0010", False)
    assert decide(plan, safe_choices(plan)) == ()
    assert decide(plan, {item.key: Choice(is_accepted=True)}) == (Step("delete", "S0010"),)


def test_a_deletion_of_what_changed_here_is_a_conflict(
    source_of: MakeSource, items: list[Record], exported: bytes
) -> None:
    """What was changed here since the export is not deleted without a look."""
    now = source_of(*with_statement(items, "S0010", text="Rewritten here."))
    item = only(plan_import(edited(exported, (paragraph_of(exported, "sef_S0010"), "")), now.index))
    assert (item.kind, item.ours) == ("conflict", "Rewritten here.")


def test_a_new_paragraph_becomes_a_statement_of_its_section(source: SefSource, exported: bytes) -> None:
    """A paragraph typed under strengths is a proposed strength after the one above it."""
    old = paragraph_of(exported, "sef_S0009_impact")
    new = f"{old}<w:p><w:r><w:t>Community nursing now covers weekends.</w:t></w:r></w:p>"
    item = only(plan_import(edited(exported, (old, new)), source.index))
    assert (item.kind, item.criterion, item.statement_kind, item.after) == (
        "added",
        "A3",
        "strength",
        "S0009",
    )
    assert item.theirs == "Community nursing now covers weekends."
    assert not item.is_safe


def test_a_missing_impact_written_over_comes_back(source: SefSource, exported: bytes) -> None:
    """Whoever writes over the note that the impact is missing has supplied it."""
    note = "the difference that S0005 has made. Designated clinical officer is to supply it."
    item = only(plan_import(edited(exported, (note, "Advice now takes 4 weeks.")), source.index))
    assert (item.statement, item.field, item.theirs) == ("S0005", "impact", "Advice now takes 4 weeks.")


def test_two_partners_in_either_order(source_of: MakeSource, items: list[Record], exported: bytes) -> None:
    """Two copies of one export: different words merge, the same words conflict, whoever comes first."""
    health = edited(exported, ("assessment is 71 weeks", "assessment is 69 weeks"))
    school = edited(exported, ("until May 2026", "until June 2026"))
    clash = edited(exported, ("assessment is 71 weeks", "assessment is 70 weeks"))
    text = next(one.text for one in items if isinstance(one, Statement) and one.id == "S0006")
    both = text.replace("assessment is 71 weeks", "assessment is 69 weeks").replace("until May", "until June")
    for first, second in ((health, school), (school, health)):
        taken = only(plan_import(first, source_of(*items).index))
        now = source_of(*with_statement(items, "S0006", text=taken.theirs))
        item = only(plan_import(second, now.index))
        assert (item.kind, item.merged, item.is_safe) == ("edited", both, False)
    taken = only(plan_import(health, source_of(*items).index))
    now = source_of(*with_statement(items, "S0006", text=taken.theirs))
    item = only(plan_import(clash, now.index))
    assert (item.kind, [(one.ours, one.theirs) for one in item.overlaps]) == ("conflict", [("69", "70")])


def test_import_again_after_applying_is_no_change(
    source_of: MakeSource, items: list[Record], exported: bytes
) -> None:
    """Once accepted, the same file proposes nothing: edits, new paragraphs, splits and deletions alike."""
    section = paragraph_of(exported, "sef_S0010")
    content = edited(
        exported,
        ("assessment is 71 weeks", "assessment is 69 weeks"),
        (section, f"<w:p><w:r><w:t>A new one.</w:t></w:r></w:p>{section}"),
        (paragraph_of(exported, "sef_S0013"), ""),
    )
    plan = plan_import(content, source_of(*items).index)
    assert plan.counts == {"edited": 1, "added": 1, "deleted": 1}
    accepted = decide(plan, {item.key: Choice(is_accepted=True) for item in plan.items})
    after = [one for one in items if one.id != "S0013"]
    for step in accepted:
        if step.kind == "set":
            after = with_statement(after, step.statement, text=step.text)
        elif step.kind == "add":
            after.append(
                Statement(id="S0099", criterion=step.criterion, kind=step.statement_kind, text=step.text)
            )
    assert plan_import(content, source_of(*after).index).items == ()


def test_an_older_export_merges_on_its_own_base(
    source_of: MakeSource, items: list[Record], exported: bytes
) -> None:
    """What changed here since the export is kept when the document did not touch it."""
    now = source_of(*with_statement(items, "S0001", text="Rewritten here."))
    assert plan_import(exported, now.index).items == ()


def test_a_statement_under_another_heading_is_moved(source: SefSource, exported: bytes) -> None:
    """Moved to another criterion: proposed with its new place, never by itself."""
    moved, target = paragraph_of(exported, "sef_S0010"), paragraph_of(exported, "sef_S0013")
    plan = plan_import(edited(exported, (moved, ""), (target, target + moved)), source.index)
    item = only(plan)
    assert (item.kind, item.statement, item.criterion, item.after) == ("moved", "S0010", "B4", "S0013")
    assert not item.is_safe
    assert decide(plan, {item.key: Choice(is_accepted=True)})[0].kind == "move"


def test_a_new_order_within_a_section_is_moved_safely(source: SefSource, exported: bytes) -> None:
    """Two strengths change places: one move, safe."""
    first, second = paragraph_of(exported, "sef_S0004"), paragraph_of(exported, "sef_S0005")
    content = edited(exported, (second, ""), (first, second + first))
    item = only(plan_import(content, source.index))
    assert (item.kind, item.is_safe, item.statement_kind) == ("moved", True, "strength")


def test_two_statements_in_one_paragraph_are_merged_not_lost(source: SefSource, exported: bytes) -> None:
    """Joined paragraphs are proposed as one; accepting sets one and takes the other out."""
    first, second = paragraph_of(exported, "sef_S0001"), paragraph_of(exported, "sef_S0002")
    inner = second[second.index("<w:bookmarkStart") :]
    plan = plan_import(
        edited(exported, (second, ""), (first, first.removesuffix("</w:p>") + inner)), source.index
    )
    item = only(plan)
    assert (item.kind, item.statement, item.others, item.is_safe) == ("merged", "S0001", ("S0002",), False)
    assert item.theirs.startswith("We find most needs early")
    assert "1,204 requests" in item.theirs
    assert "S0001" not in item.theirs
    steps = decide(plan, {item.key: Choice(is_accepted=True)})
    assert [(step.kind, step.statement) for step in steps] == [("set", "S0001"), ("delete", "S0002")]


def test_a_split_statement_is_one_item(source: SefSource, exported: bytes) -> None:
    """Enter in the middle: both halves are the statement's; accepting keeps the first and adds the second."""
    content = edited(
        exported,
        ("; leaders did not", '.</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">Leaders did not'),
    )
    plan = plan_import(content, source.index)
    item = only(plan)
    assert item.kind == "split"
    assert item.parts[1].startswith("Leaders did not know this figure until May 2026.")
    kinds = [step.kind for step in decide(plan, {item.key: Choice(is_accepted=True)})]
    assert kinds == ["set", "add"]


def test_stripped_of_every_stamp_it_is_matched_by_words(source: SefSource, exported: bytes) -> None:
    """No custom part and no names left: the same words match, changed ones are suggested, none deleted."""
    bare = without_stamp(exported, keep_names=False)
    assert plan_import(bare, source.index).items == ()
    plan = plan_import(edited(bare, ("assessment is 71 weeks", "assessment is 69 weeks")), source.index)
    item = only(plan)
    assert (item.kind, item.statement) == ("edited", "S0006")


def test_names_without_references_and_stamp(source: SefSource, exported: bytes) -> None:
    """Only the names survive: edits still come back under their statement."""
    item = only(
        plan_import(
            edited(
                without_stamp(exported, keep_names=True), ("assessment is 71 weeks", "assessment is 69 weeks")
            ),
            source.index,
        )
    )
    assert (item.kind, item.statement) == ("edited", "S0006")


def test_changes_outside_statements_are_remarked(source: SefSource, exported: bytes) -> None:
    """A changed table and a changed note cannot be applied, and are not passed over."""
    content = edited(
        exported, ("52.4% (Dec 2025)", "53% (Dec 2025)"), ("Fenmarch is a rural area", "It is a rural area")
    )
    plan = plan_import(content, source.index)
    assert plan.items == ()
    assert any("Measures for A1" in one for one in plan.remarks)
    assert any("It is a rural area" in one for one in plan.remarks)


def test_another_area_or_framework_is_refused(
    source_of: MakeSource, items: list[Record], exported: bytes
) -> None:
    """The document says whose it is; another workspace does not take it."""
    other = source_of(Area(name="Elsewhere", framework="test-framework"))
    with pytest.raises(RefusedError, match="another area"):
        plan_import(exported, other.index)
    renamed = source_of(*items).framework.model_copy(update={"id": "another"})
    with pytest.raises(RefusedError, match="another framework"):
        plan_import(exported, Index(renamed, source_of(*items).index.records))


def test_a_comment_becomes_a_note_once(source_of: MakeSource, items: list[Record], exported: bytes) -> None:
    """A comment is proposed as a note, and not again once the statement has it."""
    package = Package.of(exported)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    comment = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="7" w:author="A. Nurse" w:date="2026-11-20T09:00:00Z">'
        "<w:p><w:r><w:t>Is this still true?</w:t></w:r></w:p></w:comment></w:comments>"
    )
    package.add_part("word/comments.xml", comment.encode(), kind)
    package.relate(
        DOCUMENT,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
        "word/comments.xml",
    )
    old = paragraph_of(exported, "sef_S0006")
    new = old.removesuffix("</w:p>") + '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
    content = edited(package.to_bytes(), (old, new))
    note = Note(by="A. Nurse", on=date(2026, 11, 20), text="Is this still true?")
    item = only(plan_import(content, source_of(*items).index))
    assert (item.kind, item.statement, item.note) == ("comment", "S0006", note)
    now = source_of(*with_statement(items, "S0006", notes=(note,)))
    assert plan_import(content, now.index).items == ()


def test_the_stamp_is_one_part_in_our_namespace(exported: bytes) -> None:
    """Programs keep custom parts by leaving alone what they do not know."""
    parts = [one for one in Package.of(exported).parts.values() if STAMP_NAMESPACE.encode() in one]
    assert len(parts) == 1


def test_controls_are_valid_and_read_back(source: SefSource, as_at: date, tmp_path: Path) -> None:
    """With a locked control around each statement the document is valid and proposes nothing."""
    from openxml_audit import OpenXmlValidator

    content = sef_document(replace(source, has_controls=True), as_at=as_at, version="0.3")
    assert b"sdtLocked" in Package.of(content).parts[DOCUMENT]
    path = tmp_path / "controlled.docx"
    path.write_bytes(content)
    assert OpenXmlValidator().validate(str(path)).errors == []
    assert plan_import(content, source.index).items == ()


def test_several_new_paragraphs_keep_their_order(source: SefSource, exported: bytes) -> None:
    """Put in one by one, each right after its neighbour, new statements stand as in the document."""
    old = paragraph_of(exported, "sef_S0010")
    new = [f"<w:p><w:r><w:t>New {number}.</w:t></w:r></w:p>" for number in (1, 2, 3)]
    plan = plan_import(edited(exported, (old, "".join((old, *new)))), source.index)
    order = ["S0010"]
    for step in decide(plan, {item.key: Choice(is_accepted=True) for item in plan.items}):
        order.insert(order.index(step.after) + 1, step.text)
    assert order == ["S0010", "New 1.", "New 2.", "New 3."]

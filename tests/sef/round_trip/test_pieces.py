"""What becomes of each exported statement when the document comes back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.base.errors import RefusedError
from readiness.model.records.evaluation import Statement
from readiness.model.records.written import TrackedEdit
from readiness.rules.index import Index
from readiness.sef.round_trip.changes import PlanItem, SefPlan
from readiness.sef.round_trip.edited import EditedParagraph, EditedSef
from readiness.sef.round_trip.planning import plan_changes
from readiness.sef.round_trip.stamp import HEADINGS_BY_KIND
from tests.making.building import AS_AT, make_framework, make_records, make_statement
from tests.making.sef_making import (
    edited,
    is_same,
    kinds_of,
    planned,
    printed,
    stamped,
    unnamed,
    with_new,
    without,
)

WAITS = make_statement(1, text="Waits fell from 31 to 22 weeks.", impact="Families wait less.")
BREAKS = make_statement(2, text="Short breaks reach 240 families.")
ADVICE = make_statement(3, text="Health advice comes within six weeks.", criterion="A2")
NOW = (WAITS, BREAKS, ADVICE)
STAMP = stamped(*NOW)
PAPER = printed(STAMP)
TEXT_1, IMPACT_1, TEXT_2, TEXT_3 = (piece.bookmark for piece in STAMP.pieces)


def only(plan: SefPlan) -> PlanItem:
    """The one item of a plan."""
    assert len(plan.items) == 1, kinds_of(plan)
    return plan.items[0]


def test_an_untouched_document_proposes_nothing() -> None:
    """Out and straight back: no item, no remark, every statement counted as unchanged."""
    plan = planned(STAMP, PAPER, *NOW)
    assert (plan.is_empty, plan.remarks, plan.statements, plan.unchanged) == (True, (), 3, 3)
    assert (plan.export_id, plan.version, plan.as_at, plan.mode) == (STAMP.export_id, "0.3", AS_AT, "draft")


TEXTS = st.text(max_size=40) | st.sampled_from(["a\r\nb", "The difference this makes: x", "A1 A1", "\ud800"])


@given(st.lists(st.tuples(st.sampled_from(sorted(set(HEADINGS_BY_KIND.values()))), TEXTS, TEXTS), max_size=5))
@settings(deadline=None, max_examples=60)
def test_no_words_are_invented(texts: list[tuple[str, str, str]]) -> None:
    """Whatever the statements say, their own export proposes nothing."""
    statements = [
        Statement.model_validate(
            {
                "id": f"S{n:04d}",
                "criterion": "A1",
                "kind": kind,
                "text": text,
                "impact": impact,
                "position": n,
            }
        )
        for n, (kind, text, impact) in enumerate(texts, 1)
    ]
    stamp = stamped(*statements)
    assert planned(stamp, printed(stamp), *statements).items == ()


def test_an_edit_nobody_else_touched_is_safe() -> None:
    """New words in one paragraph are one safe edit; what was exported, is stored and came back are shown."""
    item = only(planned(STAMP, edited(PAPER, TEXT_2, text="Short breaks reach 255 families."), *NOW))
    assert (item.kind, item.statement, item.is_safe) == ("edited", "S0002", True)
    assert (item.base, item.ours, item.theirs) == (BREAKS.text, BREAKS.text, item.merged)


def test_an_impact_comes_back_without_the_words_printed_before_it() -> None:
    """The lead of an impact is ours; typing after it changes the impact alone."""
    words = "The difference this makes: Families wait 9 weeks less."
    item = only(planned(STAMP, edited(PAPER, IMPACT_1, text=words), *NOW))
    assert (item.key, item.theirs, item.is_safe) == ("S0001.impact", "Families wait 9 weeks less.", True)


def test_a_note_printed_for_a_missing_text_is_not_part_of_what_is_written_over_it() -> None:
    """Words typed behind the printed note are the text; the note itself is not stored."""
    empty = make_statement(4, text="")
    note = "Missing: nobody has said this yet."
    piece = STAMP.pieces[0].model_copy(update={"statement": "S0004", "text": "", "placeholder": note})
    stamp = stamped(empty, pieces=(piece,))
    untouched = edited(printed(stamp), piece.bookmark, text=note)
    assert planned(stamp, untouched, empty).is_empty
    item = only(planned(stamp, edited(untouched, piece.bookmark, text=f"{note} It is said now."), empty))
    assert item.theirs == "It is said now."


def test_an_edit_of_what_was_deleted_here_is_a_conflict() -> None:
    """Words that came back for a statement that is gone wait for a person."""
    item = only(planned(STAMP, edited(PAPER, TEXT_2, text="Short breaks reach more."), WAITS, ADVICE))
    assert (item.kind, item.ours, item.merged) == ("conflict", "", None)
    assert "deleted here" in item.reason


def test_changes_on_both_sides_in_different_places_are_both_kept() -> None:
    """The merged words are proposed, never taken unseen."""
    here = WAITS.model_copy(update={"text": "Waits fell from 30 to 22 weeks."})
    paper = edited(PAPER, TEXT_1, text="Waits fell from 31 to 20 weeks.")
    item = only(planned(STAMP, paper, here, BREAKS, ADVICE))
    assert (item.kind, item.merged, item.is_safe) == ("edited", "Waits fell from 30 to 20 weeks.", False)


def test_changes_on_both_sides_in_one_place_are_a_conflict() -> None:
    """Nobody's figure wins."""
    here = WAITS.model_copy(update={"text": "Waits fell from 31 to 21 weeks."})
    paper = edited(PAPER, TEXT_1, text="Waits fell from 31 to 20 weeks.")
    item = only(planned(STAMP, paper, here, BREAKS, ADVICE))
    assert (item.kind, item.merged) == ("conflict", None)
    assert [(one.ours, one.theirs) for one in item.overlaps] == [("21", "20")]


def test_an_edit_already_taken_in_among_others_proposes_nothing() -> None:
    """The document's change stands here, and something else was changed here since: nothing is left to do."""
    here = WAITS.model_copy(update={"text": "Waits fell from 30 to 20 weeks."})
    paper = edited(PAPER, TEXT_1, text="Waits fell from 31 to 20 weeks.")
    assert planned(STAMP, paper, here, BREAKS, ADVICE).is_empty


def test_a_paragraph_taken_out_is_a_deletion_to_be_asked_about() -> None:
    """A statement that is nowhere is one deletion, its impact with it, not safe; who deleted it is said."""
    cut = TrackedEdit("deleted", "A. Nurse", AS_AT, WAITS.text)
    paper = edited(without(PAPER, IMPACT_1), TEXT_1, text="", edits=(cut,))
    item = only(planned(STAMP, paper, *NOW))
    assert (item.kind, item.key, item.is_safe, item.authors) == (
        "deleted",
        "S0001.text",
        False,
        ("A. Nurse",),
    )


def test_a_text_taken_out_from_above_its_impact_is_no_deletion_of_both() -> None:
    """Words of the impact that still stand are not to go with the text: emptying it is proposed, not safe."""
    item = only(planned(STAMP, without(PAPER, TEXT_1), *NOW))
    assert (item.kind, item.merged, item.theirs, item.is_safe) == ("edited", "", "", False)
    assert "its impact is" in item.reason


def test_an_impact_taken_out_alone_is_a_deletion_of_the_impact() -> None:
    """The statement stays."""
    item = only(planned(STAMP, without(PAPER, IMPACT_1), *NOW))
    assert (item.kind, item.statement, item.field) == ("deleted", "S0001", "impact")


def test_a_deletion_of_what_changed_here_since_is_a_conflict() -> None:
    """What somebody has just rewritten is not deleted because an older copy lacks it."""
    here = BREAKS.model_copy(update={"text": "Rewritten here."})
    item = only(planned(STAMP, without(PAPER, TEXT_2), WAITS, here, ADVICE))
    assert (item.kind, item.ours) == ("conflict", "Rewritten here.")


def test_what_both_sides_deleted_is_done() -> None:
    """Gone in the document and gone here: nothing to say."""
    assert planned(STAMP, without(PAPER, TEXT_2), WAITS, ADVICE).is_empty


def test_a_statement_over_two_paragraphs_is_split() -> None:
    """Both halves are shown as the statement's; once they are stored, the same file proposes nothing."""
    halves = ("Short breaks reach 240 families.", "More are planned for spring.")
    paper = with_new(PAPER, TEXT_2, EditedParagraph(halves[1], continues=(TEXT_2,)))
    item = only(planned(STAMP, paper, *NOW))
    assert (item.kind, item.parts, item.is_safe) == ("split", halves, False)
    second = make_statement(9, text=halves[1])
    assert planned(STAMP, paper, *NOW, second).is_empty


def test_two_statements_in_one_paragraph_are_merged() -> None:
    """One item names the statement that was joined in; once stored, the same file proposes nothing."""
    both = f"{WAITS.text} {BREAKS.text}"
    paper = edited(without(PAPER, TEXT_2), TEXT_1, text=both, bookmarks=(TEXT_1, TEXT_2))
    item = only(planned(STAMP, paper, *NOW))
    assert (item.kind, item.merged, item.others, item.is_safe) == ("merged", both, ("S0002",), False)
    stored = WAITS.model_copy(update={"text": both})
    assert planned(STAMP, paper, stored, ADVICE).is_empty


def test_a_statement_joined_into_another_keeps_the_impact_that_still_stands() -> None:
    """Only its words are taken out, because its impact is a paragraph of its own as before."""
    both = f"{BREAKS.text} {WAITS.text}"
    paper = edited(edited(PAPER, TEXT_1, bookmarks=()), TEXT_2, text=both, bookmarks=(TEXT_2, TEXT_1))
    paper = [one for one in paper if one.text != WAITS.text]
    assert only(planned(STAMP, paper, *NOW)).others == ("S0001.text",)


def test_a_split_or_a_join_says_when_words_here_have_changed_since() -> None:
    """Accepting would put today's words aside, so the reason warns; where nothing changed it does not."""
    halves = with_new(PAPER, TEXT_2, EditedParagraph("More are planned.", continues=(TEXT_2,)))
    both = f"{WAITS.text} {BREAKS.text}"
    joined = edited(without(PAPER, TEXT_2), TEXT_1, text=both, bookmarks=(TEXT_1, TEXT_2))
    here = BREAKS.model_copy(update={"text": "Rewritten here."})
    for paper, kind in ((halves, "split"), (joined, "merged")):
        plain, warned = (only(planned(STAMP, paper, WAITS, one, ADVICE)) for one in (BREAKS, here))
        assert (plain.kind, warned.kind) == (kind, kind)
        assert "changed here" not in plain.reason
        assert "changed here" in warned.reason


def test_what_was_split_or_joined_but_is_deleted_here_is_a_conflict() -> None:
    """Accepting must not store half of it, nor delete the statement that was joined into one that is gone."""
    halves = with_new(PAPER, TEXT_2, EditedParagraph("More are planned.", continues=(TEXT_2,)))
    item = only(planned(STAMP, halves, WAITS, ADVICE))
    assert (item.kind, item.parts, item.theirs) == ("conflict", (), f"{BREAKS.text}\nMore are planned.")
    both = f"{BREAKS.text} {ADVICE.text}"
    joined = edited(without(PAPER, TEXT_3), TEXT_2, text=both, bookmarks=(TEXT_2, TEXT_3))
    item = only(planned(STAMP, joined, WAITS, ADVICE))
    assert (item.kind, item.others, item.theirs) == ("conflict", (), both)


def test_an_impact_joined_into_its_statement_is_named_as_an_impact() -> None:
    """Accepting must take out the impact, not the statement."""
    both = f"{WAITS.text} {WAITS.impact}"
    paper = edited(without(PAPER, IMPACT_1), TEXT_1, text=both, bookmarks=(TEXT_1, IMPACT_1))
    assert only(planned(STAMP, paper, *NOW)).others == ("S0001.impact",)


def test_a_copy_that_kept_the_name_is_one_statement() -> None:
    """The same paragraph twice, as a program may leave it that copies names too, is no split."""
    (again,) = [one for one in PAPER if TEXT_2 in one.bookmarks]
    assert planned(STAMP, [*PAPER, again], *NOW).is_empty
    assert planned(STAMP, with_new(PAPER, TEXT_2, again), *NOW).is_empty


@pytest.mark.parametrize(
    "lost", [{"reference": "S0002"}, {"copies": ("sef_S0002",)}, {"copies": ("sef_other", "sef_S0002")}]
)
def test_a_paragraph_without_its_name_is_known_by_its_reference_or_its_source(
    lost: dict[str, object],
) -> None:
    """Pasted elsewhere or retyped before its printed reference, it is still that statement, safely."""
    paper = edited(PAPER, TEXT_2, text="Short breaks reach 255 families.", bookmarks=(), **lost)
    item = only(planned(STAMP, paper, *NOW))
    assert (item.kind, item.statement, item.is_safe) == ("edited", "S0002", True)


def test_a_reference_that_another_paragraph_carries_is_not_taken_twice() -> None:
    """A second paragraph that prints a statement's reference is new words, not that statement."""
    paper = with_new(PAPER, TEXT_2, EditedParagraph("As S0002 says, more is needed.", reference="S0002"))
    assert kinds_of(planned(STAMP, paper, *NOW)) == [("added", "new-1")]


def test_without_stamp_and_names_statements_are_found_by_their_words() -> None:
    """The same words match; changed words are a suggestion to look at; nothing is said to be deleted."""
    assert planned(None, unnamed(PAPER), *NOW).is_empty
    paper = unnamed(edited(without(PAPER, TEXT_3), TEXT_1, text="Waits fell from 31 to 20 weeks."))
    item = only(planned(None, paper, *NOW))
    assert (item.kind, item.statement, item.is_safe) == ("edited", "S0001", False)
    assert "reference was lost" in item.reason


def test_two_lost_statements_do_not_claim_one_paragraph() -> None:
    """Of two statements like one paragraph the more alike has it, and of two paragraphs it has the better."""
    yearly = make_statement(4, text="Respite reaches 240 young carers each year.")
    growing = make_statement(5, text="Respite reaches 240 young carers each year now.")
    paper = [
        *unnamed(PAPER),
        EditedParagraph("Respite reaches 250 young carers each year."),
        EditedParagraph("Respite reaches 250 young carers each year again."),
    ]
    plan = planned(None, paper, *NOW, yearly, growing)
    assert [(item.statement, item.theirs) for item in plan.items] == [
        ("S0004", "Respite reaches 250 young carers each year."),
        ("S0005", "Respite reaches 250 young carers each year again."),
    ]
    assert [item.statement for item in planned(None, paper[:-1], *NOW, yearly, growing).items] == ["S0004"]


def test_a_paragraph_that_only_shares_a_word_is_no_lost_statement() -> None:
    """A few words in common are not a likeness."""
    paper = [*without(PAPER, TEXT_2), EditedParagraph("Families asked for a newsletter in every language.")]
    assert kinds_of(planned(STAMP, paper, *NOW)) == [("deleted", "S0002.text"), ("added", "new-1")]


def test_a_statement_made_a_heading_is_still_the_statement() -> None:
    """Styling a statement as a heading neither loses it nor starts a new section."""
    paper = edited(PAPER, TEXT_1, heading_level=2)
    assert planned(STAMP, paper, *NOW).is_empty


def test_only_our_own_export_can_come_back() -> None:
    """Another framework's, another area's and a stranger's document are refused; the words say which."""
    with pytest.raises(RefusedError, match="another framework"):
        planned(stamped(*NOW, framework="other"), PAPER, *NOW)
    with pytest.raises(RefusedError, match="another area"):
        planned(stamped(*NOW, area="Elsewhere"), PAPER, *NOW)
    with pytest.raises(RefusedError, match="not a self-evaluation exported from here"):
        planned(None, [EditedParagraph("Minutes of the parish council.")], *NOW)


def test_a_workspace_whose_area_is_not_named_yet_takes_its_export() -> None:
    """With no area to compare there is nothing to refuse."""
    index = Index(make_framework(), make_records(NOW))
    assert plan_changes(EditedSef(STAMP, tuple(PAPER)), index).is_empty


def test_what_is_proposed_differs_in_more_than_form() -> None:
    """Curly quotation marks, hyphens and spaces that a program changed by itself are no edit."""
    quoted = make_statement(1, text='The parents\' well-known view: "better".')
    stamp = stamped(quoted)
    words = "The parents\u2019 well\u2011known\u00a0view:  \u201cbetter\u201d."
    assert is_same(words, quoted.text)
    assert planned(stamp, edited(printed(stamp), "sef_S0001", text=words), quoted).is_empty

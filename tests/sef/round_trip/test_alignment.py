"""Each paragraph that comes back is a printed one, typed over one, or new; each printed one counts once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.sef.round_trip.alignment import Alignment, align
from readiness.sef.round_trip.edited import EditedParagraph, EditedSef
from readiness.sef.round_trip.printed import PrintedSef, PrintedUnit, Target
from readiness.sef.round_trip.stamp import SefStamp

STAMP = SefStamp(
    area="Penmarsh",
    framework="test",
    framework_version="1",
    as_at=date(2026, 12, 7),
    version="1",
    mode="draft",
)
CONTEXT = Target(table="area", id="area", field="context")


def aligned(printed: Sequence[str | PrintedUnit], returned: Sequence[str | EditedParagraph]) -> Alignment:
    """Texts that were printed beside those that came back."""
    units = tuple(one if isinstance(one, PrintedUnit) else PrintedUnit(text=one) for one in printed)
    paragraphs = tuple(one if isinstance(one, EditedParagraph) else EditedParagraph(one) for one in returned)
    return align(EditedSef(STAMP, paragraphs, printed=PrintedSef(stamp=STAMP, units=units)))


@pytest.mark.parametrize(
    ("printed", "returned", "same", "replaced", "gone"),
    [
        (["a", "b", "c"], ["a", "b", "c"], {0: 0, 1: 1, 2: 2}, {}, ()),
        (["a", "b", "c"], ["a", "c"], {0: 0, 1: 2}, {}, (1,)),
        (["a", "c"], ["a", "b", "c"], {0: 0, 2: 1}, {}, ()),
        (["a", "b", "c"], ["a", "x", "c"], {0: 0, 2: 2}, {1: 1}, ()),
        (["a", "b", "c"], ["c", "a", "b"], {0: 2, 1: 0, 2: 1}, {}, ()),
        (["a", "b", "c", "d"], ["a", "x", "d"], {0: 0, 2: 3}, {1: 1}, (2,)),
        (["a", "b", "d"], ["a", "x", "y", "d"], {0: 0, 3: 2}, {1: 1}, ()),
        (["a", "a", "b"], ["a", "b", "a"], {0: 1, 1: 2, 2: 0}, {}, ()),
        (["a", "a"], ["a"], {0: 0}, {}, (1,)),
        (["a", "a", "b", "c", "d"], ["b", "c", "d", "a", "a"], {0: 2, 1: 3, 2: 4, 3: 0, 4: 1}, {}, ()),
        ([], ["x"], {}, {}, ()),
        (["a"], [], {}, {}, (0,)),
        (["a", ""], ["", "a", " "], {1: 0}, {}, ()),
    ],
)
def test_words_are_the_same_typed_over_moved_new_or_gone(
    printed: list[str],
    returned: list[str],
    same: dict[int, int],
    replaced: dict[int, int],
    gone: tuple[int, ...],
) -> None:
    """What has no words is no paragraph on either side."""
    found = aligned(printed, returned)
    assert (found.same, found.replaced, found.gone) == (same, replaced, gone)


def test_what_was_missing_is_typed_over_first() -> None:
    """Where fewer came back than stood there, the words go where words were asked for."""
    asked = PrintedUnit(text="Missing: words.", target=CONTEXT)
    found = aligned(["a", "b", asked, "d"], ["a", "x", "d"])
    assert found.replaced == {1: 2}
    assert found.gone == (1,)
    assert found.place_of(1) == asked
    assert found.unit(1) is None
    assert found.unit(0) == PrintedUnit(text="a")
    assert found.place_of(0) is None


def test_a_bookmark_says_which_it_is_before_any_words_do() -> None:
    """With the same words it is the same, with others typed over, wherever it stands."""
    units: list[str | PrintedUnit] = ["c"]
    units[:0] = [PrintedUnit(text="a", bookmark="one"), PrintedUnit(text="b", bookmark="two")]
    returned = [
        EditedParagraph("c"),
        EditedParagraph("new words", bookmarks=("two",)),
        EditedParagraph("a", bookmarks=("other", "one")),
    ]
    found = aligned(units, returned)
    assert (found.same, found.replaced, found.gone) == ({0: 2, 2: 0}, {1: 1}, ())


def test_a_bookmark_counts_once_and_never_for_nothing() -> None:
    """A copy of a paragraph is new, one without words is none, and one of two marks is the first of them."""
    units = [PrintedUnit(text="a", bookmark="one"), PrintedUnit(text="b", bookmark="two")]
    copy = EditedParagraph("a", bookmarks=("one",))
    twice = aligned(units[:1], [copy, copy])
    assert (twice.same, twice.replaced, twice.gone) == ({0: 0}, {}, ())
    assert aligned(units, [EditedParagraph("", bookmarks=("one",))]).gone == (0, 1)
    both = aligned(units, [EditedParagraph("a", bookmarks=("one", "two"))])
    assert (both.same, both.replaced, both.gone) == ({}, {0: 0}, (1,))


def test_tables_and_the_contents_page_are_not_set_beside_paragraphs() -> None:
    """They have their own reading."""
    returned = [
        EditedParagraph("a", is_contents=True),
        EditedParagraph("a", table=1),
        EditedParagraph("a"),
    ]
    assert aligned(["a"], returned).same == {2: 0}


def test_everything_in_a_paragraph_counts_the_reference_too() -> None:
    """And it is compared in comparable form."""
    paragraph = EditedParagraph("Words.", raw="Words. \u00a0S0001")
    assert aligned(["Words. S0001"], [paragraph]).same == {0: 0}
    assert aligned(["Words."], [paragraph]).same == {}


def test_without_what_was_printed_nothing_is_known() -> None:
    """Neither the same nor gone."""
    assert align(EditedSef(STAMP, (EditedParagraph("a"),))) == Alignment()


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=8)


@given(printed=TEXTS, returned=TEXTS)
def test_each_printed_paragraph_is_somewhere_or_gone_and_never_twice(
    printed: list[str], returned: list[str]
) -> None:
    """Whatever the order; the same means the same words."""
    found = aligned(printed, returned)
    places = [*found.same.values(), *found.replaced.values(), *found.gone]
    assert sorted(places) == [number for number, text in enumerate(printed) if text]
    assert not set(found.same) & set(found.replaced)
    assert all(printed[number] == returned[at] for at, number in found.same.items())
    spare = {text: printed.count(text) - returned.count(text) for text in printed if text}
    held = [printed[number] for number in found.same.values()]
    assert all(held.count(text) == printed.count(text) - max(more, 0) for text, more in spare.items())

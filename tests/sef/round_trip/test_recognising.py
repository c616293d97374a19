"""A document that lost its stamp is a copy of the export its cover and names speak of, or of none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from readiness.sef.round_trip.printed import PrintedSef, PrintedUnit
from readiness.sef.round_trip.recognising import Seen, nearest
from readiness.sef.round_trip.stamp import Piece, SefStamp

STATEMENTS = ("Waits fell to 17 weeks", "Clubs open at weekends")


def printed(
    version: str = "9", *, made: str = "1 December 2026", statements: tuple[str, ...] = STATEMENTS
) -> PrintedSef:
    """An export with a cover, two sections and a statement in each."""
    pieces = tuple(
        Piece(statement=f"S000{number}", criterion="A1", kind="strength", text=text)
        for number, text in enumerate(statements, 1)
    )
    cover = [
        "Self-evaluation",
        f"Date: {made}",
        *([f"Version: {version}"] if version else []),
        "Status: Draft for comment",
    ]
    body = [
        unit
        for number, piece in enumerate(pieces, 1)
        for unit in (
            PrintedUnit(text=f"Section {number}", bookmark=f"sefsec_{number}", is_heading=True),
            PrintedUnit(text=piece.text, bookmark=piece.bookmark),
        )
    ]
    stamp = SefStamp(
        area="Penmarsh",
        framework="test",
        framework_version="1",
        as_at=date(2026, 12, 7),
        version=version,
        mode="draft",
        pieces=pieces,
    )
    return PrintedSef(stamp=stamp, units=(*(PrintedUnit(text=one) for one in cover), *body))


def copy_of(one: PrintedSef, *, has_names: bool = True) -> list[Seen]:
    """Its paragraphs as another program saves them."""
    return [Seen(unit.text, (unit.bookmark,) if has_names and unit.bookmark else ()) for unit in one.units]


@pytest.mark.parametrize("has_names", [True, False])
def test_an_untouched_copy_is_of_its_export_for_certain(has_names: bool) -> None:
    """With its names or without, beside another export with nearly the same words."""
    ours, other = printed(), printed("10", statements=("Waits fell to 16 weeks", STATEMENTS[1]))
    likely = nearest([other, ours], copy_of(ours, has_names=has_names))
    assert likely is not None
    assert (likely.printed, likely.is_sure) == (ours, True)


@pytest.mark.parametrize(
    "other",
    [printed("10"), printed(made="2 December 2026"), printed("")],
    ids=["a later version", "made on another day", "without a version"],
)
def test_the_cover_of_another_export_makes_it_none_of_ours(other: PrintedSef) -> None:
    """However alike the words are: what was changed here since must not look changed there."""
    assert nearest([other], copy_of(printed(), has_names=False)) is None


def test_names_that_count_otherwise_are_those_of_another_export() -> None:
    """A section was added before the others: each heading has the name of the next."""
    copy = [
        replace(one, names=("sefsec_2",)) if one.text == "Section 1" else one for one in copy_of(printed())
    ]
    assert nearest([printed()], copy) is None
    unknown = [*copy_of(printed()), Seen("Pasted from a later one", ("sef_S0007",))]
    assert nearest([printed()], unknown) is None


def test_a_reworded_heading_is_no_other_export() -> None:
    """One of many; half of them is another matter."""
    many = printed(statements=tuple(f"Statement {number} is so" for number in range(1, 6)))
    copy = [
        replace(one, text="Our first section") if one.text == "Section 1" else one for one in copy_of(many)
    ]
    assert nearest([many], copy) is not None


def test_words_alone_are_never_certain() -> None:
    """The cover was cut off: perhaps it is a copy of an export that is forgotten."""
    likely = nearest([printed()], [one for one in copy_of(printed()) if ": " not in one.text])
    assert likely is not None
    assert not likely.is_sure


def test_a_day_a_partner_writes_elsewhere_is_not_the_covers() -> None:
    """The printed line still stands."""
    likely = nearest([printed()], [*copy_of(printed()), Seen("Date: to be agreed")])
    assert likely is not None
    assert likely.is_sure


@pytest.mark.parametrize("kept", [0, 2])
def test_a_document_with_few_of_its_words_is_no_copy(kept: int) -> None:
    """Less than half of what was printed, or nothing of what only its statements say."""
    assert nearest([printed()], copy_of(printed())[:kept]) is None
    around = [one for one in copy_of(printed()) if one.text not in STATEMENTS]
    assert nearest([printed()], around) is None

"""The executive summary: prose from the records, editable, and true to what is agreed and recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from readiness.model.records.area import Area
from readiness.model.records.evaluation import LocalGrade
from readiness.model.records.measures import Measure, Observation
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.record import Record
from readiness.model.records.tables import Records
from readiness.sef.round_trip.stamp import SUMMARY_HEADINGS, Mode
from readiness.sef.word_out.document import make_sef
from readiness.sef.word_out.notebook import SefSource
from tests.reports.test_sef_document import MODES, texts


@dataclass(frozen=True)
class Kept:
    """A state that was kept."""

    records: Records
    as_at: date


MOST_WORDS = 900
"""Two pages."""


def summary_of(source: SefSource, as_at: date, mode: Mode = "draft") -> dict[str, list[str]]:
    """The paragraphs below each heading of the executive summary."""
    made = make_sef(source, as_at=as_at, version="1", mode=mode)
    found: dict[str, list[str]] = {}
    heading = ""
    for unit in made.printed.units:
        if unit.is_heading:
            heading = unit.text
        elif heading in SUMMARY_HEADINGS:
            found.setdefault(heading, []).append(unit.text)
    return found


def test_is_written_from_the_records(source: SefSource, as_at: date) -> None:
    """Headlines, strengths with their difference, what is due, what moved: each from a record, in prose."""
    said = {heading: " ".join(text) for heading, text in summary_of(source, as_at).items()}
    assert list(said) == list(SUMMARY_HEADINGS)
    assert said["Who we are"].startswith("Fenmarch is a rural area")
    experience = said["What it is like for children and young people here"]
    assert experience.startswith("We find most needs early and well")
    assert "which nobody has inspected" in experience
    strengths = said["What we do well, and the difference it makes"]
    assert "255 families. Nine in ten families who use it say that they cope better." in strengths
    assert "named link educational psychologist" not in strengths  # nobody wrote what difference it made
    improvement = said["What must improve, and by when"]
    assert "May 2026. By 31 March 2027: open a second assessment team." in improvement
    changes = said["What has changed since last time"]
    assert "from 38.2% (Dec 2024) to 52.4% (Dec 2025), 14.2 percentage points higher" in changes


def test_takes_no_more_than_two_pages(
    source_of: Callable[..., SefSource], items: list[Record], as_at: date
) -> None:
    """However much there is to tell."""
    many = [
        Measure(
            id=f"M{at:04}",
            title=f"Measure {at} of something that takes a line to say",
            criteria=("A1",),
            observations=(
                Observation(period_to=date(2024, 12, 31), value=20),
                Observation(period_to=date(2025, 12, 31), value=20 + at),
            ),
        )
        for at in range(1, 200)
    ]
    told = summary_of(source_of(*items, *many), as_at)
    assert sum(len(text.split()) for found in told.values() for text in found) <= MOST_WORDS


def test_own_words_stand_in_place_of_the_records(
    source_of: Callable[..., SefSource], items: list[Record], as_at: date
) -> None:
    """What somebody wrote for a part is printed, paragraph by paragraph, and nothing beside it."""
    written = [
        one.model_copy(update={"summary_families": "They told us twice.\n\nWe listened once."})
        if isinstance(one, Area)
        else one
        for one in items
    ]
    told = summary_of(source_of(*written), as_at)
    assert told["What families tell us"] == ["They told us twice.", "We listened once."]


def test_a_public_one_holds_agreed_words_only(source: SefSource, as_at: date) -> None:
    """A strength nobody agreed is not in the summary either; a part that waits for agreement says so."""
    told = summary_of(source, as_at, "publication")
    agreed = {one.agreed_text for one in source.index.records.statements.values() if one.agreed_text}
    said = " ".join(" ".join(text) for text in told.values())
    for one in source.index.records.statements.values():
        assert (one.text in said) <= (one.text in agreed)
    assert "not yet agreed by" in " ".join(told["What families tell us"])


def test_an_empty_workspace_says_what_is_missing(source_of: Callable[..., SefSource], as_at: date) -> None:
    """Each part asks for its words; typed over, they come back as that part."""
    told = summary_of(source_of(), as_at)
    assert all(len(text) == 1 and text[0].startswith("Missing:") for text in told.values())
    assert list(told) == list(SUMMARY_HEADINGS)


@pytest.mark.parametrize("mode", ["draft", "publication"])
def test_small_counts_stay_out_of_a_public_summary(
    source_of: Callable[..., SefSource], items: list[Record], as_at: date, mode: Mode
) -> None:
    """A measure that counts 3 people is not told by figures in what leaves the building."""
    few = Measure(
        id="M0009",
        title="Children without a place",
        unit="children",
        good="lower",
        criteria=("A1",),
        observations=(
            Observation(period_to=date(2024, 12, 31), value=13),
            Observation(period_to=date(2025, 12, 31), value=3),
        ),
    )
    said = " ".join(summary_of(source_of(*items, few), as_at, mode)["What has changed since last time"])
    assert ("to 3 children" in said) is (mode == "draft")


def test_what_changed_since_a_state_was_kept_is_said(
    source_of: Callable[..., SefSource], items: list[Record], as_at: date
) -> None:
    """Actions finished, recommendations added and views that moved; nothing where nothing of it did."""
    kept = date(2026, 9, 1)
    told = Recommendation(id="R0090", kind="other", text="Find needs sooner")
    names = list(source_of().framework.levels_of("A1"))
    then = (
        Action(id="P0090", title="Hire two psychologists", status="in_progress"),
        LocalGrade(id="A1", outcome=names[0]),
    )
    now = (
        then[0].model_copy(update={"status": "done"}),
        LocalGrade(id="A1", outcome=names[1]),
        told,
    )
    mine = [one for one in items if one.id != "A1"]
    before = source_of(*mine, *then)
    earlier = Kept(before.index.records, kept)

    def said(source: SefSource, mode: Mode = "draft") -> str:
        return " ".join(summary_of(source, as_at, mode)["What has changed since last time"])

    for mode in MODES:
        after = replace(source_of(*mine, *now), earlier=earlier)
        text = said(after, mode)
        assert "Since 1 September 2026 the following has changed. 1 action has been finished: Hire" in text
        assert "1 recommendation has been added" in text
        assert "Our own view of" in text
    assert "Since 1 September" not in said(replace(before, earlier=earlier))
    assert "Since 1 September" not in said(source_of(*mine, *now))


def test_sources_are_plain_names_outside_the_working_draft(source: SefSource, as_at: date) -> None:
    """Pages, cells and references to records stand in the working draft alone."""
    for mode in MODES:
        made = make_sef(source, as_at=as_at, version="1", mode=mode)
        said = "\n".join(texts(made.content))
        assert ("p.11" in said) is (mode == "draft")
        assert ("(E0001)" in said) is (mode == "draft")

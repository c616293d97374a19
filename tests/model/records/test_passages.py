"""Words read from a document, and what became of its file."""

from __future__ import annotations

from readiness.model.records.evidence import FileStates, Pinpoint
from readiness.model.records.passages import Extracted, Passage


def test_words_are_joined_and_counted() -> None:
    """Passages follow each other on lines; words are counted between spaces; none means nothing to read."""
    read = Extracted(
        (Passage(Pinpoint(page="1"), "Waits fell"), Passage(Pinpoint(page="2"), "from 31 to 22 weeks"))
    )

    assert read.text == "Waits fell\nfrom 31 to 22 weeks"
    assert read.words == 7
    assert read.is_readable
    assert not Extracted().is_readable
    assert Extracted().words == 0


def test_a_file_is_missing_changed_or_there() -> None:
    """Missing says more than changed; an item nothing is known against is there."""
    states = FileStates(missing=frozenset({"E0001"}), changed=frozenset({"E0001", "E0002"}))

    assert [states.state_of(one) for one in ("E0001", "E0002", "E0003")] == ["missing", "changed", "present"]
    assert states.known("E0001") == FileStates(changed=frozenset({"E0002"}))

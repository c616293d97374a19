"""What verifying a pack found, in lines."""

from __future__ import annotations

from pathlib import Path

from readiness.pack.verify import VerifyReport
from readiness.tui.screens.pack.plan_lines import size_words, verified_lines


def test_a_sound_pack_still_tells_what_the_standard_wants_told() -> None:
    """A warning stands between the verdict and the figures, letter for letter."""
    told = ("An [old] manifest is there, too.",)
    report = VerifyReport(Path("pack.zip"), (), 3, 412, "ab" * 64, "cd" * 64, warnings=told)

    found = [one.plain for one in verified_lines(report)]

    assert found[0] == "Every file is there and unchanged."
    assert found[1].split(maxsplit=1) == ["note", "An [old] manifest is there, too."]
    assert found[2] == "3 files, 412 bytes"


def test_sizes_are_in_the_unit_people_use() -> None:
    """Bytes below a thousand, then kB, MB and GB with one decimal."""
    assert [size_words(one) for one in (0, 999, 3_400, 3_400_000, 2_500_000_000)] == [
        "0 bytes",
        "999 bytes",
        "3.4 kB",
        "3.4 MB",
        "2.5 GB",
    ]

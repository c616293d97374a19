"""Build packs beyond the limits of the old zip format and have several readers judge them.

    python scripts/large_packs.py          in the computer's folder for temporary files
    python scripts/large_packs.py FOLDER   in another one with 12 GB free

A member over 4 GiB stored, one compressed, and more than 65,535 members. Each pack is built and verified
by this program's own code, then read by Python's `zipfile` and, where they are installed, by `unzip` and
`zipinfo`. As a control, a byte is changed beyond 4 GiB: that must be found. Takes a few minutes; leaves
nothing behind. Exits 1 when a reader objects, 2 when there is no room.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from readiness.pack.build import build_pack
from readiness.pack.plan import PackFile, PackItem, PackPlan
from readiness.pack.verify import verify_pack

GIB = 2**30
BIG = 41 * GIB // 10
MANY = 66_000
ROOM = 12 * 10**9
_STRIDE, _NOISE = 128 * 1024, 1024
"""Bytes from one run of noise to the next, and its length: a file that shrinks to about a hundredth."""
_END_OF_ZIP64, _EXTRA_OF_ZIP64 = b"PK\x06\x06", b"\x01\x00"
_TAIL = 2**16


@dataclass
class Outcome:
    """What came of one pack."""

    name: str
    members: int = 0
    largest: int = 0
    size: int = 0
    is_64_bit: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    peak: int = 0
    """Bytes of memory at most, with all readers but the last two."""

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Note how long something takes."""
        start = time.perf_counter()
        yield
        self.seconds[what] = time.perf_counter() - start


def hollow(folder: Path) -> list[PackFile]:
    """A film of zeros that takes no room; kinds like it are stored as they are."""
    path = folder / "film.mp4"
    with path.open("wb") as stream:
        stream.truncate(BIG)
    return [PackFile("E0001", "Film", path, holds_personal_data=False)]


def noisy(folder: Path) -> list[PackFile]:
    """A file that is compressed, with some noise so that it is not taken for a bomb."""
    path = folder / "export.csv"
    with path.open("wb") as stream:
        for place in range(0, BIG, _STRIDE):
            stream.seek(place)
            stream.write(os.urandom(_NOISE))
        stream.truncate(BIG)
    return [PackFile("E0001", "Export", path, holds_personal_data=False)]


def many(folder: Path) -> list[PackFile]:
    """One tiny file, handed over tens of thousands of times."""
    path = folder / "note.txt"
    path.write_text("a note\n", encoding="utf-8")
    return [PackFile(f"E{number:05}", "Note", path, holds_personal_data=False) for number in range(MANY)]


def try_out(name: str, files_of: Callable[[Path], list[PackFile]], folder: Path) -> Outcome:
    """Build a pack and read it in every way there is."""
    outcome, pack = Outcome(name), folder / "pack.zip"
    items = (PackItem("X01", "Item", "X", tuple(files_of(folder))),)
    plan = PackPlan("Exampleshire", "A framework", "OFFICIAL", date(2026, 9, 1), items)
    with outcome.timed("build"):
        build_pack(plan, pack, as_zip=True)
    outcome.size = pack.stat().st_size
    with outcome.timed("verify"):
        outcome.faults += [f"ours: {one.name}: {one.what}" for one in verify_pack(pack).findings]
    outcome.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    with outcome.timed("zipfile"), zipfile.ZipFile(pack) as archive:
        outcome.members = len(archive.infolist())
        outcome.is_64_bit = uses_64_bits(pack, archive)
        outcome.largest = max(one.file_size for one in archive.infolist())
        outcome.faults += [f"zipfile: {bad}"] if (bad := archive.testzip()) else []
    for command in (["unzip", "-tqq"], ["zipinfo", "-h"]):
        if shutil.which(command[0]):
            with outcome.timed(command[0]):
                run = subprocess.run([*command, str(pack)], capture_output=True, text=True, check=False)
            outcome.faults += [f"{command[0]}: {run.stdout}{run.stderr}"] if run.returncode else []
    if outcome.size > 4 * GIB:
        change_beyond_4_gib(pack)
        outcome.faults += ["control: the byte changed was not found"] if verify_pack(pack).is_valid else []
    return outcome


def uses_64_bits(pack: Path, archive: zipfile.ZipFile) -> bool:
    """Whether the zip says of a member, or of all of it, what 32 bits could not."""
    with pack.open("rb") as stream:
        stream.seek(-min(pack.stat().st_size, _TAIL), os.SEEK_END)
        return _END_OF_ZIP64 in stream.read() or any(
            one.extra.startswith(_EXTRA_OF_ZIP64) for one in archive.infolist()
        )


def change_beyond_4_gib(pack: Path) -> None:
    """Harm a byte of the large member where only 64 bits reach."""
    with pack.open("r+b") as stream:
        stream.seek(4 * GIB + 1)
        stream.write(b"\x01")


def shown(outcome: Outcome) -> str:
    """One outcome in a line."""
    times = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in outcome.seconds.items())
    return (
        f"{outcome.name}: {outcome.members:,} members, the largest {outcome.largest:,} bytes; "
        f"zip of {outcome.size:,} bytes, {'64' if outcome.is_64_bit else '32'} bits; {times}; "
        f"peak {outcome.peak / 1e6:.0f} MB; {'; '.join(outcome.faults) or 'no reader objects'}"
    )


def main(folder: Path | None) -> int:
    """Try all three; the exit code."""
    with tempfile.TemporaryDirectory(dir=folder) as work:
        if (free := shutil.disk_usage(work).free) < ROOM:
            print(f"{ROOM // 10**9} GB are needed in {work}, {free // 10**9} GB are free.")
            return 2
        is_good = True
        for name, files_of in (("stored", hollow), ("compressed", noisy), ("many", many)):
            place = Path(work, name)
            place.mkdir()
            with ProcessPoolExecutor(max_workers=1) as alone:  # so that each has its own peak of memory
                outcome = alone.submit(try_out, name, files_of, place).result()
            shutil.rmtree(place)
            print(shown(outcome), flush=True)
            is_good &= not outcome.faults and outcome.is_64_bit
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))

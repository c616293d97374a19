"""Build a data pack of about 2 GB and compare it with copying and hashing the same bytes once.

Usage: python -m benchmarks.bench_pack [MEGABYTES] [FOLDER]

Every way is timed on a warm cache, in turn, five times; the best of each is shown. The budget is
1.5 times copying and hashing once (SHA-512), both ending with the bytes on disk.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.effort import rounds
from readiness.pack.build import build_pack
from readiness.pack.plan import PackFile, PackItem, PackPlan
from readiness.pack.verify import verify_pack

BUDGET = 1.5
FILES = 535
ROUNDS = rounds(5)
CHUNK = 256 * 1024


def _make_files(folder: Path, megabytes: int) -> list[Path]:
    draw = random.Random(7)  # noqa: S311 - made-up bytes, not a secret
    block = draw.randbytes(CHUNK)
    folder.mkdir()
    paths = []
    for number in range(FILES):
        path = folder / f"file {number:03d}.pdf"
        size = megabytes * 1_000_000 // FILES
        with path.open("wb") as stream:
            stream.write(number.to_bytes(4, "big"))
            for start in range(4, size, CHUNK):
                stream.write(block[: min(CHUNK, size - start)])
        paths.append(path)
    return paths


def _copy_and_hash_once(paths: list[Path], target: Path) -> None:
    target.mkdir()
    buffer = memoryview(bytearray(CHUNK))
    for path in paths:
        seen = hashlib.sha512()
        with path.open("rb", buffering=0) as source, (target / path.name).open("wb", buffering=0) as copy:
            while count := source.readinto(buffer):
                seen.update(buffer[:count])
                copy.write(buffer[:count])
            os.fsync(copy.fileno())


def _copy_then_bagit(paths: list[Path], target: Path) -> None:
    import bagit

    target.mkdir()
    for path in paths:
        shutil.copyfile(path, target / path.name)
    bagit.make_bag(str(target), checksums=["sha512"])
    os.sync()


def _plan(paths: list[Path]) -> PackPlan:
    items = tuple(
        PackItem(f"X{number:03d}", "An item", "X", (PackFile("E0001", "A file", path),))
        for number, path in enumerate(paths)
    )
    return PackPlan("Nowhere", "A framework", "OFFICIAL", date(2025, 3, 3), items)


def _timed(action: Callable[[Path], object], target: Path) -> float:
    start = time.perf_counter()
    action(target)
    return time.perf_counter() - start


def _remove(target: Path) -> None:
    shutil.rmtree(target) if target.is_dir() else target.unlink()


def main() -> int:
    """Print the best of several rounds and the ratios; 1 when the budget is missed."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 2150
    parent = sys.argv[2] if len(sys.argv) > 2 else None  # noqa: PLR2004 - the second argument
    with tempfile.TemporaryDirectory(dir=parent) as name:
        root = Path(name)
        paths = _make_files(root / "source", megabytes)
        plan = _plan(paths)
        build_pack(plan, root / "kept.zip", as_zip=True)
        ways: dict[str, tuple[Callable[[Path], object], Path]] = {
            "copy and hash once": (lambda target: _copy_and_hash_once(paths, target), root / "once"),
            "pack as folder": (lambda target: build_pack(plan, target, as_zip=False), root / "pack"),
            "pack as zip": (lambda target: build_pack(plan, target, as_zip=True), root / "pack.zip"),
            "copy, then bagit.make_bag": (lambda target: _copy_then_bagit(paths, target), root / "library"),
            "verify the zip": (verify_pack, root / "kept.zip"),
        }
        best = dict.fromkeys(ways, float("inf"))
        for _ in range(ROUNDS):
            for title, (action, target) in ways.items():
                best[title] = min(best[title], _timed(action, target))
                if target.name != "kept.zip":
                    _remove(target)
    once = best["copy and hash once"]
    print(f"{FILES} files, {megabytes} MB, best of {ROUNDS} rounds")
    for title, seconds in best.items():
        print(f"{title:28} {seconds:6.2f} s   {seconds / once:5.2f} x   {megabytes / seconds:6.0f} MB/s")
    return int(max(best["pack as folder"], best["pack as zip"]) > BUDGET * once)


if __name__ == "__main__":
    sys.exit(main())

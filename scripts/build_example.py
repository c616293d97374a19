"""Rebuild the worked example: its library of files and its register.

Usage: ``python scripts/build_example.py [--to DIR]``. Every run writes the same bytes
with the same versions of the libraries that write them, which ``evidence/made-with.txt`` names.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "evidence" / "example"


def main() -> None:
    """Build the example below ``evidence/example`` or below the directory given."""
    parser = argparse.ArgumentParser(description="Rebuild the worked example.")
    parser.add_argument("--to", type=Path, default=SHIPPED, help="where to write it")
    sys.path.insert(0, str(ROOT))
    from scripts.example.build import build, made_with

    target: Path = parser.parse_args().to
    print(build(target))
    if target == SHIPPED:
        (ROOT / "evidence" / "made-with.txt").write_text(made_with(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""Rebuild the worked example: its library of files and its register.

Usage: ``python scripts/build_example.py [--to DIR]``. Every run writes the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Build the example below ``evidence/example`` or below the directory given."""
    parser = argparse.ArgumentParser(description="Rebuild the worked example.")
    parser.add_argument("--to", type=Path, default=ROOT / "evidence" / "example", help="where to write it")
    sys.path.insert(0, str(ROOT))
    from scripts.example.build import build

    target: Path = parser.parse_args().to
    print(build(target))


if __name__ == "__main__":
    main()

"""Draw the pictures of the README and the tour from the worked example: python scripts/screenshots.py."""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from readiness.tui.app.app import ReadinessApp
from readiness.tui.shell.session import Start
from readiness.workspace.example import copy_example

FOLDER = Path(__file__).parent.parent / "docs" / "images"
NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
AREAS = ("overview", "criteria", "evidence", "gaps", "requests", "notice")
SIZE = (120, 40)
_WEB_FONTS = re.compile(r"@font-face\s*\{[^}]*\}")


async def draw(root: Path) -> None:
    """One picture of each area, as a new user sees it."""
    app = ReadinessApp(Start(root, "R. Shah", clock=lambda: NOW))
    async with app.run_test(size=SIZE) as pilot:
        for number, area in enumerate(AREAS, start=1):
            key = str({"notice": 7}.get(area, number))
            await pilot.press(key)
            for _ in range(20):
                await app.workers.wait_for_complete()
                await pilot.pause(0.1)
            picture = app.export_screenshot(title=f"readiness: {area}", simplify=True)
            # The fonts named in the picture lie on the web; the reader's own will do.
            (FOLDER / f"{area}.svg").write_text(_WEB_FONTS.sub("", picture), encoding="utf-8")
            print(f"{area}.svg")


def main() -> None:
    """Copy the example aside and draw it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(draw(copy_example(Path(folder) / "penmarsh")))


if __name__ == "__main__":
    main()

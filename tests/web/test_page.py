"""The pages: nothing of them comes from elsewhere, and what is not ours is what its makers published."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from readiness.web import page

ROOT = Path(__file__).parents[2]
DEPENDENCIES = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
NAMED = re.compile(r"""(?:href|src)="([^"]+)"|from "([^"]+)";|url\(([^)]+)\)""")


def test_every_part_is_there_and_names_no_other_address() -> None:
    """Pages, our script and every style name only parts of the list."""
    listed = {f"part/{name}" for name in page.FILES}
    for name in page.FILES:
        assert (page.PARTS / name).is_file(), name
    named = {"".join(found) for found in NAMED.findall(page.screens_page(limit="1 MB"))}
    assert named <= listed
    for name in ("readiness.js", "readiness.css", "xterm/xterm.css"):
        text = (page.PARTS / name).read_text(encoding="utf-8")
        inside = {"".join(found) for found in NAMED.findall(text)}
        assert {f"part/{one.removeprefix('./')}" for one in inside} <= listed, name
    assert "http" not in page.screens_page(limit="") + page.words_page("a", "b")


def test_xterm_is_as_published() -> None:
    """The digest of each file stands in docs/dependencies.md, and its licence is beside it."""
    files = sorted((page.PARTS / "xterm").iterdir())
    assert [one.name for one in files] == ["LICENSE.txt", "addon-fit.mjs", "xterm.css", "xterm.mjs"]
    for one in files:
        assert hashlib.sha256(one.read_bytes()).hexdigest() in DEPENDENCIES, one.name


def test_the_policy_lets_nothing_else_in() -> None:
    """No script in a page, no source but ours, nowhere to be framed; names are written as text."""
    assert "default-src 'none'" in page.POLICY
    assert "script-src 'self';" in page.POLICY
    assert "frame-ancestors 'none'" in page.POLICY
    assert "<script>" not in page.screens_page(limit="<b>")
    assert "<b>" not in page.words_page("<b>", "<b>") + page.screens_page(limit="<b>")

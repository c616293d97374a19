"""The documents as a site: `python3 scripts/task.py docs` builds it, and a broken link is an error."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

HERE = Path(__file__).parent
_OUT_OF_DOCS = re.compile(r"(?<!!)\[([^\]]+)\]\(((?:\.\./)+[^)#\s]*)(#[^)\s]*)?\)")

project = "Area SEND readiness"
author = "The maintainers"
extensions = ["myst_parser"]
myst_heading_anchors = 4
html_theme = "alabaster"
html_theme_options = {"description": "What can we hand over, if the call came today?", "fixed_sidebar": True}
html_copy_source = False


def without_links_out(text: str, document: Path) -> str:
    """Replace links to files of the repository that are not in the site by their words and path.

    Raises:
        ExtensionError: A link leads to a file that does not exist.
    """

    def plain(link: re.Match[str]) -> str:
        target = (document.parent / link[2]).resolve()
        if not target.exists():
            raise ExtensionError(f"{document.name} links to {link[2]}, which does not exist.")
        if target.is_relative_to(HERE):
            return link[0]
        return f"{link[1]} (`{target.relative_to(HERE.parent).as_posix()}`)"

    return _OUT_OF_DOCS.sub(plain, text)


def _read(app: Sphinx, name: str, source: list[str]) -> None:
    source[0] = without_links_out(source[0], Path(app.env.doc2path(name)))


def setup(app: Sphinx) -> None:
    """Let the pages pass through `without_links_out` as they are read."""
    app.connect("source-read", _read)

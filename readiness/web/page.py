"""The pages: the one that shows the screens, those that say why not, and what browsers may do there."""

from __future__ import annotations

from html import escape
from pathlib import Path

PARTS = Path(__file__).parent / "page"
"""The folder of everything a page loads; nothing is loaded from anywhere else."""

FILES = {
    "icon.svg": "image/svg+xml",
    "readiness.css": "text/css",
    "readiness.js": "text/javascript",
    "xterm/xterm.css": "text/css",
    "xterm/xterm.mjs": "text/javascript",
    "xterm/addon-fit.mjs": "text/javascript",
}
"""What a page may load, with its kind."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Content policy. Styles are set by script where each sign stands, so they may stand in the page itself."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
"""What every answer says beside its content."""


def screens_page(*, limit: str) -> str:
    """The page that shows the screens; `limit` says how large a file may be."""
    return _SCREENS.replace("{limit}", escape(limit))


def words_page(title: str, words: str) -> str:
    """A page of words alone."""
    return _WORDS.format(title=escape(title), words=escape(words), more="")


def way_in_page(path: str) -> str:
    """The page after the one-time address. It goes on by itself: a redirect would come without the cookie."""
    more = f'<meta http-equiv="refresh" content="0;url={escape(path)}">'
    return _WORDS.format(title="readiness", words="One moment.", more=more)


_WORDS = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
{more}
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
body {{ background: #14181f; color: #e8eaed; font: 1.1rem/1.5 system-ui, sans-serif }}
body {{ margin: 4rem auto; max-width: 40rem; padding: 0 1rem }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{words}</p>
</main>
</body>
</html>
"""

_SCREENS = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>readiness</title>
<link rel="icon" href="part/icon.svg">
<link rel="stylesheet" href="part/xterm/xterm.css">
<link rel="stylesheet" href="part/readiness.css">
<script src="part/readiness.js" type="module"></script>
</head>
<body>
<header>
<button id="files-button" type="button" aria-expanded="false" aria-controls="files">Files</button>
<button id="reader-button" type="button" aria-pressed="false">Screen reader</button>
<p id="state" role="status">Connecting.</p>
<a id="link" target="_blank" rel="noopener noreferrer" hidden></a>
</header>
<section id="files" aria-label="Files" hidden>
<p><label for="chosen">Hand files in</label> <input id="chosen" type="file" multiple> {limit}</p>
<p>In the screens a field for a file takes the name of one of these. What the screens write is listed here,
too. All of it is gone when the screens end.</p>
<ul id="list"></ul>
</section>
<main id="screens" aria-label="Screens"></main>
<section id="ended" role="alert" hidden>
<h1 id="ended-title"></h1>
<p id="ended-words"></p>
<button id="again" type="button">Go on</button>
</section>
<noscript><p>The screens need JavaScript. Everything can be done by command, too.</p></noscript>
</body>
</html>
"""

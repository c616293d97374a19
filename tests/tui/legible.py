"""What of a drawn screen could not be read: text whose colours are too near each other."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import App
from textual.color import Color
from textual.strip import Strip

DRAWN = frozenset("─━│┃╭╮╰╯┏┓┗┛┌┐└┘├┤╸╺┈▌▐█▔▁▂▃▄▅▆▇▊▎▕▏▍▖▗▘▝▀▉▋")
"""Lines, bars and frames: they say nothing that words beside them do not say."""


def luminance(colour: Color) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in (part / 255 for part in (colour.r, colour.g, colour.b))
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio as WCAG defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faint(app: App[object], least: float) -> Iterator[str]:
    """Every piece of text on the screen under a contrast, with its colours and its ratio."""
    strips = app.screen._compositor.render_strips()  # the only place that knows of it
    for box in app.screen.query(".box, Toast") if app.screen.is_modal else (app.screen,):
        left, top, width, height = box.region
        for strip in strips[max(top, 0) : top + height]:
            yield from _faint_in(strip.crop(max(left, 0), left + width), least)


def _faint_in(strip: Strip, least: float) -> Iterator[str]:
    for text, style, _ in strip:
        if style is None or style.color is None or style.bgcolor is None or not set(text) - DRAWN - {" "}:
            continue
        front, back = style.color.get_truecolor(), style.bgcolor.get_truecolor(foreground=False)
        ratio = contrast(Color(*front), Color(*back))
        if ratio < least:
            yield f"{text.strip()!r} {front.hex} on {back.hex}: {ratio:.1f}"

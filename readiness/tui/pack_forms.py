"""The data pack: where it goes, why something may go out all the same, and verifying one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from readiness.core.wording import counted
from readiness.tui.dialogs.fields import Field
from readiness.tui.dialogs.form import Answers, FormDialog, fill_in
from readiness.tui.dialogs.report import ReportDialog, heading
from readiness.tui.errands import errand, free_name
from readiness.tui.text import line, plain

if TYPE_CHECKING:
    from pathlib import Path

    from textual.content import Content

    from readiness.services.packing import VerifyReport
    from readiness.tui.desk import Desk

_FINDINGS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PackWish:
    """What a pack is to be, as asked in the form."""

    output: Path
    """A new folder, or a file that ends in .zip."""
    cover: str = ""
    contact: str = ""
    override: str = ""
    """Why personal data nobody approved goes out all the same."""


async def make_pack(desk: Desk) -> None:
    """Ask where the pack goes, then show what would be in it and build it. Must run in a worker."""
    from readiness.tui.screens.pack import PackScreen

    session = desk.session
    if session is None:
        return
    ws = session.workspace
    target = free_name(ws.root / "exports", ws.area, "data-pack", session.today.isoformat(), ".zip")
    wishes: list[PackWish] = []

    async def save(answers: Answers) -> bool:
        wishes.append(PackWish(answers.path("output"), answers.text("cover"), answers.text("contact")))
        return True

    fields = [
        Field(
            "output", "File or folder", "path", str(target), hint="ends in .zip, or a folder", is_needed=True
        ),
        Field("contact", "Contact", hint="whom inspectors ask about the pack"),
        Field("cover", "Cover note", "long", hint="", lines=4),
    ]
    intro = "A name ending in .zip makes one file; any other a new folder. Next you see what goes in."
    if await fill_in(desk, FormDialog("Data pack", fields, save, intro=intro)) and wishes:
        await desk.push_screen_wait(PackScreen(wishes[-1]))


async def ask_override(desk: Desk, wish: PackWish) -> PackWish:
    """The wish with a reason to send personal data nobody approved. Must run in a worker."""
    given = [wish]

    async def save(answers: Answers) -> bool:
        given.append(replace(wish, override=answers.text("reason")))
        return True

    fields = [Field("reason", "Reason", value=wish.override, is_needed=True)]
    intro = "The reason is printed on the cover note and kept in the history, with your name."
    await fill_in(desk, FormDialog("Send it all the same", fields, save, intro=intro))
    return given[-1]


async def verify_pack(desk: Desk) -> None:
    """Ask for a pack and compare every file with its hashes. Must run in a worker."""
    from readiness.services import packing

    found: list[VerifyReport] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("pack")
        report = await errand(desk, lambda _: packing.verify_pack(path))
        found.extend([report] if report else [])
        return bool(report)

    fields = [Field("pack", "Pack", "path", hint="a folder or a .zip file", is_needed=True)]
    if await fill_in(desk, FormDialog("Verify a pack", fields, save)) and found:
        await desk.push_screen_wait(
            ReportDialog(
                "Verified" if found[-1].is_valid else "NOT AS IT WAS BUILT", verified_lines(found[-1])
            )
        )


def verified_lines(report: VerifyReport) -> list[Content]:
    """What verifying found, in lines."""
    if report.is_valid:
        verdict = plain("Every file is there and unchanged.", "bold")
    else:
        verdict = plain(f"{counted(len(report.findings), 'thing')} wrong:", "bold $text-error")
    return [
        verdict,
        *(
            line(plain(f"{one.kind:<11}", "bold"), f"{one.name or 'the pack'}: {one.what}")
            for one in report.findings[:_FINDINGS_SHOWN]
        ),
        *(line(plain(f"{'note':<11}", "bold"), one) for one in report.warnings),
        plain(f"{counted(report.files, 'file')}, {size_words(report.bytes)}"),
        heading("Pack hash (SHA-512); it must be the one on the cover note"),
        plain(report.pack_hash or "none"),
    ]


def size_words(size: int) -> str:
    """Bytes in words: ``412 bytes``, ``3.4 MB``."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} bytes"

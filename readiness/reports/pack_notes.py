"""The plain-text notes in a pack: how to check it, and the cover note."""

from __future__ import annotations

from readiness.core.plain import visible
from readiness.reports.pack_index import EXAMPLE_NOTE, IndexLine
from readiness.reports.pack_plan import PackPlan

_README = """\
{marking}
DATA PACK OF {area}, {created}
{example}
WHAT IS HERE
  index.html, index.docx, index.xlsx   what is handed over, and what is not and why
  cover-note.txt                       the cover note with the pack's hash
  data                                 the files, numbered as in the index
  manifest-sha512.txt                  a checksum of every file in data
  tagmanifest-sha512.txt               a checksum of the manifest, the index and these notes
  bagit.txt, bag-info.txt              marks of the BagIt 1.0 packaging standard (RFC 8493)

HOW TO CHECK THAT NOTHING WAS CHANGED OR LOST
Open a terminal in the folder that holds this file.

Windows PowerShell (prints each file that is missing or changed; prints "checked" at the end):

  foreach ($m in 'manifest-sha512.txt','tagmanifest-sha512.txt') {{ Get-Content -Encoding UTF8 $m | ForEach-Object {{ $h, $n = $_ -split '  ', 2; if (-not (Test-Path -LiteralPath $n) -or (Get-FileHash -Algorithm SHA512 -LiteralPath $n).Hash -ne $h) {{ "CHANGED OR MISSING: $n" }} }} }}; "checked"

Windows, one file at a time:

  certutil -hashfile manifest-sha512.txt SHA512

Linux:

  sha512sum --quiet -c manifest-sha512.txt tagmanifest-sha512.txt && echo checked

macOS:

  shasum -a 512 -c manifest-sha512.txt tagmanifest-sha512.txt

Then compare the SHA-512 of manifest-sha512.txt with the pack hash given to you on the cover note or by
telephone. Any BagIt validator checks the pack too, and also notices files that were added.

{marking}
"""  # noqa: E501 - the command must stay on one line to be copied


def readme(plan: PackPlan) -> bytes:
    """``README.txt`` with the lines that verify the pack on Windows, Linux and macOS (CRLF line ends)."""
    text = _README.format(
        marking=visible(plan.marking),
        area=visible(plan.area),
        created=f"{plan.created:%d/%m/%Y}",
        example=f"{EXAMPLE_NOTE}\n" if plan.is_example else "",
    )
    return text.replace("\n", "\r\n").encode()


def cover_note(plan: PackPlan, lines: tuple[IndexLine, ...], pack_hash: str) -> bytes:
    """``cover-note.txt``: what the pack is, what it leaves out, and its hash (CRLF line ends)."""
    files = sum(line.number > 0 for line in lines)
    parts = [
        visible(plan.marking),
        f"Data pack of {visible(plan.area)}",
        f"Date: {plan.created:%d/%m/%Y}",
        f"Framework: {visible(plan.framework)}",
        *((f"Contact: {visible(plan.contact)}",) if plan.contact else ()),
        *((EXAMPLE_NOTE,) if plan.is_example else ()),
        "",
        *(visible(one) for one in plan.cover.splitlines()),
        "",
        f"Handed over: {files} files.",
        f"Not supplied: {len(plan.missing)} items, each with its reason:",
        *(f"  {visible(one.id)} {visible(one.title)}: {visible(one.reason)}" for one in plan.missing),
    ]
    if plan.unapproved():
        parts += ["", "Holds personal data released without approval."]
        parts += [f"Reason: {visible(plan.override_reason)}", f"Decided by: {visible(plan.override_by)}"]
    parts += ["", "Pack hash (SHA-512 of manifest-sha512.txt):", pack_hash, ""]
    return "\r\n".join(parts).encode()

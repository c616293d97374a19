"""File names that break programs, folders or people's trust in what they see."""

from __future__ import annotations

NAMES = (
    "../../etc/passwd", "..\\..\\windows\\system.ini", "/etc/passwd", "C:\\boot.ini", "C:x.txt",
    "\\\\server\\share\\x",
    "CON", "con.txt", "NUL.docx", "aux.tar.gz", "COM1.pdf", "lpt9", "COM\u00b9.txt", "desktop.ini", ".lock",
    "plan.docx.", "plan .docx ", " plan.docx", "...", ".", "..", "", " ", ".hidden",
    "~$plan.docx", "_vti_cnf.txt",
    "a:b.txt", 'a"b*c?d<e>f|g.txt', "x\u202egnp.exe", "x\u200b.txt", "\ufeffplan.txt", "line\nbreak\t.txt",
    "bell\x07\x1b[2J.txt", "\x9b31m.txt", "nul\x00byte.txt", "\ud800lone.txt", "e\u0301.txt", "\u00e9.txt",
    "a" * 300 + ".docx", "\u00e9" * 300 + ".pdf", "\U0001f600" * 200 + ".pdf", "a." + "b" * 300,
    "[red]plan[/red].txt", "--help", "-rf", "$(reboot).txt", "%00.txt", "plan;rm.txt",
    "=cmd|' /C calc'!A0.csv",
)  # fmt: skip
"""Hostile names, some of which no disk can hold."""

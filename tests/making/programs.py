"""Stand-ins for other programs on the computer."""

from __future__ import annotations

import sys
from pathlib import Path

_SCRIPT = """#!{python}
import shutil, sys
from pathlib import Path
folder = Path(sys.argv[sys.argv.index("--outdir") + 1])
made = {made!r}
if made:
    folder.mkdir()
    shutil.copyfile(made, folder / "document.docx")
"""


def program_that_makes(folder: Path, made: Path | None) -> str:
    """A stand-in for LibreOffice that turns any file into this one, or into nothing."""
    path = folder / "office"
    path.write_text(_SCRIPT.format(python=sys.executable, made=str(made) if made else ""), encoding="utf-8")
    path.chmod(0o700)
    return str(path)

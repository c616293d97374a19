"""LibreOffice on this computer, if there is one: turns a Word file of before 2007 into one that can be read.

It is started apart from the user's own LibreOffice, with a profile of its own that runs no macro, follows no
link and fetches nothing; what it makes is read like any other file somebody sent.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.base.text import visible
from readiness.formats.old_office import OLD_OFFICE, holds_word, is_locked

SECONDS = 90
"""Time one file may take."""

_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)

_ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)

_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Settings of the profile: no macros, no links, and a way out to the network that leads nowhere."""

_NEW_FORMAT = "Open it in Word and save it as a Word document (.docx)."


def is_old_word(path: Path) -> bool:
    """Whether a file is a Word document of before 2007 without a password, by its content."""
    try:
        with path.open("rb") as stream:
            content = stream.read(1 << 26)
    except OSError:
        return False
    return content.startswith(OLD_OFFICE) and holds_word(content) and not is_locked(content)


def office_program() -> str:
    """Where LibreOffice is on this computer; empty where it is not."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _USUAL_PLACES if Path(place).is_file()), "")


@contextmanager
def as_word(path: Path) -> Iterator[Path]:
    """The document in today's format, in a folder that is gone afterwards.

    Raises:
        RefusedError: There is no LibreOffice here, or it could not read the file.
    """
    program = office_program()
    shown = visible(path.name)
    if not program:
        raise RefusedError(
            f"{shown} is in the format Word used before 2007.",
            "It can be read where LibreOffice is installed; it is not on this computer.",
            _NEW_FORMAT,
        )
    with tempfile.TemporaryDirectory(prefix="readiness-") as name:
        folder = Path(name)
        source = shutil.copyfile(path, folder / "document.doc")
        _make_profile(folder / "profile")
        if not _turn(program, folder, source) or not (made := folder / "made" / "document.docx").is_file():
            raise RefusedError(f"{shown} could not be read by LibreOffice.", "", _NEW_FORMAT)
        yield made


def _turn(program: str, folder: Path, source: Path) -> bool:
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--infilter=MS Word 97",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "made"),
        str(source),
    ]
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), "http://127.0.0.1:9")
    try:
        started = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | nowhere,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return False
    try:
        return started.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(started)


def _end(started: subprocess.Popen[bytes]) -> None:
    """End what is left of it: where the system can (POSIX), what it started as well."""
    if hasattr(os, "killpg"):
        with suppress(OSError):
            os.killpg(started.pid, signal.SIGKILL)
    elif started.poll() is None:
        started.kill()
    started.wait()


def _make_profile(folder: Path) -> None:
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )

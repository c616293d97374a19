"""Edit an exported self-evaluation the way people do, in LibreOffice; keep the results as fixtures.

Run with a Python that has LibreOffice's ``uno`` module (on Debian ``/usr/bin/python3``)::

    /usr/bin/python3 scripts/word_matrix.py tests/reports/word_matrix/export.docx tests/reports/word_matrix

Every edit is made twice, with and without tracked changes, and saved as its own .docx file.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uno

PIPE = "readinessmatrix"
START_SECONDS = 30
UNREAD = ("word/header", "word/footer", "word/theme", "word/fontTable", "docProps/")


def setting(name: str, value: object) -> Any:
    """A named value as LibreOffice takes it."""
    one = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    one.Name, one.Value = name, value
    return one


def paragraph_with(document: Any, words: str) -> Any:
    """A cursor over the paragraph that holds some words."""
    search = document.createSearchDescriptor()
    search.SearchString = words
    found = document.findFirst(search)
    if found is None:
        raise SystemExit(f"No such words in the document: {words}")
    cursor = found.getText().createTextCursorByRange(found)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    return cursor


def at_words(document: Any, words: str) -> Any:
    """A cursor over some words."""
    search = document.createSearchDescriptor()
    search.SearchString = words
    found = document.findFirst(search)
    return found.getText().createTextCursorByRange(found)


def insert_middle(_office: Any, document: Any) -> None:
    """Type in the middle of a statement."""
    cursor = at_words(document, "are not brought")
    cursor.getText().insertString(cursor.getStart(), "still ", False)


def insert_start(_office: Any, document: Any) -> None:
    """Type at the start."""
    cursor = paragraph_with(document, "Older plans")
    cursor.getText().insertString(cursor.getStart(), "Many. ", False)


def insert_end(_office: Any, document: Any) -> None:
    """Type at the very end, behind the reference."""
    cursor = paragraph_with(document, "Older plans")
    cursor.getText().insertString(cursor.getEnd(), " This is new.", False)


def delete_paragraph(_office: Any, document: Any) -> None:
    """Select a whole statement with its end and delete it."""
    cursor = paragraph_with(document, "Older plans")
    cursor.goRight(1, True)
    cursor.setString("")


def split(_office: Any, document: Any) -> None:
    """Press Enter in the middle."""
    cursor = at_words(document, "leaders did not know")
    cursor.getText().insertControlCharacter(cursor.getStart(), 0, False)


def join(_office: Any, document: Any) -> None:
    """Delete the end of a paragraph, so that the next one follows on."""
    cursor = paragraph_with(document, "92% of two-year-olds")
    cursor.collapseToEnd()
    cursor.goRight(1, True)
    cursor.setString("")


def dispatch(office: Any, document: Any, command: str) -> None:
    """Do what a menu command does."""
    helper = office.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
    helper.executeDispatch(document.getCurrentController().getFrame(), command, "", 0, ())


def move(office: Any, document: Any) -> None:
    """Cut one statement and paste it before the first strength of another section."""
    controller = document.getCurrentController()
    cursor = paragraph_with(document, "Older plans")
    cursor.goRight(1, True)
    controller.select(cursor)
    dispatch(office, document, ".uno:Cut")
    target = paragraph_with(
        document, "All alternative provision we use is on one approved list, checked twice a year."
    )
    controller.getViewCursor().gotoRange(target.getStart(), False)
    dispatch(office, document, ".uno:Paste")


def copy(office: Any, document: Any) -> None:
    """Copy one statement and paste it below itself."""
    controller = document.getCurrentController()
    cursor = paragraph_with(document, "Older plans")
    cursor.goRight(1, True)
    controller.select(cursor)
    dispatch(office, document, ".uno:Copy")
    controller.getViewCursor().gotoRange(cursor.getEnd(), False)
    dispatch(office, document, ".uno:Paste")


def new_paragraph(_office: Any, document: Any) -> None:
    """Press Enter at the end of a statement and type a new one."""
    cursor = paragraph_with(document, "Older plans")
    cursor.collapseToEnd()
    text = cursor.getText()
    text.insertControlCharacter(cursor, 0, False)
    text.insertString(cursor, "Community nursing now covers weekends.", False)


def overwrite(_office: Any, document: Any) -> None:
    """Select all words of a statement and type others."""
    cursor = at_words(document, "Older plans are not brought up to date after annual reviews.")
    cursor.setString("Plans are out of date.")


def comment(_office: Any, document: Any) -> None:
    """Comment on some words of a statement."""
    cursor = at_words(document, "annual reviews")
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Author, note.Content = "A. Nurse", "Is this still true?"
    cursor.getText().insertTextContent(cursor, note, True)


def nothing(_office: Any, document: Any) -> None:
    """Open and save."""
    document.setModified(True)


EDITS: tuple[Callable[[Any, Any], None], ...] = (
    nothing,
    comment,
    insert_middle,
    insert_start,
    insert_end,
    delete_paragraph,
    split,
    join,
    move,
    copy,
    new_paragraph,
    overwrite,
)


def connect(office: subprocess.Popen[bytes]) -> Any:
    """The running office, once it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(START_SECONDS * 4):
        if office.poll() is not None:
            raise SystemExit("LibreOffice did not start.")
        try:
            return resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - uno raises its own kinds until the office answers
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not answer.")


def make(
    context: Any, source: Path, target: Path, edit: Callable[[Any, Any], None], *, tracked: bool
) -> None:
    """Open, edit and save one document."""
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (setting("Hidden", True),))
    document.RecordChanges = tracked
    edit(context, document)
    document.storeToURL(target.as_uri(), (setting("FilterName", "MS Word 2007 XML"),))
    document.close(True)
    shrink(target)
    print(target.name)


def shrink(path: Path) -> None:
    """Keep only the parts a reader looks at, packed tightly."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.startswith(UNREAD)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)


def main() -> None:
    """Make every fixture."""
    source, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                f"--accept=pipe,name={PIPE};urp;",
            ]
        )
        try:
            context = connect(office)
            for edit in EDITS:
                name = edit.__name__.replace("_", "-")
                make(context, source, folder / f"{name}.docx", edit, tracked=False)
                if edit not in (nothing, comment):
                    make(context, source, folder / f"{name}-tracked.docx", edit, tracked=True)
        finally:
            office.terminate()
            office.wait()


if __name__ == "__main__":
    main()

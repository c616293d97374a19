"""Every verb of the screens, declared once: keys, footer, palette, help and docs/keys.md come from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.binding import BindingType

EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a user can do."""

    id: str
    """Permanent name, ``group.verb``; what a key map refers to."""
    key: str
    """Key or keys, parted by commas, the first one shown."""
    title: str
    """One or two words for the footer and the palette."""
    help: str
    """One sentence: what it does."""
    screens: tuple[str, ...]
    """Names of the screens it applies to, or EVERYWHERE."""
    action: str
    """The Textual action that does it."""
    in_footer: bool = True
    """Whether the footer has room for it."""

    @property
    def group(self) -> str:
        """The first part of the id; groups the palette and the help."""
        return self.id.partition(".")[0]

    @property
    def palette_title(self) -> str:
        """How the palette lists it: ``evidence: Add``."""
        return f"{self.group}: {self.title}"

    @property
    def key_words(self) -> str:
        """Its keys as people write them."""
        return " or ".join(KEY_WORDS.get(one, one) for one in self.key.split(","))


KEY_WORDS = {
    "slash": "/",
    "question_mark": "?",
    "escape": "esc",
    "full_stop": ".",
    "space": "space",
}

AREAS = (
    ("overview", "Overview"),
    ("criteria", "Criteria"),
    ("evidence", "Evidence"),
    ("gaps", "Gaps"),
    ("requests", "Requests"),
    ("plan", "Plan"),
    ("notice", "Notice"),
)
"""The areas in the order of their number keys."""

_RECORDS = ("evidence", "gaps", "requests", "plan")

COMMANDS: tuple[Command, ...] = (
    Command("view.find", "slash", "Find", "Type to narrow what is listed.", (*_RECORDS, "criteria"), "find"),
    Command(
        "view.filter",
        "f",
        "Filter",
        "Choose a ready-made filter.",
        ("evidence", "gaps", "requests"),
        "filter",
    ),
    Command(
        "evidence.add",
        "a",
        "Add",
        "Add a file, a folder of files or a web address as evidence.",
        ("evidence",),
        "add_evidence",
    ),
    Command(
        "evidence.edit",
        "e",
        "Edit",
        "Change the title, kind, owner, period and marking.",
        ("evidence",),
        "edit_evidence",
    ),
    Command(
        "evidence.link",
        "l",
        "Link",
        "Tie evidence to what it proves, with where to look.",
        ("criteria", "evidence"),
        "link",
    ),
    Command(
        "evidence.unlink",
        "k",
        "Unlink",
        "Take a link away; undo brings it back.",
        ("criteria", "evidence"),
        "unlink",
        in_footer=False,
    ),
    Command(
        "evidence.reviewed",
        "r",
        "Reviewed",
        "Say that you looked at the evidence and its links today and they still hold.",
        ("criteria", "evidence"),
        "reviewed",
    ),
    Command(
        "evidence.open",
        "o",
        "Open",
        "Open the file or web address in its own program.",
        ("criteria", "evidence"),
        "open_evidence",
        in_footer=False,
    ),
    Command(
        "evidence.withdraw",
        "d",
        "Withdraw",
        "Stop relying on the evidence, keeping its history; again to bring it back.",
        ("evidence",),
        "withdraw",
        in_footer=False,
    ),
    Command(
        "statement.write",
        "s",
        "Statement",
        "Write a new statement under this criterion.",
        ("criteria",),
        "write_statement",
    ),
    Command(
        "statement.edit",
        "e",
        "Edit",
        "Edit the statement under the cursor.",
        ("criteria",),
        "edit_statement",
    ),
    Command(
        "statement.agree",
        "c",
        "Agree",
        "Record that an agency agrees the statement under the cursor.",
        ("criteria",),
        "agree",
        in_footer=False,
    ),
    Command(
        "criterion.grade",
        "v",
        "Local view",
        "Set the partnership's own view of this criterion, with its reason.",
        ("criteria",),
        "grade",
        in_footer=False,
    ),
    Command(
        "criterion.accept",
        "y",
        "Accept",
        "Link the suggested evidence under the cursor.",
        ("criteria",),
        "accept",
        in_footer=False,
    ),
    Command(
        "request.assign",
        "a",
        "Assign",
        "Say who answers this request item and how long it takes.",
        ("requests",),
        "assign",
    ),
    Command(
        "request.attach", "e", "Attach", "Attach evidence to this request item.", ("requests",), "attach"
    ),
    Command(
        "request.ready", "space", "Ready", "Mark the item ready, or not ready again.", ("requests",), "ready"
    ),
    Command(
        "request.hand_over", "h", "Hand over", "Mark the item as handed over.", ("requests",), "hand_over"
    ),
    Command("plan.add", "a", "Action", "Add an action to the plan.", ("plan",), "add_action"),
    Command("plan.edit", "e", "Edit", "Edit the action under the cursor.", ("plan",), "edit_action"),
    Command(
        "notice.start",
        "s",
        "Start",
        "Start the clock: say when the call came and what it was for.",
        ("notice",),
        "start_notice",
    ),
    Command(
        "notice.end", "x", "End", "End the inspection notice that is running.", ("notice",), "end_notice"
    ),
    Command(
        "view.lists",
        "t",
        "Stale next",
        "Change between what to fix first and what goes stale next.",
        ("overview",),
        "swap_lists",
    ),
    Command("go.gaps", "g", "Gaps", "Go to the gaps.", ("overview", "criteria", "evidence"), "area('gaps')"),
    Command("go.notice", "n", "Notice", "Go to the inspection notice.", ("overview",), "area('notice')"),
    Command("edit.undo", "u", "Undo", "Take back your last change.", (EVERYWHERE,), "undo"),
    Command(
        "edit.redo", "U", "Redo", "Do again what undo took back.", (EVERYWHERE,), "redo", in_footer=False
    ),
    Command("view.help", "question_mark,f1", "Help", "What every key does here.", (EVERYWHERE,), "help"),
    Command(
        "view.theme",
        "",
        "Light or dark",
        "Change between the light and the dark theme.",
        (EVERYWHERE,),
        "swap_theme",
        in_footer=False,
    ),
    Command(
        "view.problems",
        "p",
        "Problems",
        "List what could not be read when the workspace was opened.",
        (EVERYWHERE,),
        "problems",
        in_footer=False,
    ),
    *(
        Command(
            f"go.{name}_area",
            str(number),
            title,
            f"Go to {title}.",
            (EVERYWHERE,),
            f"area('{name}')",
            in_footer=False,
        )
        for number, (name, title) in enumerate(AREAS, start=1)
    ),
    Command("form.save", "ctrl+s", "Save", "Check the form and store it.", ("form", "editor"), "save"),
    Command(
        "form.leave",
        "escape",
        "Leave",
        "Close the form; asks before anything typed is lost.",
        ("form", "editor"),
        "leave",
    ),
    Command("scan.stop", "escape", "Stop", "Stop after this file; what was added stays.", ("scan",), "close"),
    Command("box.close", "escape,q", "Close", "Close the box.", ("message",), "close"),
    Command("box.copy", "c", "Copy", "Copy what the box says.", ("message",), "copy"),
    Command("box.safe", "escape", "Back", "Give the safe answer.", ("question",), "close"),
    Command("list.down", "down", "Down", "Next in the list.", ("picker",), "down", in_footer=False),
    Command("list.up", "up", "Up", "Previous in the list.", ("picker",), "up", in_footer=False),
    Command("list.close", "escape", "Leave", "Choose nothing.", ("picker", "menu"), "close"),
    Command(
        "go.back",
        "escape",
        "Back",
        "Leave the list, the search or the box.",
        (EVERYWHERE,),
        "back",
        in_footer=False,
    ),
    Command("go.quit", "q,ctrl+q", "Quit", "Leave the program.", (EVERYWHERE,), "quit", in_footer=False),
)


def commands_for(screen: str) -> tuple[Command, ...]:
    """The commands of one screen, or of EVERYWHERE, in the order they are declared."""
    return tuple(one for one in COMMANDS if screen in one.screens)


def bindings_for(screen: str) -> list[BindingType]:
    """Textual bindings for the commands of one screen, or of EVERYWHERE."""
    return [
        Binding(
            one.key,
            one.action,
            one.title,
            show=one.in_footer,
            key_display=one.key_words.partition(" or ")[0],
            tooltip=one.help,
            id=one.id,
            priority=False,
        )
        for one in commands_for(screen)
        if one.key
    ]

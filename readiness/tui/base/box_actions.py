"""The commands of the boxes and pages that open over an area."""

from __future__ import annotations

from readiness.tui.base.command import Command

_TYPING = ("form", "editor")

_FIND = ("picker", "finder", "browser")

_BROWSER = ("browser",)

_WELCOME = ("welcome",)

_LISTS = (*_FIND, "menu", "welcome")

_SUSPECTS = ("suspects",)

_WEIGHING = ("suspects", "matrix")

_TIMETABLE = ("timetable",)

_PACK = ("pack",)

_EDITION = ("edition",)

_FACTS = ("facts",)

_MEETING = ("meeting",)

_RECONCILE = ("reconcile",)

_REVIEW = ("review",)

BOX_COMMANDS: tuple[Command, ...] = (
    Command("date.correct", "d", "Correct", "correct", "Put a date right.", _TIMETABLE, _TIMETABLE),
    Command(
        "date.tab",
        "right_square_bracket",
        "Draw",
        "tab",
        "The dates on a strip of days.",
        _TIMETABLE,
        _TIMETABLE,
    ),
    Command("date.take_back", "x", "As computed", "take_back", "Take a correction back.", _TIMETABLE),
    Command("date.close", "escape,q", "Back", "close", "Back to the board.", _TIMETABLE, _TIMETABLE),
    Command("pack.build", "w", "Build", "build", "Build it, then verify it.", _PACK, _PACK),
    Command("pack.override", "O", "Override", "override", "Say why it may go out.", _PACK, _PACK),
    Command("pack.include", "I", "Include", "include", "Send items that are not ready.", _PACK),
    Command("pack.unopenable", "X", "Unopenable", "unopenable", "Send what cannot be opened, or not.", _PACK),
    Command("pack.supplement", "f", "Supplement", "supplement", "Only what is new or changed.", _PACK),
    Command("pack.leaks", "F", "Look for leaks", "leaks", "What the files give away.", _PACK, _PACK),
    Command("pack.hand_over", "H", "Handed over", "hand_over", "Say that it went out.", _PACK, _PACK),
    Command("pack.copy", "ctrl+c", "Copy", "copy", "Copy what is shown.", _PACK),
    Command("pack.close", "escape,q", "Stop or leave", "close", "Stop, or leave.", _PACK, _PACK),
    Command("line.accept", "y", "Take", "accept", "Take what is proposed.", _RECONCILE, _RECONCILE),
    Command(
        "line.accept_all",
        "A",
        "Take all",
        "accept_all",
        "Take every proposal, after asking.",
        _RECONCILE,
        _RECONCILE,
    ),
    Command("line.new", "a", "New", "make_new", "It asks for something of its own.", _RECONCILE, _RECONCILE),
    Command("line.other", "l", "Other", "other", "It asks for another item.", _RECONCILE, _RECONCILE),
    Command("line.also", "plus", "Also", "also", "It asks for a further item, too.", _RECONCILE),
    Command("line.nothing", "n", "Nothing", "leave_out", "It asks for nothing, such as a note.", _RECONCILE),
    Command(
        "line.rest_new", "asterisk", "Rest new", "rest_new", "Make every undecided line new.", _RECONCILE
    ),
    Command(
        "line.complete",
        "W",
        "Complete",
        "complete",
        "It is the whole list: the rest is not asked. Again to take it back.",
        _RECONCILE,
    ),
    Command("line.apply", "ctrl+s", "Apply", "apply", "Store it as one change.", _RECONCILE, _RECONCILE),
    Command("line.close", "escape", "Leave", "close", "Change nothing.", _RECONCILE, _RECONCILE),
    Command("edition.choose", "e", "New id", "choose", "Say what has taken its place.", _EDITION, _EDITION),
    Command("edition.write", "w", "Write map", "write", "Write the map as a workbook.", _EDITION, _EDITION),
    Command("edition.take_in", "i", "Take map in", "take_in", "Take a corrected map in.", _EDITION, _EDITION),
    Command("edition.move", "ctrl+s", "Move", "move", "See what it does, then do it.", _EDITION, _EDITION),
    Command("edition.close", "escape,q", "Leave", "close", "Leave all as it is.", _EDITION, _EDITION),
    Command("facts.confirm", "r", "Confirm", "confirm", "It is right as it stands.", _FACTS, _FACTS),
    Command("facts.correct", "e", "Correct", "correct", "Put right what it says.", _FACTS, _FACTS),
    Command("facts.doubt", "x", "Doubt again", "doubt", "Take back what was confirmed here.", _FACTS, _FACTS),
    Command("facts.write", "w", "Write", "write", "Write them as a workbook to fill in.", _FACTS, _FACTS),
    Command("facts.take_in", "i", "Take in", "take_in", "Take a filled-in workbook in.", _FACTS, _FACTS),
    Command("facts.undo", "u", "Undo", "app.undo", "Take back your last change.", _FACTS),
    Command("facts.close", "escape,q", "Back", "close", "Back to where you were.", _FACTS, _FACTS),
    Command("meeting.note", "a", "Note", "note_asked", "Keep what was asked there.", _MEETING, _MEETING),
    Command("meeting.act", "N", "New action", "act", "An action that answers it.", _MEETING, _MEETING),
    Command("meeting.write", "w", "Write", "write", "The brief, and our questions.", _MEETING, _MEETING),
    Command("meeting.day", "d", "Day", "set_day", "The day that is agreed.", _MEETING, _MEETING),
    Command("meeting.close", "escape,q", "Back", "close", "Back to where you were.", _MEETING, _MEETING),
    Command("meeting.who", "e", "Who attends", "attendees", "Say who goes.", _MEETING),
    Command(
        "form.browse", "ctrl+o,f2", "Browse", "browse", "Look for the file or folder.", ("form",), ("form",)
    ),
    Command(
        "browser.take", "ctrl+s", "This folder", "take_folder", "Take the folder shown.", _BROWSER, _BROWSER
    ),
    Command("form.save", "ctrl+s", "Save", "save", "Check what is typed and store it.", _TYPING, _TYPING),
    Command("form.leave", "escape", "Leave", "leave", "Close; asks before typing is lost.", _TYPING, _TYPING),
    Command(
        "scan.stop", "escape", "Stop", "close", "Stop after this file; the rest stays.", ("scan",), ("scan",)
    ),
    Command("review.accept", "y", "Take", "accept", "Take the change; again: undecided.", _REVIEW, _REVIEW),
    Command("review.refuse", "n", "Keep ours", "refuse", "Leave it out; again: undecided.", _REVIEW, _REVIEW),
    Command("review.edit", "e", "Edit", "edit", "Write the words to store.", _REVIEW, _REVIEW),
    Command("review.safe", "A", "All safe", "accept_safe", "Take all safe changes.", _REVIEW, _REVIEW),
    Command("review.write", "ctrl+s", "Save", "write", "Store what is accepted.", _REVIEW, _REVIEW),
    Command("review.leave", "escape", "Leave", "leave", "Leave all as it is.", _REVIEW, _REVIEW),
    Command("review.help", "question_mark,f1", "Help", "help", "What every key does.", _REVIEW, _REVIEW),
    Command("link.holds", "y", "Holds", "holds", "Say that it still holds.", _SUSPECTS, _SUSPECTS),
    Command("link.goes", "x", "Unlink", "unlink", "Take the link away.", _SUSPECTS, _SUSPECTS),
    Command("link.open", "p", "Open file", "open", "Open the evidence first.", _SUSPECTS, _SUSPECTS),
    Command("link.close", "escape", "Leave", "close", "The rest stays.", _WEIGHING, _WEIGHING),
    Command("box.close", "escape,q", "Close", "close", "Close the box.", ("message",), ("message",)),
    Command("box.copy", "ctrl+c", "Copy", "copy", "Copy what the box says.", ("message",), ("message",)),
    Command("box.do", "y", "Do it", "do_it", "Give the answer that changes.", ("question",), ("question",)),
    Command("box.safe", "escape", "Back", "close", "Give the safe answer.", ("question",), ("question",)),
    Command("list.choose", "enter", "Choose", "choose", "Take the line under the cursor.", _FIND, _FIND),
    Command("list.down", "down", "Down", "down", "Next in the list.", _FIND),
    Command("list.up", "up", "Up", "up", "Previous in the list.", _FIND),
    Command("jump.close", "escape", "Stay", "close", "Jump nowhere.", ("jump",), ("jump",)),
    Command("area.forget", "x", "Forget", "forget", "List it no longer; its files stay.", _WELCOME, _WELCOME),
    Command("list.close", "escape", "Leave", "close", "Choose nothing.", _LISTS, _LISTS),
)

"""What a command is, and the keys, palette, help and docs/keys.md made from the list of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

from readiness.tui.base.areas import AREAS, area_titles

if TYPE_CHECKING:
    from textual.binding import BindingType

EVERYWHERE = "everywhere"

KEY_WORDS = {
    "slash": "/",
    "asterisk": "*",
    "plus": "+",
    "question_mark": "?",
    "escape": "esc",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "comma": ",",
}
"""Textual's names of keys that people write otherwise."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a user can do."""

    id: str
    """Permanent name, ``group.verb``; what a key map refers to."""
    key: str
    """Key or keys, parted by commas, the first one shown; empty for the palette alone."""
    title: str
    """One or two words for the footer and the palette."""
    action: str
    """The Textual action that does it."""
    help: str
    """One sentence: what it does."""
    screens: tuple[str, ...]
    """Names of the screens it applies to, or EVERYWHERE."""
    footer: tuple[str, ...] = ()
    """Those of its screens whose footer has room for it."""

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
            show=screen in one.footer,
            priority=one.action.startswith("app.area("),
            key_display=one.key_words.partition(" or ")[0],
            tooltip=one.help,
            id=one.id,
        )
        for one in commands_for(screen)
        if one.key
    ]


_ALL = (EVERYWHERE,)

_OVERVIEW = ("overview",)

_CRITERIA = ("criteria",)

_ELSEWHERE = tuple(name for name in AREAS if name not in _OVERVIEW)

_EVIDENCE = ("evidence",)

_EVALUATION = ("overview", "criteria")

_GAPS = ("gaps",)

_REQUESTS = ("requests", "notice")

_PLAN = ("plan",)

_NOTICE = ("notice",)

_LISTS = ("evidence", "gaps", "requests", "plan")

_FINDING = (*_LISTS, "criteria", "notice")

_PROOF = ("criteria", "evidence")

_TYPING = ("form", "editor")

_FIND = ("picker", "finder")

_SUSPECTS = ("suspects",)

_WEIGHING = ("suspects", "matrix")

_TIMETABLE = ("timetable",)

_PACK = ("pack",)

_EDITION = ("edition",)

_FACTS = ("facts",)

_MEETING = ("meeting",)

_RECONCILE = ("reconcile",)

_REVIEW = ("review",)

COMMANDS: tuple[Command, ...] = (
    Command("view.find", "slash", "Find", "find", "Type to narrow the list.", _FINDING, _LISTS[:-1]),
    Command(
        "view.filter",
        "f",
        "Filter",
        "filter",
        "Choose a ready-made filter.",
        ("evidence", "gaps", "requests", "notice"),
        ("gaps",),
    ),
    Command(
        "evidence.add", "a", "Add", "add_evidence", "Add a file, folder or address.", _EVIDENCE, _EVIDENCE
    ),
    Command(
        "evidence.edit",
        "e",
        "Edit",
        "edit_evidence",
        "Say what the item is and covers.",
        _EVIDENCE,
        _EVIDENCE,
    ),
    Command("evidence.link", "l", "Link", "link", "Tie evidence to what it proves.", _PROOF, _PROOF),
    Command("evidence.mark", "space", "Mark", "mark", "Mark it, to change several at once.", _EVIDENCE),
    Command("evidence.mark_to", "v", "Mark to here", "mark_to", "Mark all from the last mark on.", _EVIDENCE),
    Command("evidence.mark_all", "asterisk", "Mark all", "mark_all", "All shown, or none again.", _EVIDENCE),
    Command("evidence.weigh", "w", "Weigh", "weigh", "Matrices, calendar, links to review.", _EVIDENCE),
    Command("evidence.unlink", "x", "Unlink", "unlink", "Take a link away; undo brings it back.", _PROOF),
    Command(
        "evidence.reviewed",
        "r",
        "Reviewed",
        "reviewed",
        "Say that links still hold, as of today.",
        _PROOF,
        _CRITERIA,
    ),
    Command("evidence.open", "o", "Open", "open_evidence", "Open it in its own program.", _PROOF),
    Command(
        "evidence.withdraw",
        "d",
        "Withdraw",
        "withdraw",
        "Stop relying on it; again to take it back.",
        _EVIDENCE,
    ),
    Command("evidence.relocate", "m", "Moved", "relocate", "Say where its file is now.", _EVIDENCE),
    Command(
        "evidence.move_folder", "M", "Folder moved", "move_folder", "Find every lost file again.", _EVIDENCE
    ),
    Command("evidence.accept", "n", "New content", "accept", "Take over what its file holds.", _EVIDENCE),
    Command("evidence.replace", "p", "Replace", "replace", "Rely on another file instead.", _EVIDENCE),
    Command("evidence.reread", "R", "Read again", "read_again", "Read its file, or all marked.", _EVIDENCE),
    Command(
        "evidence.earlier", "", "Keep earlier", "keep_earlier", "Keep what its file was before.", _EVIDENCE
    ),
    Command("evidence.delete", "D", "Delete", "delete", "Remove it and its links; undo works.", _EVIDENCE),
    Command(
        "statement.write", "s", "Statement", "write_statement", "Write a new statement.", _CRITERIA, _CRITERIA
    ),
    Command(
        "statement.edit", "e", "Edit", "edit_statement", "Edit the statement under the cursor.", _CRITERIA
    ),
    Command(
        "statement.agree", "c", "Agree", "agree", "Record that an agency agrees the statement.", _CRITERIA
    ),
    Command(
        "statement.unagree", "t", "Not agreed", "disagree", "Take an agency's agreement back.", _CRITERIA
    ),
    Command("statement.act", "n", "Action", "add_action", "Add an action that answers it.", _CRITERIA),
    Command("statement.move", "m", "Move", "move_statement", "Put it into another section.", _CRITERIA),
    Command("statement.delete", "d", "Delete", "delete_statement", "Remove it; undo works.", _CRITERIA),
    Command(
        "criterion.grade", "v", "Local view", "grade", "Set the local view and why.", _CRITERIA, _CRITERIA
    ),
    Command(
        "criterion.place",
        "M",
        "Place all",
        "app.place_all",
        "What took the place of what is gone.",
        _CRITERIA,
    ),
    Command("criterion.accept", "y", "Accept", "accept", "Link the suggestion under the cursor.", _CRITERIA),
    Command(
        "request.assign",
        "a",
        "Assign",
        "assign",
        "Say who answers it, and how far it is.",
        _REQUESTS,
        _REQUESTS,
    ),
    Command("request.attach", "e", "Attach", "attach", "Attach evidence to it.", _REQUESTS),
    Command("request.ready", "space", "Ready", "ready", "Ready, or not ready again.", _REQUESTS, _REQUESTS),
    Command(
        "request.hand_over",
        "h",
        "Hand over",
        "hand_over",
        "Handed over, or back to ready.",
        _REQUESTS,
        ("requests",),
    ),
    Command("request.sign_off", "o", "Sign off", "sign_off", "Signed off, or back to ready.", _REQUESTS),
    Command("request.leave_out", "d", "Not applicable", "leave_out", "Say why it does not apply.", _REQUESTS),
    Command("request.add", "n", "New ask", "add_ask", "Write down an ask made in words.", _REQUESTS),
    Command("request.receipts", "r", "Receipts", "receipts", "What was handed over, and when.", _REQUESTS),
    Command("plan.add", "a", "Add action", "add_action", "Add an action to the plan.", _PLAN, _PLAN),
    Command("plan.act", "n", "New action", "act", "A new action that answers it.", _PLAN, _PLAN),
    Command("plan.note", "t", "Note", "add_note", "Add a dated note of progress.", _PLAN),
    Command("plan.part", "s", "Structure", "add_part", "A workstream, priority or strategy.", _PLAN),
    Command("plan.recommend", "r", "Recommendation", "add_recommendation", "Add one made to you.", _PLAN),
    Command("plan.measure", "m", "Measure", "add_measure", "Add a measure.", _PLAN),
    Command("plan.edit", "e", "Edit", "edit_plan", "Edit what is under the cursor.", _PLAN, _PLAN),
    Command("plan.answer", "l", "Answer", "answer", "Say which action answers it.", _PLAN),
    Command("plan.figure", "v", "Figure", "add_figure", "Record a figure of the measure.", _PLAN, _PLAN),
    Command("plan.write", "w", "Write out", "write_plan", "Papers, and sheets to correct.", _PLAN),
    Command("plan.take", "i", "Take in", "take_plan", "Figures, a corrected plan, a report.", _PLAN),
    Command("plan.remove", "d", "Remove", "remove_plan", "Remove it; undo brings it back.", _PLAN),
    Command("notice.start", "s", "Start", "start_notice", "Say that the call has come, and when.", _NOTICE),
    Command("notice.change", "c", "Put right", "change_notice", "When it came, what it is for.", _NOTICE),
    Command("notice.pack", "p", "Pack", "pack", "Build the data pack.", _NOTICE, _NOTICE),
    Command(
        "notice.timetable",
        "t",
        "Timetable",
        "timetable",
        "Every date, its rule, and a way to correct it.",
        _NOTICE,
        _NOTICE,
    ),
    Command(
        "notice.forecast", "v", "Forecast", "forecast", "What would be ready and late if it came.", _NOTICE
    ),
    Command("notice.mine", "m", "Mine", "mine", "Only my asks, or all again.", _NOTICE),
    Command("notice.log", "l", "Log", "log", "Who did what since the call.", _NOTICE),
    Command("notice.write", "w", "Write out", "write_out", "Calendar, board, brief, owners' lists.", _NOTICE),
    Command("notice.their_list", "i", "Their list", "their_list", "Read the list they sent.", _NOTICE),
    Command("notice.end", "x", "End", "end_notice", "End the notice that is running.", _NOTICE),
    Command("date.correct", "e", "Correct", "correct", "Put a date right.", _TIMETABLE, _TIMETABLE),
    Command("date.take_back", "x", "As computed", "take_back", "Take a correction back.", _TIMETABLE),
    Command("date.close", "escape,q", "Back", "close", "Back to the board.", _TIMETABLE, _TIMETABLE),
    Command("pack.build", "b", "Build", "build", "Build it, then verify it.", _PACK, _PACK),
    Command("pack.override", "o", "Override", "override", "Say why it may go out.", _PACK, _PACK),
    Command("pack.include", "i", "Include", "include", "Send items that are not ready.", _PACK),
    Command("pack.unopenable", "u", "Unopenable", "unopenable", "Send what cannot be opened, or not.", _PACK),
    Command("pack.supplement", "s", "Supplement", "supplement", "Only what is new or changed.", _PACK),
    Command("pack.leaks", "l", "Look for leaks", "leaks", "What the files give away.", _PACK, _PACK),
    Command("pack.hand_over", "h", "Handed over", "hand_over", "Say that it went out.", _PACK, _PACK),
    Command("pack.copy", "c", "Copy", "copy", "Copy what is shown.", _PACK, _PACK),
    Command("pack.close", "escape,q", "Stop or leave", "close", "Stop, or leave.", _PACK, _PACK),
    Command("line.accept", "y", "Accept", "accept", "Take what is proposed.", _RECONCILE, _RECONCILE),
    Command(
        "line.accept_all", "a", "Accept all", "accept_all", "Take every proposal.", _RECONCILE, _RECONCILE
    ),
    Command("line.new", "n", "New", "make_new", "It asks for something of its own.", _RECONCILE, _RECONCILE),
    Command("line.other", "o", "Other", "other", "It asks for another item.", _RECONCILE, _RECONCILE),
    Command("line.also", "plus", "Also", "also", "It asks for a further item, too.", _RECONCILE),
    Command("line.nothing", "x", "Nothing", "leave_out", "It asks for nothing, such as a note.", _RECONCILE),
    Command("line.rest_new", "N", "Rest new", "rest_new", "Make every undecided line new.", _RECONCILE),
    Command(
        "line.complete",
        "c",
        "Complete",
        "complete",
        "It is the whole list: the rest is not asked. Again to take it back.",
        _RECONCILE,
    ),
    Command("line.apply", "ctrl+s", "Apply", "apply", "Store it as one change.", _RECONCILE, _RECONCILE),
    Command("line.close", "escape", "Leave", "close", "Change nothing.", _RECONCILE, _RECONCILE),
    Command("evidence.find", "F", "Find words", "app.find_words", "Find words in the documents.", _ALL),
    Command("register.write", "", "Write register", "app.write_register", "Evidence as a workbook.", _ALL),
    Command("register.read", "", "Take register", "app.take_register", "A corrected register.", _ALL),
    Command(
        "owners.rename", "", "Rename", "app.rename_owner", "Another name for an owner, everywhere.", _ALL
    ),
    Command("lists.check", "", "Check lists", "app.check_lists", "Check person-level lists.", _ALL),
    Command("lists.return", "", "Check return", "app.check_return", "Check the file of a return.", _ALL),
    Command("pack.verify", "", "Verify a pack", "app.verify_pack", "Compare it with its hashes.", _ALL),
    Command("drill.start", "", "Start a drill", "app.start_drill", "Rehearse the call on a copy.", _ALL),
    Command("drill.end", "", "End the drill", "app.end_drill", "See what came of it.", _ALL),
    Command("map.write", "", "Write the map", "app.write_map", "Request map as a workbook.", _ALL),
    Command("map.read", "", "Take map in", "app.take_map", "A filled-in request map.", _ALL),
    Command("area.edit", "e", "Area", "app.edit_area", "Name, description, marking, days off.", _OVERVIEW),
    Command("area.change", "", "Area", "app.edit_area", "Name, description, marking, days off.", _ELSEWHERE),
    Command(
        "view.lists",
        "t",
        "Stale next",
        "swap_lists",
        "What goes stale next, or what to fix first.",
        _OVERVIEW,
        _OVERVIEW,
    ),
    Command(
        "sef.export",
        "w",
        "Export to Word",
        "app.export_sef",
        "Write the self-evaluation for partners to edit.",
        _EVALUATION,
        _OVERVIEW,
    ),
    Command(
        "sef.take_back",
        "i",
        "Take back",
        "app.take_back",
        "Take back an edited copy, change by change.",
        _EVALUATION,
    ),
    Command("fact.confirm", "c", "Confirm", "confirm", "Say that the framework's fact is right.", _GAPS),
    Command("facts.open", "H", "Facts", "app.facts", "What the framework says here.", (*_ALL, *_TIMETABLE)),
    Command("edition.open", "", "Editions", "app.editions", "Compare definitions; move to one.", _ALL),
    Command("edition.choose", "e", "New id", "choose", "Say what has taken its place.", _EDITION, _EDITION),
    Command("edition.write", "w", "Write map", "write", "Write the map as a workbook.", _EDITION, _EDITION),
    Command("edition.take_in", "i", "Take map in", "take_in", "Take a corrected map in.", _EDITION, _EDITION),
    Command("edition.move", "ctrl+s", "Move", "move", "See what it does, then do it.", _EDITION, _EDITION),
    Command("edition.close", "escape,q", "Leave", "close", "Leave all as it is.", _EDITION, _EDITION),
    Command("facts.confirm", "c", "Confirm", "confirm", "It is right as it stands.", _FACTS, _FACTS),
    Command("facts.correct", "e", "Correct", "correct", "Put right what it says.", _FACTS, _FACTS),
    Command("facts.doubt", "d", "Doubt again", "doubt", "Take back what was confirmed here.", _FACTS, _FACTS),
    Command("facts.write", "w", "Write", "write", "Write them as a workbook to fill in.", _FACTS, _FACTS),
    Command("facts.take_in", "i", "Take in", "take_in", "Take a filled-in workbook in.", _FACTS, _FACTS),
    Command("facts.undo", "u", "Undo", "app.undo", "Take back your last change.", _FACTS),
    Command("facts.close", "escape,q", "Back", "close", "Back to where you were.", _FACTS, _FACTS),
    Command("gaps.act", "n", "New action", "act", "An action that answers the gap.", _GAPS),
    Command("gaps.export", "w", "Export", "export_gaps", "Write the gaps shown to a file.", _GAPS, _GAPS),
    Command("snapshot.take", "", "Take", "app.take_snapshot", "Keep all as it is under a name.", _ALL),
    Command("report.elsewhere", "", "Elsewhere", "app.elsewhere", "What inspectors wrote elsewhere.", _ALL),
    Command("after.open", "", "After", "app.after_inspection", "What follows an inspection.", _ALL),
    Command("meeting.note", "a", "Note", "note_asked", "Keep what was asked there.", _MEETING, _MEETING),
    Command("meeting.act", "n", "New action", "act", "An action that answers it.", _MEETING, _MEETING),
    Command("meeting.write", "w", "Write", "write", "The brief, and our questions.", _MEETING, _MEETING),
    Command("meeting.day", "d", "Day", "set_day", "The day that is agreed.", _MEETING, _MEETING),
    Command("meeting.close", "escape,q", "Back", "close", "Back to where you were.", _MEETING, _MEETING),
    Command("meeting.who", "e", "Who attends", "attendees", "Say who goes.", _MEETING),
    Command("engagement.open", "", "Engagement", "app.engagement", "The meeting: bring, expect, note.", _ALL),
    Command("record.erase", "", "Erase", "app.erase", "Take words or records out for good.", _ALL),
    Command("snapshot.compare", "", "What changed", "app.what_changed", "Since a snapshot.", _ALL),
    Command("view.tab", "right_square_bracket", "Tab", "tab(1)", "The next tab.", _CRITERIA, _CRITERIA),
    Command("view.tab_before", "left_square_bracket", "Tab before", "tab(-1)", "The tab before.", _CRITERIA),
    Command("go.next", "greater_than_sign", "Next", "criterion(1)", "The next, in the same tab.", _CRITERIA),
    Command("go.before", "less_than_sign", "Before", "criterion(-1)", "The one before.", _CRITERIA),
    Command(
        "go.return", "backspace", "Return", "app.return_there", "Where you came from, to the same row.", _ALL
    ),
    Command("go.gaps", "g", "Gaps", "app.area('gaps')", "Go to the gaps.", ("overview", *_PROOF)),
    Command("go.notice", "n", "Notice", "app.area('notice')", "Go to the notice.", _OVERVIEW),
    Command("edit.undo", "u", "Undo", "app.undo", "Take back your last change.", _ALL, _ALL),
    Command("edit.redo", "U", "Redo", "app.redo", "Do again what undo took back.", _ALL),
    Command(
        "view.commands", "ctrl+p", "Commands", "app.command_palette", "Every verb, by its name.", _ALL, _ALL
    ),
    Command("view.help", "question_mark,f1", "Help", "app.help", "What every key does here.", _ALL, _ALL),
    Command("view.settings", "comma", "Settings", "app.settings", "The area's, and yours.", _ALL),
    Command("view.theme", "", "Theme", "app.swap_theme", "Dark, light, high contrast in turn.", _ALL),
    Command("view.problems", "P", "Problems", "app.problems", "What could not be read on opening.", _ALL),
    *(
        Command(f"go.{name}_area", str(number), title, f"app.area('{name}')", f"Go to {title}.", _ALL)
        for number, (name, title) in enumerate(area_titles(), start=1)
    ),
    Command("go.back", "escape", "Back", "screen.back", "Leave the detail, the search or the page.", _ALL),
    Command("go.quit", "q,ctrl+q", "Quit", "app.quit", "Leave the program.", _ALL, _ALL),
    Command("form.save", "ctrl+s", "Save", "save", "Check what is typed and store it.", _TYPING, _TYPING),
    Command("form.leave", "escape", "Leave", "leave", "Close; asks before typing is lost.", _TYPING, _TYPING),
    Command(
        "scan.stop", "escape", "Stop", "close", "Stop after this file; the rest stays.", ("scan",), ("scan",)
    ),
    Command("review.accept", "a", "Accept", "accept", "Take the change; again: undecided.", _REVIEW, _REVIEW),
    Command("review.refuse", "x", "Refuse", "refuse", "Leave it out; again: undecided.", _REVIEW, _REVIEW),
    Command("review.edit", "e", "Edit", "edit", "Write the words to store.", _REVIEW, _REVIEW),
    Command("review.safe", "A", "All safe", "accept_safe", "Take all safe changes.", _REVIEW, _REVIEW),
    Command("review.write", "w", "Write", "write", "Store what is accepted.", _REVIEW, _REVIEW),
    Command("review.leave", "escape", "Leave", "leave", "Leave all as it is.", _REVIEW, _REVIEW),
    Command("review.help", "question_mark,f1", "Help", "help", "What every key does.", _REVIEW, _REVIEW),
    Command("link.holds", "y", "Holds", "holds", "Say that it still holds.", _SUSPECTS, _SUSPECTS),
    Command("link.goes", "x", "Unlink", "unlink", "Take the link away.", _SUSPECTS, _SUSPECTS),
    Command("link.open", "o", "Open", "open", "Open the evidence first.", _SUSPECTS, _SUSPECTS),
    Command("link.close", "escape", "Leave", "close", "The rest stays.", _WEIGHING, _WEIGHING),
    Command("box.close", "escape,q", "Close", "close", "Close the box.", ("message",), ("message",)),
    Command("box.copy", "c", "Copy", "copy", "Copy what the box says.", ("message",), ("message",)),
    Command("box.do", "y", "Do it", "do_it", "Give the answer that changes.", ("question",), ("question",)),
    Command("box.safe", "escape", "Back", "close", "Give the safe answer.", ("question",), ("question",)),
    Command("list.choose", "enter", "Choose", "choose", "Take the line under the cursor.", _FIND, _FIND),
    Command("list.down", "down", "Down", "down", "Next in the list.", _FIND),
    Command("list.up", "up", "Up", "up", "Previous in the list.", _FIND),
    Command("list.close", "escape", "Leave", "close", "Choose nothing.", (*_FIND, "menu"), (*_FIND, "menu")),
)

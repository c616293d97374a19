"""The list of commands, and the keys, palette, help and docs/keys.md made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from readiness.tui.base.areas import AREAS, area_titles
from readiness.tui.base.box_actions import BOX_COMMANDS
from readiness.tui.base.command import EVERYWHERE, Command

if TYPE_CHECKING:
    from textual.binding import BindingType


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

_NOT_EVIDENCE = tuple(name for name in AREAS if name != "evidence")

_NOT_REQUESTS = tuple(name for name in AREAS if name != "requests")

_EVALUATION = ("overview", "criteria")

_GAPS = ("gaps",)

_REQUESTS = ("requests", "notice")

_PLAN = ("plan",)

_NOTICE = ("notice",)

_LISTS = ("evidence", "gaps", "requests", "plan")

_FINDING = (*_LISTS, "criteria", "notice")

_TABLES = (*_LISTS, "notice")

_PROOF = ("criteria", "evidence")

_TIMETABLE = ("timetable",)

AREA_COMMANDS: tuple[Command, ...] = (
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
    Command("view.sort", "s", "Sort", "sort", "By a column; again: the other way round.", _TABLES),
    Command("evidence.link", "l", "Link", "link", "Tie evidence to what it proves.", _PROOF, _PROOF),
    Command("evidence.mark", "space", "Choose", "mark", "Choose it, to change several at once.", _EVIDENCE),
    Command(
        "evidence.mark_to",
        "",
        "Choose to here",
        "mark_to",
        "Choose all from the last one chosen on.",
        _EVIDENCE,
    ),
    Command(
        "evidence.mark_all", "asterisk", "Choose all", "mark_all", "All shown, or none again.", _EVIDENCE
    ),
    Command(
        "evidence.run_down", "shift+down", "Choose down", "mark_run(1)", "It, and the next below.", _EVIDENCE
    ),
    Command("evidence.run_up", "shift+up", "Choose up", "mark_run(-1)", "It, and the next above.", _EVIDENCE),
    Command("evidence.write", "w", "Write register", "write_out", "The register as a workbook.", _EVIDENCE),
    Command("evidence.take_in", "i", "Take register", "take_in", "A corrected register.", _EVIDENCE),
    Command("evidence.weigh", "V", "Weigh", "weigh", "Matrices, calendar, links to review.", _EVIDENCE),
    Command("evidence.unlink", "x", "Unlink", "unlink", "Take a link away; undo brings it back.", _PROOF),
    Command(
        "evidence.reviewed",
        "r",
        "Checked",
        "reviewed",
        "Say that links still hold, as of today.",
        _PROOF,
        _CRITERIA,
    ),
    Command("evidence.open", "p", "Open file", "open_evidence", "Open it in its own program.", _PROOF),
    Command(
        "evidence.withdraw",
        "W",
        "Withdraw",
        "withdraw",
        "Stop relying on it; again to take it back.",
        _EVIDENCE,
    ),
    Command(
        "evidence.relocate", "M", "Moved", "relocate", "Say where its file, or its folder, is now.", _EVIDENCE
    ),
    Command(
        "evidence.move_folder", "", "Folder moved", "move_folder", "Find every lost file again.", _EVIDENCE
    ),
    Command("evidence.accept", "y", "New content", "accept", "Take over what its file holds.", _EVIDENCE),
    Command("evidence.replace", "E", "Replace", "replace", "Rely on another file instead.", _EVIDENCE),
    Command("evidence.reread", "R", "Read again", "read_again", "Read its file, or all marked.", _EVIDENCE),
    Command(
        "evidence.earlier", "", "Keep earlier", "keep_earlier", "Keep what its file was before.", _EVIDENCE
    ),
    Command("evidence.delete", "D", "Delete", "delete", "Remove it and its links; undo works.", _EVIDENCE),
    Command(
        "statement.write", "a", "Write", "write_statement", "Write a new statement.", _CRITERIA, _CRITERIA
    ),
    Command(
        "statement.edit", "e", "Edit", "edit_statement", "Edit the statement under the cursor.", _CRITERIA
    ),
    Command(
        "statement.agree", "c", "Agree", "agree", "Record that an agency agrees the statement.", _CRITERIA
    ),
    Command(
        "statement.unagree", "C", "Not agreed", "disagree", "Take an agency's agreement back.", _CRITERIA
    ),
    Command("statement.act", "N", "New action", "add_action", "Add an action that answers it.", _CRITERIA),
    Command(
        "statement.move",
        "M",
        "Move",
        "move_statement",
        "Into another section; what is gone, to its new place.",
        _CRITERIA,
    ),
    Command("statement.delete", "D", "Delete", "delete_statement", "Remove it; undo works.", _CRITERIA),
    Command(
        "criterion.grade", "v", "Our view", "grade", "Set our own view of it, and why.", _CRITERIA, _CRITERIA
    ),
    Command(
        "criterion.place",
        "",
        "Place all",
        "app.place_all",
        "What took the place of what is gone.",
        _CRITERIA,
    ),
    Command("criterion.accept", "y", "Take", "accept", "Link the suggestion under the cursor.", _CRITERIA),
    Command(
        "request.assign",
        "o",
        "Owner",
        "assign",
        "Say who answers it, and how far it is.",
        _REQUESTS,
        _REQUESTS,
    ),
    Command("request.attach", "l", "Attach", "attach", "Attach evidence to it.", _REQUESTS),
    Command("request.ready", "r", "Ready", "ready", "Ready, or not ready again.", _REQUESTS, _REQUESTS),
    Command(
        "request.hand_over",
        "H",
        "Hand over",
        "hand_over",
        "Handed over, or back to ready.",
        _REQUESTS,
        ("requests",),
    ),
    Command("request.sign_off", "S", "Sign off", "sign_off", "Signed off, or back to ready.", _REQUESTS),
    Command("request.leave_out", "W", "Leave out", "leave_out", "Say why it does not apply.", _REQUESTS),
    Command("request.add", "a", "New ask", "add_ask", "Write down an ask made in words.", _REQUESTS),
    Command("request.receipts", "h", "Receipts", "receipts", "What was handed over, and when.", _REQUESTS),
    Command("request.write", "w", "Write map", "write_out", "The map as a workbook.", ("requests",)),
    Command("request.take_in", "i", "Take map in", "take_in", "A filled-in map.", ("requests",)),
    Command("plan.add", "a", "Add", "add", "An action, a figure, a note, a measure ...", _PLAN, _PLAN),
    Command("plan.act", "N", "New action", "act", "A new action that answers it.", _PLAN, _PLAN),
    Command("plan.note", "", "Note", "add_note", "Add a dated note of progress.", _PLAN),
    Command("plan.part", "", "Structure", "add_part", "A workstream, priority or strategy.", _PLAN),
    Command("plan.recommend", "", "Recommendation", "add_recommendation", "Add one made to you.", _PLAN),
    Command("plan.measure", "", "Measure", "add_measure", "Add a measure.", _PLAN),
    Command("plan.edit", "e", "Edit", "edit_plan", "Edit what is under the cursor.", _PLAN, _PLAN),
    Command("plan.answer", "l", "Answer", "answer", "Say which action answers it.", _PLAN),
    Command("plan.figure", "", "Figure", "add_figure", "Record a figure of the measure.", _PLAN, _PLAN),
    Command("plan.write", "w", "Write out", "write_plan", "Papers, and sheets to correct.", _PLAN),
    Command("plan.take", "i", "Take in", "take_plan", "Figures, a corrected plan, a report.", _PLAN),
    Command("plan.remove", "D", "Remove", "remove_plan", "Remove it; undo brings it back.", _PLAN),
    Command("notice.start", "", "Start", "start_notice", "Say that the call has come, and when.", _NOTICE),
    Command("notice.change", "d", "Put right", "change_notice", "When it came, what it is for.", _NOTICE),
    Command("notice.pack", "P", "Pack", "pack", "Build the data pack.", _NOTICE, _NOTICE),
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
        "notice.forecast", "V", "Forecast", "forecast", "What would be ready and late if it came.", _NOTICE
    ),
    Command("notice.mine", "m", "Mine", "mine", "Only my asks, or all again.", _NOTICE),
    Command("notice.log", "L", "Log", "log", "Who did what since the call.", _NOTICE),
    Command("notice.write", "w", "Write out", "write_out", "Calendar, board, brief, owners' lists.", _NOTICE),
    Command("notice.their_list", "i", "Their list", "their_list", "Read the list they sent.", _NOTICE),
    Command("notice.end", "", "End", "end_notice", "End the notice that is running.", _NOTICE),
    Command("evidence.find", "F", "Find words", "app.find_words", "Find words in the documents.", _ALL),
    Command(
        "register.write", "", "Write register", "app.write_register", "Evidence as a workbook.", _NOT_EVIDENCE
    ),
    Command(
        "register.read", "", "Take register", "app.take_register", "A corrected register.", _NOT_EVIDENCE
    ),
    Command(
        "owners.rename", "", "Rename", "app.rename_owner", "Another name for an owner, everywhere.", _ALL
    ),
    Command("lists.check", "", "Check lists", "app.check_lists", "Check person-level lists.", _ALL),
    Command("lists.return", "", "Check return", "app.check_return", "Check the file of a return.", _ALL),
    Command("pack.verify", "", "Verify a pack", "app.verify_pack", "Compare it with its hashes.", _ALL),
    Command("drill.start", "", "Start a drill", "app.start_drill", "Rehearse the call on a copy.", _ALL),
    Command("drill.end", "", "End the drill", "app.end_drill", "See what came of it.", _ALL),
    Command("map.write", "", "Write the map", "app.write_map", "Request map as a workbook.", _NOT_REQUESTS),
    Command("map.read", "", "Take map in", "app.take_map", "A filled-in request map.", _NOT_REQUESTS),
    Command("area.edit", "e", "Area", "app.edit_area", "Name, description, marking, days off.", _OVERVIEW),
    Command("area.change", "", "Area", "app.edit_area", "Name, description, marking, days off.", _ELSEWHERE),
    Command(
        "view.lists",
        "right_square_bracket",
        "Out of date",
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
    Command("fact.confirm", "r", "Confirm", "confirm", "Say that the framework's fact is right.", _GAPS),
    Command("facts.open", "K", "Facts", "app.facts", "What the framework says here.", (*_ALL, *_TIMETABLE)),
    Command("edition.open", "", "Editions", "app.editions", "Compare definitions; move to one.", _ALL),
    Command("gaps.act", "N", "New action", "act", "An action that answers the gap.", _GAPS),
    Command("gaps.export", "w", "Export", "export_gaps", "Write the gaps shown to a file.", _GAPS, _GAPS),
    Command("snapshot.take", "", "Take", "app.take_snapshot", "Keep all as it is under a name.", _ALL),
    Command("report.elsewhere", "", "Elsewhere", "app.elsewhere", "What inspectors wrote elsewhere.", _ALL),
    Command("after.open", "", "After", "app.after_inspection", "What follows an inspection.", _ALL),
    Command("engagement.open", "", "Engagement", "app.engagement", "The meeting: bring, expect, note.", _ALL),
    Command("record.erase", "", "Erase", "app.erase", "Take words or records out for good.", _ALL),
    Command("snapshot.compare", "", "What changed", "app.what_changed", "Since a snapshot.", _ALL),
    Command("view.tab", "right_square_bracket", "Tab", "tab(1)", "The next tab.", _CRITERIA, _CRITERIA),
    Command("view.tab_before", "left_square_bracket", "Tab before", "tab(-1)", "The tab before.", _CRITERIA),
    Command("go.next", "greater_than_sign", "Next", "criterion(1)", "The next, in the same tab.", _CRITERIA),
    Command("go.before", "less_than_sign", "Before", "criterion(-1)", "The one before.", _CRITERIA),
    Command("go.jump", "g", "Jump", "app.jump", "To a pane, an area, or by its id.", _ALL),
    Command(
        "go.return", "backspace", "Return", "app.return_there", "Where you came from, to the same row.", _ALL
    ),
    Command("edit.undo", "u", "Undo", "app.undo", "Take back your last change.", _ALL, _ALL),
    Command("edit.redo", "U", "Redo", "app.redo", "Do again what undo took back.", _ALL),
    Command(
        "view.commands", "ctrl+p", "Commands", "app.command_palette", "Every verb, by its name.", _ALL, _ALL
    ),
    Command("view.help", "question_mark,f1", "Help", "app.help", "What every key does here.", _ALL, _ALL),
    Command("view.settings", "comma", "Settings", "app.settings", "The area's, and yours.", _ALL),
    Command("view.made", "equals_sign", "Written", "app.made", "What was written out, to open it.", _ALL),
    Command("view.theme", "", "Theme", "app.swap_theme", "Dark, light, high contrast in turn.", _ALL),
    Command(
        "view.problems",
        "exclamation_mark",
        "Problems",
        "app.problems",
        "What could not be read on opening.",
        _ALL,
    ),
    *(
        Command(f"go.{name}_area", str(number), title, f"app.area('{name}')", f"Go to {title}.", _ALL)
        for number, (name, title) in enumerate(area_titles(), start=1)
    ),
    Command("go.back", "escape", "Back", "screen.back", "Leave the detail, the search or the page.", _ALL),
    Command("go.quit", "q,ctrl+q", "Quit", "app.quit", "Leave the program.", _ALL, _ALL),
)
"""What can be done in the areas, and everywhere."""

COMMANDS: tuple[Command, ...] = (*AREA_COMMANDS, *BOX_COMMANDS)

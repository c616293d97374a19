"""Every verb of the screens, declared once."""

from __future__ import annotations

from readiness.tui.commands import AREAS, EVERYWHERE, Command

_ALL = (EVERYWHERE,)
_OVERVIEW = ("overview",)
_CRITERIA = ("criteria",)
_EVIDENCE = ("evidence",)
_REQUESTS = ("requests", "notice")
_PLAN = ("plan",)
_NOTICE = ("notice",)
_LISTS = ("evidence", "gaps", "requests", "plan")
_FINDING = (*_LISTS, "criteria", "notice")
_PROOF = ("criteria", "evidence")
_TYPING = ("form", "editor")

COMMANDS: tuple[Command, ...] = (
    Command(
        "view.find", "slash", "Find", "find", "Type to narrow the list.", (*_LISTS, "criteria"), _LISTS[:-1]
    ),
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
        "criterion.grade", "v", "Local view", "grade", "Set the local view and why.", _CRITERIA, _CRITERIA
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
        _REQUESTS,
    ),
    Command("plan.add", "a", "Add action", "add_action", "Add an action to the plan.", _PLAN, _PLAN),
    Command("plan.edit", "e", "Edit", "edit_action", "Edit the action under the cursor.", _PLAN, _PLAN),
    Command(
        "notice.start",
        "s",
        "Start",
        "start_notice",
        "Say that the call has come, and when.",
        _NOTICE,
        _NOTICE,
    ),
    Command("notice.end", "x", "End", "end_notice", "End the notice that is running.", _NOTICE),
    Command(
        "view.lists",
        "t",
        "Stale next",
        "swap_lists",
        "What goes stale next, or what to fix first.",
        _OVERVIEW,
        _OVERVIEW,
    ),
    Command("go.gaps", "g", "Gaps", "app.area('gaps')", "Go to the gaps.", ("overview", *_PROOF), _OVERVIEW),
    Command("go.notice", "n", "Notice", "app.area('notice')", "Go to the notice.", _OVERVIEW, _OVERVIEW),
    Command("edit.undo", "u", "Undo", "app.undo", "Take back your last change.", _ALL, _ALL),
    Command("edit.redo", "U", "Redo", "app.redo", "Do again what undo took back.", _ALL),
    Command("view.help", "question_mark,f1", "Help", "app.help", "What every key does here.", _ALL, _ALL),
    Command("view.theme", "", "Light or dark", "app.swap_theme", "Change the theme.", _ALL),
    Command("view.problems", "p", "Problems", "app.problems", "What could not be read on opening.", _ALL),
    *(
        Command(f"go.{name}_area", str(number), title, f"app.area('{name}')", f"Go to {title}.", _ALL)
        for number, (name, title) in enumerate(AREAS, start=1)
    ),
    Command("go.back", "escape", "Back", "screen.back", "Leave the detail, the search or the page.", _ALL),
    Command("go.quit", "q,ctrl+q", "Quit", "app.quit", "Leave the program.", _ALL),
    Command("form.save", "ctrl+s", "Save", "save", "Check what is typed and store it.", _TYPING, _TYPING),
    Command("form.leave", "escape", "Leave", "leave", "Close; asks before typing is lost.", _TYPING, _TYPING),
    Command(
        "scan.stop", "escape", "Stop", "close", "Stop after this file; the rest stays.", ("scan",), ("scan",)
    ),
    Command("box.close", "escape,q", "Close", "close", "Close the box.", ("message",), ("message",)),
    Command("box.copy", "c", "Copy", "copy", "Copy what the box says.", ("message",), ("message",)),
    Command("box.safe", "escape", "Back", "close", "Give the safe answer.", ("question",), ("question",)),
    Command(
        "list.choose",
        "enter",
        "Choose",
        "choose",
        "Take the line under the cursor.",
        ("picker",),
        ("picker",),
    ),
    Command("list.down", "down", "Down", "down", "Next in the list.", ("picker",)),
    Command("list.up", "up", "Up", "up", "Previous in the list.", ("picker",)),
    Command(
        "list.close", "escape", "Leave", "close", "Choose nothing.", ("picker", "menu"), ("picker", "menu")
    ),
)

"""What each pane of the areas is for, and its keys in sentences; shown first in the help."""

from __future__ import annotations

_LIST = (
    "`space` chooses, `shift+down` and `shift+up` choose a run, `*` all that are shown; what you do next "
    "is done to all that are chosen."
)

PANE_HELP: dict[tuple[str, str], str] = {
    ("overview", "call"): (
        "What a person should know first, worst first. `enter` on a sentence shows the records behind it, "
        "and `backspace` leads back."
    ),
    ("overview", "criteria-table"): (
        "One line for each: who the evidence comes from, who is heard, how much of it is up to date and "
        "what is to do. Numbers are current items. `enter` opens it."
    ),
    ("overview", "fix"): (
        "What to do first: problems by their cause, with their number. `enter` shows those of one cause, "
        "each with what puts it right. `]` shows what goes out of date next."
    ),
    ("overview", "stale"): (
        "What goes out of date within three months, soonest first, with its owner. `enter` opens the "
        "item, `]` goes back to what to do first."
    ),
    ("criteria", "tree"): (
        "What is evaluated, with its prompts. `enter` goes to the page beside it, `/` finds a prompt or a "
        "statement by its words, `v` sets our own view."
    ),
    ("criteria", "page"): (
        "What is said and what proves it. `]` and `[` change the tab, `>` and `<` go to the next and the "
        "one before. `a` writes a statement, `e` edits the one under the cursor, `l` links evidence to "
        "it, `c` records that an agency agrees, `N` adds an action that answers it. `y` takes a "
        "suggestion."
    ),
    ("evidence", "table"): (
        "Every item of evidence. `a` adds some, `e` says what an item is and covers, `l` links it to what "
        f"it proves, `p` opens the file. {_LIST} `s` sorts, `/` finds, `f` filters, `V` shows how it "
        "spreads."
    ),
    ("gaps", "causes"): (
        "Why they are gaps, worst first. The list beside it shows those of the cause under the cursor; "
        "`enter` goes there."
    ),
    ("gaps", "table"): (
        "The gaps of one cause. `enter` goes to where the one under the cursor is put right, `N` adds an "
        "action that answers it, `w` writes those that are shown to a file."
    ),
    ("requests", "table"): (
        "What inspectors may ask for. `o` says who answers it and how far it is, `l` attaches evidence, "
        "`r` says that it is ready. `H` says that it is handed over and `S` that it is signed off; both "
        "ask first."
    ),
    ("plan", "table"): (
        "What was asked of us, what we do about it, and how we see whether it works. `a` adds what fits "
        "the line under the cursor, `e` edits it, `l` says which action answers a recommendation, `w` "
        "writes papers and sheets, `i` takes corrected ones in."
    ),
    ("notice", "table"): (
        "Every ask, worst first. `o` says who answers it, `l` attaches evidence, `r` says that it is "
        "ready, `m` shows mine alone. `i` reads the list they sent, `P` builds the data pack, `t` shows "
        "every date, `V` what a call would find."
    ),
    ("notice", "start-or-end"): (
        "The call: when it came, and the next deadlines. The button starts the clock, or ends the notice; "
        "each asks first. `d` puts right when it came."
    ),
    **{
        (area, "detail-box"): (
            "The line under the cursor in full. The arrows scroll, `esc` goes back to the list, and the "
            "keys of the list hold here too."
        )
        for area in ("evidence", "gaps", "requests", "plan", "notice")
    },
    **{
        (area, "filter"): (
            "Words that narrow the list, and filters such as `owner:name`. Each stands below as a chip "
            "that a click takes away. `enter` goes to the list, `esc` clears the filter."
        )
        for area in ("evidence", "gaps", "requests", "plan", "notice")
    },
}
"""By area and the id of the pane; keys in backquotes, as people write them."""

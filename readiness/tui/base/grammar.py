"""The grammar of keys: what each letter and sign says, in every area and box."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """What one key stands for wherever it does something."""

    key: str
    """The key, as Textual names it."""
    words: str
    """What it says, in the infinitive."""
    names: frozenset[str]
    """The commands it stands for: the last part of their ids, or a whole id where that is not enough."""
    asks: str = ""
    """What is asked before it is done; empty where undo is enough."""


def _verb(key: str, words: str, names: str, asks: str = "") -> Verb:
    return Verb(key, words, frozenset(names.split()), asks)


GRAMMAR: tuple[Verb, ...] = (
    _verb("enter", "open, go there", "list.choose"),
    _verb("space", "choose, to do something with several", "mark"),
    _verb("asterisk", "choose all; all the rest", "mark_all rest_new"),
    _verb("a", "add one here", "add statement.write new note", "a form, or which kind"),
    _verb("e", "edit", "edit facts.correct edition.choose meeting.who", "a form"),
    _verb("E", "put another in its place", "replace", "which file"),
    _verb("D", "delete", "delete remove", "yes"),
    _verb("M", "move elsewhere", "move relocate", "where to"),
    _verb("N", "new action that answers it", "act", "a form"),
    _verb("o", "owner: give to someone", "assign", "a form"),
    _verb("l", "link, attach, say what answers it", "link attach answer other", "which"),
    _verb(
        "x",
        "take off: a link, a correction, an area that was listed",
        "unlink date.take_back doubt goes forget",
    ),
    _verb("plus", "and another", "also", "which"),
    _verb("d", "date: when it is, or came", "date.correct change day", "a form"),
    _verb("r", "right as of today: checked, ready, confirmed", "reviewed ready confirm", "yes, for links"),
    _verb("R", "read again", "reread"),
    _verb("c", "an agency agrees", "agree", "which, who and when"),
    _verb("C", "an agency no longer agrees", "unagree", "which"),
    _verb("v", "our view", "grade", "a form with the reason"),
    _verb("V", "look at it another way", "weigh forecast"),
    _verb("W", "withdraw, leave out", "withdraw leave_out complete", "yes, or the reason"),
    _verb("H", "handed over", "hand_over", "yes"),
    _verb("h", "history of what was handed over", "receipts"),
    _verb("S", "signed off", "sign_off", "yes"),
    _verb("y", "take what is offered", "accept holds do"),
    _verb("n", "refuse what is offered", "refuse nothing"),
    _verb("A", "take all that are safe", "accept_all safe", "yes, with the count"),
    _verb("w", "write out", "export write build", "a form"),
    _verb("i", "take in", "take_back take take_in their_list", "a form"),
    _verb("p", "open the file itself", "open"),
    _verb("P", "the data pack", "pack"),
    _verb("O", "let it go out all the same", "override", "the reason"),
    _verb("I", "include what is not ready", "include", "which"),
    _verb("X", "include what cannot be opened", "unopenable"),
    _verb("t", "the timetable", "timetable"),
    _verb("L", "the log", "log"),
    _verb("m", "mine", "mine"),
    _verb("s", "sort by a column", "sort"),
    _verb("g", "jump to a pane, an area, a criterion", "jump"),
    _verb("slash", "find", "find"),
    _verb("f", "filter", "filter supplement"),
    _verb("F", "look into the files", "evidence.find leaks"),
    _verb("K", "what the framework says", "facts.open"),
    _verb("right_square_bracket", "next tab", "tab lists"),
    _verb("left_square_bracket", "tab before", "tab_before"),
    _verb("greater_than_sign", "next record", "next"),
    _verb("less_than_sign", "record before", "before"),
    _verb("u", "undo", "undo"),
    _verb("U", "redo", "redo"),
    _verb("comma", "settings", "settings"),
    _verb("exclamation_mark", "problems", "problems"),
    _verb("question_mark", "help", "help"),
    _verb("equals_sign", "what was written out", "made"),
    _verb("q", "leave", "quit close"),
)
"""Every letter and sign that does something; digits go to areas, and control keys are the same everywhere."""

_BY_NAME = {name: one for one in GRAMMAR for name in one.names}


def verb_of(command_id: str) -> Verb | None:
    """What a command says in the grammar; None for those that are done by a control key or none."""
    return _BY_NAME.get(command_id) or _BY_NAME.get(command_id.partition(".")[2])

"""What taking figures in would do, in words: the same in a terminal and in a box."""

from __future__ import annotations

from readiness.base.problems import Problem
from readiness.base.text import counted
from readiness.plan.figures_import import FigureLine, FiguresPlan
from readiness.rules.figures import figure_words
from readiness.rules.measures import counts_words


def figure_of_line(one: FigureLine) -> str:
    """The figure as it would be stored: ``56% (28 of 50)``."""
    counts = counts_words(one.figure)
    return figure_words(one.figure.value, one.measure.unit) + (f" ({counts})" if counts else "")


def does_words(one: FigureLine) -> str:
    """``new measure``, or ``replaces 54%``; empty for a further figure."""
    if one.is_new:
        return "new measure"
    return f"replaces {figure_words(one.replaces.value, one.measure.unit)}" if one.replaces else ""


def remark_words(one: Problem) -> str:
    """A remark or a problem with the column it is about."""
    column = f"Column {one.where.field}: " if one.where.field and not one.where.line else ""
    return f"{column}{one.what} {one.hint}".strip()


def plan_words(plan: FiguresPlan) -> str:
    """How much would be stored, or what is to be put right first."""
    if plan.problems:
        return f"{counted(len(plan.problems), 'thing')} to put right; until then nothing is stored."
    new = f", with {counted(len(plan.added), 'new measure')}" if plan.added else ""
    return f"{counted(len(plan.lines), 'figure')}{new}"

"""The tree of groups, criteria and prompts, each with a mark beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Tree

from readiness.rules.orphans import NOT_IN_FORCE
from readiness.tui.base.content import cell, shortened
from readiness.tui.screens.criteria.gone import GONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.widgets.tree import TreeNode

    from readiness.model.definition.framework import Framework

WIDTH = 38
"""Columns for a label with its mark and the lines of the tree."""

_CRITERION_INDENT, _PROMPT_INDENT = 6, 8


class CriteriaTree(Tree[str]):
    """Nodes carry the id of their criterion or prompt; groups carry none."""

    def __init__(self) -> None:
        super().__init__("", id="tree")
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._twigs: dict[str, TreeNode[str]] = {}
        self._marks: dict[str, str] = {}

    @property
    def is_grown(self) -> bool:
        """Whether the framework's nodes are there."""
        return bool(self._twigs)

    def grow(self, framework: Framework, node_id: str) -> None:
        """Put the framework's nodes in place, the cursor on one of them."""
        for group in framework.groups:
            branch = self.root.add(cell(group.title, width=WIDTH), expand=True)
            for criterion in group.criteria:
                label = _label(framework, criterion.id, "")
                twig = branch.add(label, data=criterion.id, allow_expand=bool(criterion.prompts))
                self._twigs[criterion.id] = twig
                for prompt in criterion.prompts:
                    leaf = twig.add_leaf(_label(framework, prompt.id, ""), data=prompt.id)
                    self._twigs[prompt.id] = leaf
        self.move_to(node_id)

    def mark(self, framework: Framework, marks: Mapping[str, str]) -> None:
        """Write what stands beside each node, where it changed; the last node is there while it has one."""
        self._end(marks.get(GONE, ""))
        for node_id, mark in marks.items():
            if self._marks.get(node_id) != mark and node_id in self._twigs:
                self._marks[node_id] = mark
                self._twigs[node_id].set_label(_label(framework, node_id, mark))

    def _end(self, mark: str) -> None:
        if mark and GONE not in self._twigs:
            self._twigs[GONE] = self.root.add_leaf("", data=GONE)
        elif not mark and (twig := self._twigs.pop(GONE, None)):
            self._marks.pop(GONE, None)
            twig.remove()

    def move_to(self, node_id: str) -> None:
        """Put the cursor on a node, opening what hides it."""
        twig = self._twigs.get(node_id)
        if twig is not None:
            if twig.parent is not None and twig.parent is not self.root:
                twig.parent.expand()
            self.call_after_refresh(self.move_cursor, twig)


def _label(framework: Framework, node_id: str, mark: str) -> Text:
    if node_id == GONE:
        return cell(f"{shortened(NOT_IN_FORCE, WIDTH - len(mark) - 3)} {mark}")
    criterion = framework.criteria.get(node_id)
    words = f"{node_id} {criterion.short if criterion else framework.prompts[node_id].text}"
    room = WIDTH - (_CRITERION_INDENT if criterion else _PROMPT_INDENT) - len(mark) - 1
    return cell(f"{shortened(words, room):<{room}} {mark}")

"""The learned weights of words that ship beside a definition; none for a definition without them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from readiness.base.disk import whole_file
from readiness.definitions.files import shipped_folder
from readiness.model.definition.framework import Framework
from readiness.rules.word_weights import WordWeights

FILE_NAME = "suggestions.json"

_HUNDREDTHS = 100


def weights_for(framework: Framework) -> WordWeights | None:
    """What was learned for a framework, read once; None when nothing was, or it has a criterion of its own.

    A criterion that was taken out of the definition locally is no hindrance: it is never asked for.
    """
    learned = learned_weights(shipped_folder("frameworks") / framework.id / FILE_NAME)
    return learned if learned and framework.criteria.keys() <= set(learned.criteria) else None


@lru_cache(maxsize=4)
def learned_weights(file: Path) -> WordWeights | None:
    """The weights in a file; None when it is not there or is not such a file: suggestions do without."""
    try:
        return _weights(orjson.loads(whole_file(file)))
    except (OSError, orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError):
        return None


def _weights(data: dict[str, Any]) -> WordWeights:
    rows = {key: [one / _HUNDREDTHS for one in row] for key, row in data["words"].items()}
    size = len(data["criteria"])
    if len(data["bias"]) != size or any(len(row) != size + 1 for row in rows.values()):
        raise ValueError("a row of weights is not one for each criterion")
    return WordWeights(
        criteria=tuple(data["criteria"]),
        bias=tuple(one / _HUNDREDTHS for one in data["bias"]),
        rarity={key: row[0] for key, row in rows.items()},
        weights={key: row[1:] for key, row in rows.items()},
        same=dict(data["same"]),
        unsaid=frozenset(data["unsaid"]),
    )

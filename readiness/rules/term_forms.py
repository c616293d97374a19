"""All the ways a framework's role or glossary term is written."""

from __future__ import annotations

from readiness.model.definition.framework import Term

_LONGEST_MEANING = 8
"""Words up to which the meaning of an abbreviation is taken for the term written out."""


def forms_of(term: Term) -> list[str]:
    """The term, its abbreviation and its other names; written out first, none of them empty."""
    is_short = " " not in term.term and sum(letter.isupper() for letter in term.term) > 1
    has_long = is_short and len(term.meaning.split()) <= _LONGEST_MEANING
    forms = [term.meaning] if has_long else []
    forms += [term.term, term.short, *term.short.split("/"), *term.aliases]
    return [form for form in forms if form]

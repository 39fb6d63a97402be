"""YAML as plain values: mappings, lists and text, every scalar exactly as printed.

`012`, `12:30`, `NO` and `97.80%` stay the text they are. The values carry no places; those are
looked for when somebody asks (`places.py`), so that a file without faults never pays for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.read.simple import NotSimpleError, read_simple

if TYPE_CHECKING:
    from generator.model.source import Source
    from generator.problem import Problem
    from generator.read.simple import Plain


def parse_yaml(source: Source) -> tuple[Plain, tuple[Problem, ...]]:
    """Return the value of a YAML file and everything wrong with its form."""
    try:
        return read_simple(source), ()
    except NotSimpleError:
        from generator.read.strict import parse_strictly  # noqa: PLC0415  with a parser few files need

        return parse_strictly(source)

"""Catalogues: every sentence that people read is a Chinese source string with translations.

A stage never builds a sentence; it returns a `Message` (source string and values), and the edge
that shows it asks a `Catalogue` to say it in the reader's language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = re.compile(r"\{([a-z_]+)\}")

SOURCE_LANGUAGE = "zh-CN"
"""The language that source strings are written in."""


def N_(text: str) -> str:  # noqa: N802  the name that gettext extractors know for marked strings
    """Return `text` unchanged; marks it for extraction into the catalogues."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """A source string with named values, not yet said in any language."""

    text: str
    """Chinese source string with `{name}` places."""
    values: tuple[tuple[str, str | Message], ...] = ()
    """Values for the named places; a value may itself be a message."""


def message(text: str, **values: str | Message) -> Message:
    """Return the message of `text` with `values`, in a form that compares and pickles."""
    return Message(text, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one interface language."""

    language: str = SOURCE_LANGUAGE
    """Language tag as it stands in `lang` attributes."""
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Source string to its translation: one form, or singular and plural."""

    def translate(self, text: str) -> str:
        """Return the translation of `text`, or `text` itself in the source language."""
        return self.translations.get(text, (text,))[0]

    def translate_with(self, text: str, **values: object) -> str:
        """Return the translation of `text` with values in its places; `_` in templates."""
        return fill(self.translate(text), {name: str(value) for name, value in values.items()})

    def say(self, said: Message | str) -> str:
        """Return `said` in this language, with its values in their places."""
        if isinstance(said, str):
            return self.translate(said)
        text = self.translate(said.text)
        for name, value in said.values:
            if type(value) is not str or "{" in value or "}" in value:
                break  # what is said first, or could look like another place
            text = text.replace(f"{{{name}}}", value)
        if "{" not in text:
            return text
        values = {name: self.say_value(value) for name, value in said.values}
        return fill(self.translate(said.text), values)

    def say_value(self, value: str | Message) -> str:
        """Return a value of a message: facts stay as they are, messages are said."""
        return self.say(value) if isinstance(value, Message) else value

    def count(self, singular: str, plural: str, number: int, **values: object) -> str:
        """Return the form of a counted sentence that fits `number`, with `{n}` filled in."""
        forms = self.translations.get(singular, (singular, plural))
        form = forms[0] if number == 1 else forms[-1]
        return fill(form, {"n": str(number), **{k: str(v) for k, v in values.items()}})


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with every `{name}` replaced by its value; other braces stay as they are."""
    if "{" not in text:
        return text
    return PLACE.sub(lambda place: values[place[1]], text)

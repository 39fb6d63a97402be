"""Problems are values: what kind, where exactly, with which values. Nothing here acts on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.i18n import N_, Message


class Severity(StrEnum):
    """What a problem does to a build."""

    ERROR = "error"
    """错误: blocks a build."""
    EXPLAIN = "explain"
    """须说明: a printed slip or fact that wants an explanation; blocks only the strict check."""
    ADVICE = "advice"
    """提醒: worth a look; never blocks."""


SEVERITY_WORDS = {
    Severity.ERROR: N_("错误"),
    Severity.EXPLAIN: N_("须说明"),
    Severity.ADVICE: N_("提醒"),
}


class Family(StrEnum):
    """What a kind of problem is about."""

    FORM = "form"
    IDENTITY = "identity"
    ARITHMETIC = "arithmetic"
    SCORING = "scoring"
    EVIDENCE = "evidence"
    PRIVACY = "privacy"
    RESIDUE = "residue"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a content file."""

    path: str
    """File, relative to the folder that holds `content/`, with forward slashes."""
    line: int = 1
    """Line, counted from 1."""
    column: int = 1
    """Column in characters, counted from 1."""
    width: int = 1
    """How many characters to underline."""
    excerpt: str = ""
    """The text of that line, for underlining; empty where there is none."""
    field: str = ""
    """The path of keys to the field, as `自评 › 指标 › 3 › 得分`."""

    def __str__(self) -> str:
        """Return `path:line:column`, the form that editors open."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of problem, with everything `selfeval explain` says about it."""

    code: str
    """Stable short code, a letter for the family and a number."""
    slug: str
    """Stable readable name."""
    family: Family
    severity: Severity
    message: str
    """What is wrong, as a Chinese source string with named places."""
    hint: str
    """The next step, as a Chinese source string with named places."""
    why: str
    """Why this is a rule, one sentence."""
    bad: str
    """A small example that has the problem."""
    good: str
    """The same example put right."""

    def at(self, place: Location, **values: str | Message) -> Problem:
        """Return a problem of this kind at `place`."""
        return Problem(
            kind=self,
            at=place,
            values=tuple(
                (name, value if name in LISTS else _clip(value)) for name, value in values.items()
            ),
        )


LONGEST_VALUE = 80
"""Characters of a written value that a message shows; nobody reads more in a terminal."""
LISTS = frozenset({"known", "sources"})
"""Values that list what there is, and are shown whole."""


def _clip(value: str | Message) -> str | Message:
    if isinstance(value, Message) or len(value) <= LONGEST_VALUE:
        return value
    return f"{value[:LONGEST_VALUE]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem in the content."""

    kind: Kind
    at: Location
    values: tuple[tuple[str, str | Message], ...] = ()

    @property
    def message(self) -> Message:
        """What is wrong, with the value shown."""
        return Message(self.kind.message, self.values)

    @property
    def hint(self) -> Message:
        """The next step."""
        return Message(self.kind.hint, self.values)

    @property
    def blocks(self) -> bool:
        """Whether a build must stop for it."""
        return self.kind.severity is Severity.ERROR


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return `problems` by file, place and code, so that a report never depends on run order."""
    return tuple(
        sorted(
            problems, key=lambda p: (p.at.path, p.at.line, p.at.column, p.kind.code, repr(p.values))
        )
    )

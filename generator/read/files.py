"""The files of the content folder: which there are, and what they say."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from generator.model.source import CONTROL, Source
from generator.privacy import personal_problems
from generator.problem import Kind, Location, Problem
from generator.read import kinds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

LIMIT = 2 * 1024 * 1024
"""The largest content file that is read, in bytes; a form of 60 rows has about 15 KB."""
MOST_CONTROL = 100
"""How many lines with control characters are reported; a file with more is not text."""
BOM = b"\xef\xbb\xbf"


class Stamp(NamedTuple):
    """What the file system says of a file without reading it; a cache holds very many of them."""

    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since the epoch."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every file of the content folder, by its path inside it, in order."""

    label: str
    """The name of the content folder, as problems show it."""
    files: Mapping[str, Stamp]


def survey(root: Path) -> tuple[Inventory, tuple[Problem, ...]]:
    """Return the files below `root` with their stamps, and what must not be there.

    Names that begin with a dot belong to tools and are left alone. Links are never followed.
    """
    if not root.is_dir():
        return Inventory(root.name, {}), (kinds.MISSING_FOLDER.at(Location(root.name)),)
    found: dict[str, Stamp] = {}
    faults: dict[str, Kind] = {}
    folders = [""]
    while folders:
        folders += _list(f"{root}/", folders.pop(), found, faults)
    files = dict(sorted(found.items()))
    problems = [kind.at(Location(f"{root.name}/{path}")) for path, kind in sorted(faults.items())]
    return Inventory(root.name, files), (*problems, *_collisions(root.name, files))


def _list(
    root: str, prefix: str, found: dict[str, Stamp], faults: dict[str, Kind]
) -> Sequence[str]:
    """Note the files of one folder, and what must not be there; return the folders in it.

    Paths are text, and nothing is yielded upwards: a content folder has very many files.
    """
    folders: list[str] = []
    try:
        with os.scandir(f"{root}{prefix}") as entries:
            for entry in entries:
                name = entry.name
                path = f"{prefix}{name}"
                if name.startswith("."):
                    continue
                if not _is_text(name):
                    faults[shown_name(path)] = kinds.NAME_NOT_TEXT
                elif entry.is_symlink():
                    faults[path] = kinds.SYMLINK
                elif entry.is_dir():
                    folders.append(f"{path}/")
                elif entry.is_file():
                    _stamp(entry, path, found, faults)
                else:
                    faults[path] = kinds.NOT_A_FILE
    except OSError:
        faults[prefix or "."] = kinds.UNREADABLE
    return folders


def stamps_below(folder: Path) -> dict[str, Stamp]:
    """Return the stamps of all files below a folder, by path inside it.

    A folder that cannot be listed stands as one file with a question mark for its name.
    """
    found: dict[str, Stamp] = {}
    folders = [""]
    while folders:
        prefix = folders.pop()
        try:
            with os.scandir(f"{folder}/{prefix}") as entries:
                for entry in entries:
                    path = f"{prefix}{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{path}/")
                    else:
                        status = entry.stat(follow_symlinks=False)
                        found[path] = Stamp(status.st_size, status.st_mtime_ns)
        except OSError:
            found[f"{prefix}?"] = Stamp(0, 0)
    return found


def _stamp(
    entry: os.DirEntry[str], path: str, found: dict[str, Stamp], faults: dict[str, Kind]
) -> None:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        faults[path] = kinds.UNREADABLE
    else:
        found[path] = Stamp(status.st_size, status.st_mtime_ns)


def _is_text(name: str) -> bool:
    """Whether a file name can be printed: neither control characters nor broken encoding."""
    return (name.isascii() and name.isprintable()) or all(_is_visible(sign) for sign in name)


def _is_visible(sign: str) -> bool:
    return (sign.isprintable() or sign in WIDE_SPACES) and not CONTROL.match(sign)


WIDE_SPACES = "\u3000\u00a0"


def shown_name(name: str) -> str:
    """Return a file name with everything that cannot be printed escaped by its number."""
    return "".join(sign if _is_visible(sign) else _escaped(sign) for sign in name)


def _escaped(sign: str) -> str:
    code = ord(sign)
    if 0xDC80 <= code <= 0xDCFF:  # noqa: PLR2004  where Python keeps bytes that are no text
        code -= 0xDC00
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004  one byte


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of one file; None where there is none. Text, since a site has very many."""
    try:
        status = os.stat(path)  # noqa: PTH116  four times as fast as by a path object
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns)


def first_changed(root: Path, stamps: Mapping[str, Stamp]) -> str | None:
    """Return the first path below `root` that is not as its stamp says; None where all are.

    Another machine may keep the time of the same file less exactly; a second is forgiven.
    """
    for path, stamp in stamps.items():
        now = stamp_of(f"{root}/{path}")
        if now is None or now.size != stamp.size:
            return path
        if abs(now.modified - stamp.modified) >= ONE_SECOND:
            return path
    return None


ONE_SECOND = 1_000_000_000
"""In nanoseconds."""


def _collisions(label: str, found: Mapping[str, Stamp]) -> Iterator[Problem]:
    def fold(path: str) -> str:
        return unicodedata.normalize("NFC", path).casefold()

    if len(set(map(fold, found))) == len(found):
        return
    seen: dict[str, str] = {}
    for path in found:
        folded = fold(path)
        if folded in seen:
            yield kinds.CASE_COLLISION.at(
                Location(f"{label}/{path}"), other=f"{label}/{seen[folded]}"
            )
        seen.setdefault(folded, path)


def read_source(
    root: Path, path: str, declared: Collection[str] = ()
) -> tuple[Source | None, tuple[Problem, ...]]:
    """Return the text of the file `path` below `root`, or the problem that keeps it from text.

    Personal data in it is a problem, save the telephones `declared` public.

    A byte order mark or control characters are problems, but the text is still returned so that
    everything else in the file is found in the same pass.
    """
    shown = f"{root.name}/{path}"
    content = b""
    try:
        for piece in _pieces(root, path):
            content += piece
            if len(content) > LIMIT:
                size = str((root / path).stat().st_size)
                return None, (kinds.TOO_LARGE.at(Location(shown), size=size, limit=str(LIMIT)),)
    except OSError:
        return None, (kinds.UNREADABLE.at(Location(shown)),)
    return _decode(shown, content, declared)


def _pieces(root: Path, path: str) -> Iterator[bytes]:
    """Yield what the file `path` below `root` holds, nearly always in one piece.

    By the calls of the system: a file object costs as much again. Raises `OSError`.
    """
    descriptor = os.open(f"{root}/{path}", READ_ONLY)
    try:
        while piece := os.read(descriptor, PIECE):
            yield piece
    finally:
        os.close(descriptor)


READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0)
PIECE = 64 * 1024
"""Bytes that are asked for at once, four times what a large form has."""


def _decode(
    shown: str, content: bytes, declared: Collection[str]
) -> tuple[Source | None, tuple[Problem, ...]]:
    marked = content.startswith(BOM)
    body = content[len(BOM) :] if marked else content
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        place = Location(shown, line, len(before) - before.rfind("\n"))
        return None, (kinds.NOT_UTF8.at(place, byte=str(error.start + 1)),)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(shown, text)
    problems = [kinds.BYTE_ORDER_MARK.at(Location(shown))] if marked else []
    problems += _control_characters(source)
    problems += personal_problems(shown, source.text, declared)
    if not source.text.strip():
        return None, (*problems, kinds.EMPTY_FILE.at(Location(shown)))
    return source, tuple(problems)


def _control_characters(source: Source) -> Iterator[Problem]:
    """Yield a problem for the first control character of every line."""
    if not source.has_control:
        return
    found = ((n, m) for n, line in enumerate(source.lines, 1) if (m := CONTROL.search(line)))
    for number, match in islice(found, MOST_CONTROL):
        place = source.at(number, match.start() + 1)
        yield kinds.CONTROL_CHARACTER.at(place, character=f"U+{ord(match[0]):04X}")


def can_read(root: Path, path: str) -> bool:
    """Whether a file can be opened, without reading it."""
    try:
        with (root / path).open("rb"):
            return True
    except OSError:
        return False


def read_bytes(root: Path, path: str) -> bytes:
    """Return the bytes of an attachment, which is published as it is."""
    return (root / path).read_bytes()


def says_withheld(root: Path, path: str) -> bool:
    """Whether the folder of a content file says 不予公开 in its facts, however broken they are.

    `path` begins with the name of the content folder. Facts that cannot be read may say so.
    """
    parts = path.split("/")[1:]
    shelf = SHELVES.get(parts[0] if parts else "")
    if shelf is None:
        return False
    name, depth = shelf
    try:
        return WITHHELD.encode() in root.joinpath(*parts[:depth], name).read_bytes()
    except FileNotFoundError:
        return False
    except OSError:
        return True


WITHHELD = "不予公开"
SHELVES = {
    "projects": ("project.yaml", 4),
    "documents": ("document.yaml", 4),
    "overall": ("overall.yaml", 3),
}
"""The file with the facts on each shelf, and how many parts the path of its folder has."""


def content_digest(root: Path, paths: Iterable[str]) -> str:
    """Return the SHA-256 of names and contents of `paths` below `root`, in order of name."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.encode())
        try:
            held = hashlib.sha256()
            for piece in _pieces(root, path):
                held.update(piece)
            total.update(held.digest())
        except OSError:
            total.update(b"unreadable")
    return total.hexdigest()

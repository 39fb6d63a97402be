"""The spare: the site before last, brought up to date, so that an edit costs what it touches.

A folder made from nothing needs a link to every file that stays. The spare has nearly all of them
already: only what the last two builds changed is missing. It is advice like the rest of the cache:
before it takes the place of the site, every file in it is compared with what was written.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.read import stamps_below
from generator.write.written import is_as

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

SPARE = "spare"
"""The folder of the cache where the site before last is kept."""
FEW = 2
"""A build that wrote more than a half of the site makes a spare by links, once for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The new site against the last one, by paths."""

    fresh: frozenset[str]
    """Files that were made anew."""
    gone: frozenset[str]
    """Files of the last site that are in the new one no more."""
    apart: frozenset[str]
    """Files in which the spare and the last site may differ."""
    spare_stands: bool = False
    """Whether all else in the spare was found to be as it is in the last site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What stands in the output after a build."""

    files: Mapping[str, tuple[int, int]]
    """Every file of the site."""
    is_new: bool
    """Whether this build published it; the last one still stands where nothing changed."""
    removed: int
    """How many files of the last site are no more."""
    apart: frozenset[str]
    """Files in which the spare and the site may differ."""


def refresh(
    spare: Path,
    new: Path,
    sources: tuple[Path, Path],
    files: Mapping[str, tuple[int, int]],
    change: Change,
) -> bool:
    """Bring the spare up to date as the folder `new`; tell whether exactly `files` lie in it.

    `sources`: the stage and the last site. The spare is moved first, so that a build that is
    killed meanwhile leaves none.
    """
    stage, last = sources
    touched = change.fresh | change.gone | change.apart
    if not spare.is_dir():
        return False
    try:
        spare.rename(new)
        _drop(new, touched)
        for path in touched & files.keys():
            link(f"{stage if path in change.fresh else last}/{path}", f"{new}/{path}")
        if change.spare_stands:
            is_whole = all(is_as(new, path, files[path]) for path in touched & files.keys())
        else:
            is_whole = stamps_below(new) == files
    except OSError:
        is_whole = False
    if not is_whole:
        shutil.rmtree(new, ignore_errors=True)
    return is_whole


def lay_aside(last: Path, spare: Path, apart: Collection[str]) -> None:
    """Keep the site that was just replaced as the spare, if the disk lets us.

    Without the files `apart` that the new one has not, or has otherwise: what was taken back is
    kept nowhere.
    """
    with contextlib.suppress(OSError):
        _drop(last, apart)
        spare.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(spare, ignore_errors=True)
        last.rename(spare)


def double(site: Path, spare: Path, files: Iterable[str]) -> None:
    """Make a spare that is the site once more, if the disk lets us."""
    shutil.rmtree(spare, ignore_errors=True)
    with contextlib.suppress(OSError):
        for path in files:
            link(f"{site}/{path}", f"{spare}/{path}")


def link(source: str, target: str) -> None:
    """Give a file a second name, and make the folder of that where there is none yet."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120  as text
        os.link(source, target)


def _drop(folder: Path, paths: Collection[str]) -> None:
    """Remove files, and the folders that are empty without them."""
    for path in paths:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(f"{folder}/{path}")  # noqa: PTH108  as text, since there may be very many
    above = {path.rpartition("/")[0] for path in paths} - {""}
    while above:
        emptied = {path for path in above if _is_removed(f"{folder}/{path}")}
        above = {path.rpartition("/")[0] for path in emptied} - {""}


def _is_removed(folder: str) -> bool:
    """Remove a folder if it is empty; tell whether it was."""
    try:
        os.rmdir(folder)  # noqa: PTH106  as text, see above
    except OSError:
        return False
    return True

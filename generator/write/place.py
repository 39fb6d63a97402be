"""The place of a site: whether it may be written there, and what stands beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.i18n import N_, message
from generator.write.faults import WriteError
from generator.write.written import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOREIGN = N_("输出目录 {path} 里有不是本程序生成的内容，不会覆盖；请换一个目录，或先清空它")
OVERLAPS = N_("输出目录 {path} 与内容目录或主题目录重叠；请换一个目录")
NO_DRAFT = N_("输出目录 {path} 里是正式生成的网站，草稿不会覆盖它；请用 --output 换一个目录")


def prepare(output: Path, inputs: Iterable[Path], *, draft: bool = False) -> None:
    """Make sure that `output` may be replaced.

    Raises `WriteError` where it overlaps the inputs, holds files that no build wrote, or holds a
    site that a draft would replace.
    """
    resolved = output.resolve()
    for source in inputs:
        other = source.resolve()
        if resolved == other or resolved in other.parents or other in resolved.parents:
            raise WriteError(message(OVERLAPS, path=str(output)))
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise WriteError(message(FOREIGN, path=str(output)))
    if output.is_dir() and any(output.iterdir()) and not stands(output):
        raise WriteError(message(FOREIGN, path=str(output)))
    last = output if output.exists() else last_aside(output)
    if draft and stands(last) and not _is_draft(last):
        raise WriteError(message(NO_DRAFT, path=str(output)))


def beside(output: Path, purpose: str) -> Path:
    """Return the hidden neighbour of the output folder that serves `purpose`."""
    whole = output.absolute()
    return whole.with_name(f".{whole.name.lstrip('.')}.{purpose}")


def stands(output: Path) -> bool:
    """Whether a site that a build wrote stands in the output."""
    return (output / MANIFEST).is_file()


def _is_draft(output: Path) -> bool:
    """Whether what stands in the output says that it is a draft."""
    try:
        said = json.loads((output / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and said.get("draft") is True


def last_aside(output: Path) -> Path:
    """Return where the last site waits while two folders are exchanged in two steps."""
    return beside(output, "last")

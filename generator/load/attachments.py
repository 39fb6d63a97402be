"""Attachments: what is listed against what lies in the folder. Only listed files are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.load import kinds
from generator.load.records import suggest
from generator.model.disclosure import AttachedFile, Attachment
from generator.model.site import Nature
from generator.privacy import UNREAD, personal_problems, words_of
from generator.problem import Location
from generator.read import UNREADABLE, can_read, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.model.site import Site
    from generator.problem import Problem
    from generator.read import Places, Stamp


def match_attachments(
    root: Path,
    folder: str,
    listed: Sequence[Attachment],
    files: Mapping[str, Stamp],
    places: Places,
) -> tuple[tuple[AttachedFile, ...], tuple[Problem, ...]]:
    """Return the listed attachments that exist, and every mismatch between list and folder."""
    prefix = f"{folder}/attachments/"
    present = {path.removeprefix(prefix): path for path in files if path.startswith(prefix)}
    if not listed and not present:
        return (), ()
    attached = tuple(
        AttachedFile(
            record=record, path=present[record.file], size=files[present[record.file]].size
        )
        for record in listed
        if record.file in present and is_plain_name(record.file)
    )
    problems = [
        *_absent(listed, present, places),
        *_repeated(listed, places),
        *_unlisted(root.name, listed, present),
        *(
            UNREADABLE.at(Location(f"{root.name}/{f.path}"))
            for f in attached
            if not can_read(root, f.path)
        ),
    ]
    return attached, tuple(problems)


def personal_in_attachments(
    root: Path, attached: Sequence[AttachedFile], places: Places, site: Site
) -> Iterator[Problem]:
    """Yield the personal data in attachments, and on official sites those nobody could read.

    Whoever approves a file by name (人工核验) vouches for it.
    """
    for index, file in enumerate(attached):
        if file.record.approved or not can_read(root, file.path):
            continue
        try:
            words = words_of(file.path, read_bytes(root, file.path))
        except OSError:
            continue  # publishing it says so
        if words is not None:
            yield from personal_problems(f"{root.name}/{file.path}", words)
        elif site.nature is Nature.OFFICIAL:
            place = places.at("附件", index, "文件")
            yield UNREAD.at(place, name=file.record.file)


def is_plain_name(name: str) -> bool:
    """Whether `name` stays inside the attachments folder."""
    parts = name.split("/")
    return "\\" not in name and all(part and not part.startswith(".") for part in parts)


def _absent(
    listed: Sequence[Attachment], present: Mapping[str, str], places: Places
) -> Iterator[Problem]:
    for index, record in enumerate(listed):
        if is_plain_name(record.file) and record.file in present:
            continue
        place = places.at("附件", index, "文件")
        if not is_plain_name(record.file):
            yield kinds.BAD_ATTACHMENT_NAME.at(place, name=record.file)
        else:
            suggestion = suggest(record.file, present)
            yield kinds.MISSING_ATTACHMENT.at(place, name=record.file, suggestion=suggestion)


def _repeated(listed: Sequence[Attachment], places: Places) -> Iterator[Problem]:
    for index, record in enumerate(listed):
        if record.file in {earlier.file for earlier in listed[:index]}:
            place = places.at("附件", index, "文件")
            yield kinds.REPEATED_ATTACHMENT.at(place, name=record.file)


def _unlisted(
    label: str, listed: Sequence[Attachment], present: Mapping[str, str]
) -> Iterator[Problem]:
    names = {record.file for record in listed}
    for name, path in present.items():
        if name not in names:
            yield kinds.UNLISTED_ATTACHMENT.at(Location(f"{label}/{path}"))

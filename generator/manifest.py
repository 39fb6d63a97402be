"""The manifest of a site, as it is written: every file with its size and SHA-256."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def manifest_text(
    generator: str, files: Iterable[tuple[str, int, str]], *, draft: bool = False
) -> str:
    """Return the manifest as JSON; of each file path, bytes and SHA-256, in the order given.

    Written by hand, because laying out JSON takes Python's own module longer than all the rest
    of publishing a large site.
    """
    head = ['"manifest": 1', f'"generator": {dumps(generator)}', *(['"draft": true'] * draft)]
    listed = ",\n".join(
        f'  {{\n   "path": {dumps(path, ensure_ascii=False)},\n   "size": {size},\n'
        f'   "sha256": "{sha256}"\n  }}'
        for path, size, sha256 in files
    )
    body = f"[\n{listed}\n ]" if listed else "[]"
    return "{\n " + ",\n ".join((*head, f'"files": {body}')) + "\n}\n"

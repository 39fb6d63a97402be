"""The manifest of a site, as it is written: every file with its size and SHA-256.

It is JSON, every file three lines of its own, so that a file that changed can be told anew without
the others.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def manifest_text(
    generator: str, files: Iterable[tuple[str, int, str]], *, draft: bool = False
) -> str:
    """Return the manifest as JSON; of each file path, bytes and SHA-256, in the order given."""
    said = {"manifest": 1, "generator": generator, **({"draft": True} if draft else {})}
    head = json.dumps(said, ensure_ascii=False, indent=1).removesuffix("\n}")
    told = ",\n".join(file_text(*file) for file in files)
    listed = f"[\n{told}\n ]" if told else "[]"
    return f'{head},\n "files": {listed}\n}}\n'


def file_text(path: str, size: int, sha256: str) -> str:
    """Return what a manifest says of one file."""
    name = encode_basestring(path)
    return f'  {{\n   "path": {name},\n   "size": {size},\n   "sha256": "{sha256}"\n  }}'

"""The manifest of a site, as it is written: every file with its size and SHA-256."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def manifest_text(
    generator: str, files: Iterable[tuple[str, int, str]], *, draft: bool = False
) -> str:
    """Return the manifest as JSON; of each file path, bytes and SHA-256, in the order given."""
    said = {
        "manifest": 1,
        "generator": generator,
        **({"draft": True} if draft else {}),
        "files": [{"path": path, "size": size, "sha256": sha256} for path, size, sha256 in files],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"

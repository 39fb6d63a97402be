"""Whatever slip of the pen a file has, the check ends with places that are really there."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.i18n import Catalogue
from generator.pipeline import Options, check
from generator.theme import theme_root

if TYPE_CHECKING:
    import pytest

BASE = Path(__file__).parents[2] / "fixtures" / "base" / "content"
FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*") if path.is_file())
TODAY = datetime.date(2026, 1, 1)
SIGNS = st.sampled_from(
    (
        ": ", ":", "：", "，", ", ", "\n", "\n  ", "  ", "\t", "- ", '"', "'", "[", "]", "{", "}",
        "#", " #", "*a", "&a ", "!", "|", ">", "%", "0", "1", "9", "-", ".", "100%", "万元", '""',
        "\ufeff", "\x00", "\x0b", "\u2028", "\u202e", "# ", "## ", "##", "![甲](乙)", "<p>", "> ",
        "[甲](javascript:乙)", "|-|", "```\n", "{#a}", "...\n", "---\n", "2020", "1" * 40, "½",
    )
)  # fmt: skip
SLIPS = st.tuples(st.sampled_from(FILES), st.floats(0, 1), st.integers(0, 4), SIGNS)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(SLIPS, min_size=1, max_size=3))
def test_any_slip_is_reported_where_it_can_be_found(
    tmp_path_factory: pytest.TempPathFactory, slips: list[tuple[str, float, int, str]]
) -> None:
    """Signs put in or left out anywhere end in a report, each place of it in a file that exists."""
    content = tmp_path_factory.mktemp("slips") / "content"
    shutil.copytree(BASE, content)
    for path, where, left_out, put_in in slips:
        text = (content / path).read_bytes().decode()
        start = int(where * len(text))
        slipped = f"{text[:start]}{put_in}{text[start + left_out :]}"
        (content / path).write_bytes(slipped.encode())
    output = content.with_name("site")
    options = Options(content=content, output=output, themes=(theme_root(),), today=TODAY)
    for problem in check(options).problems:
        text = (content.parent / problem.at.path).read_bytes().decode()
        assert problem.at.line <= text.count("\n") + text.count("\r") + 1
        assert Catalogue().say(problem.message)
        assert Catalogue().say(problem.hint)

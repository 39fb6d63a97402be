"""Long rows of edits, chosen anew each time, under the shipped theme and under the small one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.theme import theme_root
from tests.generator.pipeline.conftest import THEME
from tests.generator.pipeline.edits import STEP, Step, work_through

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.trial


@pytest.mark.parametrize(
    ("theme", "rows"), [(THEME, 25), (theme_root(), 4)], ids=["small", "shipped"]
)
def test_long_rows_of_edits_never_drift(theme: Path, rows: int) -> None:
    """However long a site is edited, every build from memory is that of a cold one."""

    @settings(
        max_examples=rows,
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(STEP, min_size=15, max_size=40))
    def row(steps: list[Step]) -> None:
        work_through(steps, theme)

    row()

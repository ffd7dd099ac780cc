"""A task and a result go to another process and come back as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrconv.pipeline.workers.task import Made, Result, Task
from corrconv.products.article import article
from corrconv.rendering.profile import PROFILES
from corrconv.rendering.request import RenderRequest
from corrconv.theme.loader import shipped
from corrconv.theme.theme import Theme


@pytest.mark.parametrize("look", [None, shipped("dark")])
@pytest.mark.parametrize("lesson", [None, Path("/a folder/lesson.toml")])
def test_every_task(look: Theme | None, lesson: Path | None) -> None:
    for figure in article().catalog:
        request = RenderRequest(
            figure, "dark", PROFILES["draft"], ("svg",), lesson, alt="“x²”", look=look
        )
        task = Task(1, Path("/x"), ("corrconv",), "a:b", Path("/y"), 1 << 40, ("png",), request)
        assert Task.load(task.dump()) == task
        assert "\n" not in task.dump()


def test_a_result() -> None:
    made = Made("f", "video", "mp4", "0", 12, 4, 2, frames=3, fps=15, seconds=0.2)
    result = Result((made,), {"a.py": "1"}, ("ink",), memory_ran_out=False)
    assert Result.load(result.dump()) == result
    assert Result.load(Result(error="“x”").dump()) == Result(error="“x”")
    for length in range(len(result.dump())):
        assert Result.load(result.dump()[:length]) is None
    assert Result.load(b'{"files": [{"file": 1}]}') is None

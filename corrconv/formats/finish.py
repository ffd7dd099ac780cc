"""Writers of files that are finished at the end of their block, and left alone after an error."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Finished:
    """`with` such a writer: `close` is called where all went well, `drop` where it did not. PyAV
    crashes in closing a file whose header could not be written, and nobody will use one that an
    error cut short."""

    def close(self) -> None:
        """Finish the file."""
        raise NotImplementedError

    def drop(self) -> None:
        """Let go of what is not part of the file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            self.drop()

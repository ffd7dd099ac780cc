"""The requirements of `--scheduler`: an address and an optional library."""

from __future__ import annotations

import re
from importlib.util import find_spec

from corrconv.pipeline.plan.request import RequestError

INSTALL = "python -m pip install 'corrconv[cluster]'"

_ADDRESS = re.compile(
    r"(?:[a-z]+://)?[^\s/:\[\]]+:[0-9]{1,5}|(?:[a-z]+://)?\[[0-9a-fA-F:]+\]:[0-9]{1,5}"
)


def require_cluster(address: str, library: str = "distributed") -> None:
    """Raise RequestError unless `address` can be one and the optional library is installed."""
    if not _ADDRESS.fullmatch(address):
        raise RequestError(f"scheduler {address!r}: wanted HOST:PORT, such as tcp://10.0.0.1:8786")
    if find_spec(library) is None:
        raise RequestError(f"--scheduler needs dask.distributed, which is not installed: {INSTALL}")

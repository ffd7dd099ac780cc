"""The command line of a checkout; the commands stand in corrconv/commands."""

from __future__ import annotations

import sys

from corrconv.cli.main import main

if __name__ == "__main__":
    sys.exit(main(name="render.py"))

"""The command line of a checkout; the commands stand in corrconv/cli."""

from __future__ import annotations

import signal
import sys

if __name__ == "__main__" and hasattr(signal, "pthread_sigmask"):
    # Ctrl-C waits for a command to run: in the imports below it would come out as a traceback.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

from corrconv.cli.main import main

if __name__ == "__main__":
    sys.exit(main(name="render.py"))

"""Shows a person what a long command is doing: one line per step with its time, plain lines when nobody watches."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Steps:
    """`✓ 启动数据库  1.2 s` for each step; a failing step shows `✗` and the error goes on."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        started = time.monotonic()
        live = sys.stderr.isatty()
        if live:
            print(f"… {title}", end="", file=sys.stderr, flush=True)
        try:
            yield
        except BaseException:
            print(f"{chr(13) if live else ''}✗ {title}", file=sys.stderr, flush=True)
            raise
        seconds = time.monotonic() - started
        print(f"{chr(13) if live else ''}✓ {title}  {seconds:.1f} s", file=sys.stderr, flush=True)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

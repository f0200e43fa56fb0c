"""Named places where a fault test kills or freezes the process. Without ZF_FAILPOINT every call is one comparison.

`ZF_FAILPOINT=outbox.after_claim:2` kills this process, by SIGKILL, at the second passage of that place;
`outbox.after_claim:2:stop` freezes it there, by SIGSTOP, until somebody sends SIGCONT. `ZF_FAILPOINT=@file` reads the same
from a file whenever the file changes, so that a test can choose the place in a process that has been running for a while.
"""

import os
import signal
from collections.abc import Mapping
from pathlib import Path

FAILPOINTS: Mapping[str, str] = {
    "outbox.after_claim": "rows are leased, nothing is published",
    "outbox.after_publish": "the bus answered, its answers are not yet judged",
    "outbox.after_confirm": "the bus confirmed, the row is not yet marked",
    "outbox.before_mark": "the write-back is built, not yet committed",
    "inbox.after_take": "raw bytes are stored, not yet committed",
    "inbox.before_ack": "committed, the bus not yet told",
    "act.after_claim": "inbox rows are leased, no effect yet",
    "act.before_commit": "effect, receipt and audit written, not yet committed",
    "act.after_commit": "committed, the worker has not gone on",
    "receipt.before_enqueue": "the effect is written, the receipt is not",
    "http.after_commit": "the request is committed, the answer not yet sent",
    "audit.in_sequencer": "sequence numbers assigned, not yet committed",
    "migrate.before_commit": "the schema is changed, not yet committed",
}

_name = ""
_left = 0
_signal = signal.SIGKILL
_file: Path | None = None
_seen = 0


def arm(setting: str) -> None:
    """Take the place from `name[:hit[:stop]]` or `@file`; an empty text disarms. Done at import, from ZF_FAILPOINT."""
    global _name, _left, _signal, _file
    if setting.startswith("@"):
        _file = Path(setting[1:])
        return
    _name, _, rest = setting.partition(":")
    hit, _, how = rest.partition(":")
    _left = int(hit or 1)
    _signal = signal.SIGSTOP if how == "stop" else signal.SIGKILL


def failpoint(name: str) -> None:
    """Die or freeze here if this is the named place and its turn has come."""
    global _left
    if _file is not None:
        _look(_file)
    if name != _name:
        return
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), _signal)


def _look(file: Path) -> None:
    global _seen
    try:
        changed = file.stat().st_mtime_ns
    except FileNotFoundError:
        return
    if changed != _seen:
        _seen = changed
        arm(file.read_text(encoding="ascii"))


arm(os.environ.get("ZF_FAILPOINT", ""))

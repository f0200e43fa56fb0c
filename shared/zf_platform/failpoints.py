"""Named places where a fault test kills the process. Without ZF_FAILPOINT every call is a dictionary look-up.

`ZF_FAILPOINT=outbox.after_claim:2` kills this process, by SIGKILL, at the second passage of that place.
"""

import os
import signal
from collections.abc import Mapping

FAILPOINTS: Mapping[str, str] = {
    "outbox.after_claim": "rows are leased, nothing is published",
    "outbox.after_publish": "bytes went out, confirms not yet read",
    "outbox.after_confirm": "the broker confirmed, the row is not yet marked",
    "outbox.before_mark": "the write-back is built, not yet committed",
    "inbox.after_take": "raw bytes are stored, not yet committed",
    "inbox.before_ack": "committed, the broker not yet told",
    "act.after_claim": "inbox rows are leased, no effect yet",
    "act.before_commit": "effect, receipt and audit written, not yet committed",
    "act.after_commit": "committed, the worker has not gone on",
    "receipt.before_enqueue": "the effect is written, the receipt is not",
    "http.after_commit": "the request is committed, the answer not yet sent",
    "audit.in_sequencer": "sequence numbers assigned, not yet committed",
}

_name, _, _hit = os.environ.get("ZF_FAILPOINT", "").partition(":")
_left = int(_hit or 1)


def failpoint(name: str) -> None:
    """Die here if this is the named place and its turn has come."""
    global _left
    if name != _name:
        return
    _left -= 1
    if _left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)

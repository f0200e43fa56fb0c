"""People first: while a request of this process waits for its turn, the loops gather their work instead of sharing the core.

A city runs twenty services in one process. What a loop does for one message costs nearly as much for twenty of them, so
under a surge it waits a second and does them together; nothing is lost by it and nothing is late by more.
"""

GATHER_SECONDS = 1.0
_waiting = 0


def begin_waiting() -> None:
    global _waiting
    _waiting += 1


def end_waiting() -> None:
    global _waiting
    _waiting -= 1


def people_wait() -> bool:
    return _waiting > 0

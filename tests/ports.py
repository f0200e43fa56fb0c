"""Free ports for servers that tests start later.

Below the range from which the system numbers outgoing connections: a port of that range, free now, may be somebody's way out
to the database by the time the server wants it.
"""

import random
import socket

LOWEST, HIGHEST = 10_000, 32_000
_chance = random.SystemRandom()
_given: set[int] = set()


def free_port() -> int:
    """Nobody listens there, and this process has given it to nobody before."""
    while True:
        port = _chance.randrange(LOWEST, HIGHEST)
        if port not in _given and _is_free(port):
            _given.add(port)
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True

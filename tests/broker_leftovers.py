"""What test runs leave on a broker of this machine when they are killed: their vhosts and accounts, some forty files open each.

A broker with a thousand files hangs after twenty such runs. So whoever begins takes away what belongs to no living process.
"""

import os
import re
from collections.abc import Callable, Iterable

from zf_platform.broker_setup import Rabbitmqctl
from zf_platform.ids import new_secret

_PREFIX = re.compile(r"zft(\d+)x[0-9a-z]+-")


def run_prefix() -> str:
    """Of one installation of this process; says whose it is."""
    return f"zft{os.getpid()}x{new_secret(3).replace('-', 'a').replace('_', 'b').lower()}-"


def left_by_the_dead(names: Iterable[str], *, alive: Callable[[int], bool]) -> list[str]:
    """Those of `names` (vhosts or users) that a test run made whose process is gone."""
    owners = ((name, _PREFIX.match(name)) for name in names)
    return [name for name, owner in owners if owner is not None and not alive(int(owner[1]))]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


async def remove_leftovers(ctl: Rabbitmqctl, *, alive: Callable[[int], bool] = is_alive) -> list[str]:
    """For a broker on this machine only: elsewhere the numbers of processes mean others. Returns the vhosts."""
    vhosts = left_by_the_dead(await _first_words(ctl, "list_vhosts"), alive=alive)
    if vhosts:
        await remove(ctl, vhosts=vhosts, users=left_by_the_dead(await _first_words(ctl, "list_users"), alive=alive))
    return vhosts


async def remove(ctl: Rabbitmqctl, *, vhosts: Iterable[str], users: Iterable[str]) -> None:
    """All in one call: each start of rabbitmqctl costs a second. What is gone already is no fault."""
    await ctl.run(
        "eval",
        f'[catch rabbit_vhost:delete(V, <<"tests">>) || V <- [{_binaries(vhosts)}]], '
        f'[catch rabbit_auth_backend_internal:delete_user(U, <<"tests">>) || U <- [{_binaries(users)}]].',
    )


async def _first_words(ctl: Rabbitmqctl, command: str) -> list[str]:
    lines = (await ctl.run("-q", command)).decode().splitlines()
    return [line.split("\t")[0] for line in lines]


def _binaries(names: Iterable[str]) -> str:
    return ",".join(f'<<"{name}">>' for name in names)

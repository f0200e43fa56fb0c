"""Of the runs that were killed nothing stays on the broker; of those that live, everything."""

import pytest

from tests.broker_leftovers import left_by_the_dead, remove, remove_leftovers, run_prefix
from tests.broker_server import Broker
from zf_platform.broker_setup import Rabbitmqctl, apply
from zf_platform.topology import Names, describe

_NOBODY = 99_999_999
"""Beyond every process number."""


async def test_a_killed_run_is_tidied_up_and_a_living_one_is_not(broker: Broker) -> None:
    if not isinstance(broker.admin, Rabbitmqctl):
        pytest.skip("leftovers are looked for where rabbitmqctl works")
    killed, living = Names(f"zft{_NOBODY}xabcd-"), Names(run_prefix())
    topologies = [describe(["police"], pairs=[], names=names) for names in (killed, living)]
    try:
        for topology in topologies:
            await apply(broker.admin, topology=topology, passwords=dict.fromkeys(topology.user_names(), "secret"))
        removed = await remove_leftovers(broker.admin)
        told = (await broker.admin.run("-q", "list_vhosts") + await broker.admin.run("-q", "list_users")).decode()
    finally:
        for topology in topologies:
            await remove(broker.admin, vhosts=topology.vhost_names(), users=topology.user_names())
    assert {killed.exchange_vhost, killed.agency_vhost("police")} <= set(removed)
    assert killed.prefix not in told
    assert living.agency_vhost("police") in told
    assert living.service_user("police", "casemgmt") in told


def test_only_names_of_test_runs_are_looked_at() -> None:
    names = [
        "/",
        "guest",
        "zft12xab1c-interagency",
        "zft13xab1c-police",
        "zftx-police",
        "agency.police",
        "my-zft12xab1c-x",
    ]
    assert left_by_the_dead(names, alive=lambda pid: pid == 13) == ["zft12xab1c-interagency"]

"""Running services step by step instead of by their loops: in tests, and where time is simulated.

Nothing is replaced: the same relay, worker and sequencer, each moved by hand until all are idle.
"""

import asyncio

from zf_platform.service import RunningService

MOST_ROUNDS = 10_000


async def drain(*services: RunningService) -> int:
    """Run relays, workers and sequencers in turn until all are idle; returns how many pieces of work were done."""
    total = 0
    for _ in range(MOST_ROUNDS):
        done = 0
        for service in services:
            done += await service.relay.step()
            for worker in service.workers:
                done += await worker.step()
            done += await service.sequencer.step()
        if not done:
            return total
        total += done
    raise RuntimeError("the services never come to rest")


async def take_messages(service: RunningService) -> None:
    """Connect it to the bus; its loops stay off."""
    await service.read_epoch()
    for channel, taker in service.takers.items():
        service.subscriptions.append(await service.parts.bus.subscribe(channel, service.address, taker.take))


async def leave_the_bus(service: RunningService) -> None:
    """Nothing reaches it any more; what is being taken is finished first."""
    for subscription in service.subscriptions:
        await subscription.stop()
    service.subscriptions.clear()


async def announce_jobs(service: RunningService) -> None:
    """Each job gets its first time, as at a start; `scheduler.tick` then runs what is due."""
    at_once = asyncio.Event()
    at_once.set()
    await service.scheduler.run(at_once)

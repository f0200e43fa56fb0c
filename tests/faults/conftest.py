"""What the fault tests share: the dose, a broker for all, and a town of processes for each test."""

from tests.broker_server import broker, private_broker
from tests.fleet.doses import dose
from tests.fleet.towns import rabbit_town

__all__ = ["broker", "dose", "private_broker", "rabbit_town"]

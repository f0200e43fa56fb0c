"""What the fault tests share: a broker for all, one of their own to hurt, and a town of processes for each test."""

from tests.fleet.towns import rabbit_town

__all__ = ["rabbit_town"]

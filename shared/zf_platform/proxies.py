"""Where a request really comes from: `X-Forwarded-For` is believed from named proxies only, hop by hop from the right."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

HEADER = "x-forwarded-for"
LOOPBACK = "127.0.0.1,::1"
_MOST_HOPS = 20


class TrustedProxies:
    """`names`: addresses and networks with commas (`172.30.7.10,10.4.0.0/16`); anything else stops the start."""

    def __init__(self, names: str = LOOPBACK) -> None:
        self._networks: tuple[IPv4Network | IPv6Network, ...] = tuple(
            ip_network(name.strip()) for name in names.split(",") if name.strip()
        )

    def client(self, peer: str, *, forwarded: str) -> str:
        """The last address that a believed proxy added; the peer itself when it is no proxy or its header is no list."""
        if not self._believed(_address(peer)):
            return peer
        nearest = peer
        for hop in reversed(forwarded.split(",")[-_MOST_HOPS:]):
            found = _address(hop.strip())
            if found is None:
                return nearest
            nearest = str(found)
            if not self._believed(found):
                return nearest
        return nearest

    def seat(self, peer: tuple[str, int] | None, *, forwarded: str) -> tuple[str, int] | None:
        """The same for an ASGI scope's `client`; a caller without an address (a socket file) stays without."""
        if peer is None:
            return None
        found = self.client(peer[0], forwarded=forwarded)
        return peer if found == peer[0] else (found, 0)

    def _believed(self, address: IPv4Address | IPv6Address | None) -> bool:
        return address is not None and any(address in network for network in self._networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """`::ffff:10.0.0.1` is the same place as `10.0.0.1`."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found

"""Keys and the signed directory of an embedded city: made once, kept, renewed when the list of agencies changed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from zf_law.agencies import Agency
from zf_law.loader import Law
from zf_node.layout import CityFolder
from zf_platform.directory import Directory, agency_entry, make_directory
from zf_platform.ids import new_secret
from zf_platform.keys import KeyRing, KeyUse, generate_key, generate_keys, load_keys, save_keys
from zf_platform.personal import new_personal_key

OPERATOR = "operator"


def node_agencies(law: Law) -> list[Agency]:
    """Agencies that run a node of their own, in the order of the data."""
    return list(law.agencies.with_node())


def set_up_keys(folder: CityFolder, *, law: Law, now: datetime, urls: Mapping[str, str]) -> Directory:
    """Make what is missing. `urls`: agency → address of its liaison service, as the directory tells peers."""
    agencies = node_agencies(law)
    operator = _ring(
        folder.operator_key, lambda: KeyRing(OPERATOR, (generate_key(OPERATOR, use=KeyUse.DIRECTORY, now=now),))
    )
    rings = {a.code: _ring(folder.key_file(a.code), partial(generate_keys, a.code, now=now)) for a in agencies}
    for agency in agencies:
        _secret(folder.personal_key(agency.code), new_personal_key)
    _secret(folder.match_key, new_personal_key)
    _secret(folder.hall_key, new_secret)
    operator_key = operator.current(KeyUse.DIRECTORY, at=now)
    folder.directory_file.parent.mkdir(parents=True, exist_ok=True)
    folder.operator_public_key.write_bytes(operator_key.entry.public)
    pairs = [(a.code, partner) for a in agencies for partner in a.exchanges_with if partner in rings]
    entries = [
        agency_entry(
            a.code,
            kind=a.kind.value,
            name_zh=a.name_zh,
            name_en=a.name_en,
            ring=rings[a.code],
            liaison_url=urls.get(a.code, ""),
        )
        for a in agencies
    ]
    version = int(now.timestamp())
    raw = make_directory(entries, pairs=pairs, version=version, now=now, operator_key=operator_key)
    _replace(folder.directory_file, raw)
    return Directory.parse(raw, operator_key.entry.public)


def _ring(path: Path, make: Callable[[], KeyRing]) -> KeyRing:
    if path.exists():
        return load_keys(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    ring = make()
    save_keys(path, ring=ring)
    return ring


def _secret(path: Path, make: Callable[[], str]) -> None:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make(), encoding="ascii")


def _replace(path: Path, raw: bytes) -> None:
    """Readers see the old file or the new one, never half of one."""
    temporary = path.with_suffix(f".{new_secret(6)}")
    temporary.write_bytes(raw)
    temporary.replace(path)

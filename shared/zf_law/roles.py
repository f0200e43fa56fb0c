"""Roles, the permissions they carry and how far each reaches; pairs of roles one person may not hold in one matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from zf_law.reading import Label, Row


class Reach(StrEnum):
    """How far a permission reaches, from narrow to wide."""

    OWN = "own"
    UNIT = "unit"
    AGENCY = "agency"
    ALL = "all"

    def covers(self, other: Reach) -> bool:
        return _WIDTH[self] >= _WIDTH[other]


_WIDTH = {Reach.OWN: 0, Reach.UNIT: 1, Reach.AGENCY: 2, Reach.ALL: 3}


@dataclass(frozen=True, slots=True)
class Role:
    """`kinds` are the agency kinds where the role exists; empty means every kind."""

    id: str
    zh: str
    en: str
    kinds: tuple[str, ...]
    permissions: Mapping[str, Reach]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Whoever played one of `roles` in a matter may not use there the permissions listed under the other role."""

    id: str
    roles: tuple[str, str]
    permissions: Mapping[str, frozenset[str]]
    basis: str


class Roles:
    """All roles, permission labels and exclusive pairs."""

    def __init__(
        self, roles: Mapping[str, Role], *, permissions: Mapping[str, Label], exclusions: tuple[Exclusion, ...]
    ) -> None:
        self._roles = dict(roles)
        self.permission_labels = dict(permissions)
        self.exclusions = exclusions

    def all(self) -> tuple[Role, ...]:
        return tuple(self._roles.values())

    def find(self, role_id: str) -> Role | None:
        return self._roles.get(role_id)

    def ids(self) -> frozenset[str]:
        return frozenset(self._roles)

    def permissions(self, roles: Iterable[str]) -> Mapping[str, Reach]:
        """What somebody with these roles may do; the widest reach wins. Unknown roles give nothing."""
        found: dict[str, Reach] = {}
        for role_id in roles:
            role = self._roles.get(role_id)
            for name, reach in role.permissions.items() if role else ():
                if name not in found or reach.covers(found[name]):
                    found[name] = reach
        return found


def read_roles(table: Row) -> Roles:
    labels = _read_labels(table.row("permissions"))
    base = _read_permissions(table.row("everyone"), labels)
    section = table.row("roles")
    roles = {role_id: _read_role(section.row(role_id), role_id, labels, base) for role_id in section.keys()}
    exclusions = tuple(_read_exclusion(row, labels, roles) for row in table.rows("exclusive"))
    table.finish()
    return Roles(roles, permissions=labels, exclusions=exclusions)


def _read_labels(section: Row) -> dict[str, Label]:
    labels: dict[str, Label] = {}
    for name in section.keys():
        row = section.row(name)
        labels[name] = Label(row.text("zh"), row.text("en"))
        row.finish()
    return labels


def _read_role(row: Row, role_id: str, labels: Mapping[str, Label], base: Mapping[str, Reach]) -> Role:
    permissions = {**base, **_read_permissions(row.row("permissions"), labels)}
    role = Role(role_id, row.text("zh"), row.text("en"), row.texts("kinds", ()), permissions)
    row.finish()
    return role


def _read_permissions(row: Row, labels: Mapping[str, Label]) -> dict[str, Reach]:
    found: dict[str, Reach] = {}
    for name in row.keys():
        if name not in labels:
            raise row.error(f"unknown permission {name}")
        reach = row.text(name)
        if reach not in {known.value for known in Reach}:
            raise row.error(f"unknown reach {reach} of {name}")
        found[name] = Reach(reach)
    return found


def _read_exclusion(row: Row, labels: Mapping[str, Label], roles: Mapping[str, Role]) -> Exclusion:
    pair = row.texts("roles")
    if len(set(pair)) != 2 or not set(pair) <= set(roles):
        raise row.error("an exclusive pair names two known roles")
    section = row.row("permissions")
    permissions = {role_id: frozenset(section.texts(role_id)) for role_id in pair}
    section.finish()
    for name in frozenset().union(*permissions.values()):
        if name not in labels:
            raise row.error(f"unknown permission {name}")
    exclusion = Exclusion(row.text("id"), (pair[0], pair[1]), permissions, row.text("basis"))
    row.finish()
    return exclusion

"""The names that pages show for codes: documents, roles, agencies, units, return codes, permissions. All from the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zf_law.citations import Sources
from zf_law.convenience import ConvenienceServices
from zf_law.loader import Law

Name = tuple[str, str]
"""Chinese, English."""


@dataclass(frozen=True, slots=True)
class Words:
    """`units` are keyed by (agency, unit). `issuers` says which kinds of agency issue a document."""

    documents: Mapping[str, Name] = field(default_factory=dict)
    issuers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decided: frozenset[str] = frozenset()
    """Papers that come only from a decision of a committee."""
    conferring: frozenset[str] = frozenset()
    """Kinds of agency that have a committee for collective decisions."""
    roles: Mapping[str, Name] = field(default_factory=dict)
    agencies: Mapping[str, Name] = field(default_factory=dict)
    units: Mapping[tuple[str, str], Name] = field(default_factory=dict)
    return_codes: Mapping[str, Name] = field(default_factory=dict)
    permissions: Mapping[str, Name] = field(default_factory=dict)
    flags: Mapping[str, Name] = field(default_factory=dict)
    screening_items: Mapping[str, Name] = field(default_factory=dict)
    ways: Mapping[str, Name] = field(default_factory=dict)
    """The ways in which a claim is answered without an opinion of one's own (PET 31)."""
    matters: Mapping[str, Name] = field(default_factory=dict)
    """Kinds of matters a leader is asked to receive about."""
    services: ConvenienceServices | None = None
    sources: Sources = field(default_factory=lambda: Sources({}))

    def units_of(self, agency: str) -> list[tuple[str, Name]]:
        return [(unit, name) for (owner, unit), name in self.units.items() if owner == agency]

    def documents_of(self, agency_kind: str) -> list[tuple[str, Name]]:
        """Documents that people of this kind of agency issue."""
        return [
            (code, name)
            for code, name in self.documents.items()
            if code not in self.decided and (not self.issuers.get(code) or agency_kind in self.issuers[code])
        ]


def words_of(law: Law) -> Words:
    documents = law.documents.all()
    return Words(
        documents={found.id: (found.zh, found.en) for found in documents},
        issuers={found.id: tuple(kind.value for kind in found.issuers) for found in documents},
        decided=frozenset(committee.document for committee in law.deliberations.committees),
        conferring=frozenset(kind.value for committee in law.deliberations.committees for kind in committee.kinds),
        roles={role.id: (role.zh, role.en) for role in law.roles.all()},
        agencies={agency.code: (agency.name_zh, agency.name_en) for agency in law.agencies},
        units={
            (agency.code, unit.code): (unit.name_zh, unit.name_en) for agency in law.agencies for unit in agency.units
        },
        return_codes={code.code: (code.zh, code.en) for code in law.return_codes.values()},
        permissions={name: (label.zh, label.en) for name, label in law.roles.permission_labels.items()},
        ways={way.id: (way.zh, way.en) for way in law.petitions.ways.values() if not way.opinion},
        screening_items={item.id: (item.zh, item.en) for item in law.screening.items.values()},
        matters={code: (label.zh, label.en) for code, label in law.reception.matters.items()},
        services=law.services,
        sources=law.sources,
    )

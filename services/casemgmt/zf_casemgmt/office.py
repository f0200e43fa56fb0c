"""What every use case of casemgmt needs besides the scope: the law, whose office this is, keys, files, the printer."""

from __future__ import annotations

from dataclasses import dataclass

from zf_law.agencies import Agency, AgencyKind
from zf_law.loader import Law
from zf_platform.blobs import BlobStore
from zf_platform.personal import PersonalKey
from zf_platform.typeset import Typesetter


@dataclass(frozen=True, slots=True)
class Office:
    law: Law
    agency: Agency
    personal: PersonalKey
    blobs: BlobStore
    typesetter: Typesetter

    @property
    def kind(self) -> AgencyKind:
        return self.agency.kind

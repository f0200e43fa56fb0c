"""What the acts of liaison's own matters need besides the scope: the law, the partners, the files."""

from dataclasses import dataclass

from zf_law.loader import Law
from zf_liaison.exchange.pull_files import FilePuller
from zf_liaison.partners import Partners
from zf_platform.blobs import BlobStore


@dataclass(frozen=True, slots=True)
class Desk:
    law: Law
    partners: Partners
    puller: FilePuller
    blobs: BlobStore

    @property
    def agency(self) -> str:
        return self.partners.agency

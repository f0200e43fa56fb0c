"""What every act at the intake desk needs besides the scope: the law, the key for personal values, the file store."""

from dataclasses import dataclass

from zf_law.loader import Law
from zf_platform.blobs import BlobStore
from zf_platform.personal import PersonalKey


@dataclass(frozen=True, slots=True)
class Desk:
    law: Law
    key: PersonalKey
    blobs: BlobStore

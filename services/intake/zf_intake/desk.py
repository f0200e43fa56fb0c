"""What every act at the intake desk needs besides the scope: the law, the keys, the file store."""

from dataclasses import dataclass

from zf_law.loader import Law
from zf_platform.blobs import BlobStore
from zf_platform.match_key import MatchKey
from zf_platform.personal import PersonalKey


@dataclass(frozen=True, slots=True)
class Desk:
    """`match_shared`: the match key is the one of the whole deployment, so other agencies can compare with it."""

    law: Law
    key: PersonalKey
    blobs: BlobStore
    match: MatchKey
    match_shared: bool = False

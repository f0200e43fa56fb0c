"""What printing needs besides the scope: the law with its templates, the typesetter, the file store."""

from dataclasses import dataclass

from zf_law.loader import Law
from zf_platform.blobs import BlobStore
from zf_platform.typeset import Typesetter


@dataclass(frozen=True, slots=True)
class Press:
    law: Law
    typesetter: Typesetter
    blobs: BlobStore

    def agency(self, code: str) -> str:
        """How an agency is called on paper; a code nobody here knows stands for itself."""
        found = self.law.agencies.find(code)
        return found.name_zh if found else code

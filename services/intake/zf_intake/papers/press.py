"""What printing needs besides the scope: the law, the typesetter, the file store, and where the public pages are."""

from __future__ import annotations

import io
from dataclasses import dataclass
from urllib.parse import urlencode

import segno

from zf_intake.desk import Desk
from zf_platform.blobs import BlobStore
from zf_platform.typeset import Typesetter


@dataclass(frozen=True, slots=True)
class Press:
    desk: Desk
    typesetter: Typesetter
    blobs: BlobStore
    hall_url: str

    @property
    def check_page(self) -> str:
        return f"{self.hall_url.rstrip('/')}/check"

    def check_drawing(self, *, agency: str, code: str) -> str:
        """A QR code that opens the check page with the code filled in, as SVG. It names no person and no matter."""
        target = io.BytesIO()
        address = f"{self.check_page}?{urlencode({'agency': agency, 'code': code})}"
        segno.make(address, error="m", micro=False).save(target, kind="svg", xmldecl=False, border=0)
        return target.getvalue().decode()

"""Static files under the hash of their content, so that a browser may keep them for ever and never keeps an old one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response

STATIC_DIR = Path(__file__).parent / "static"
CACHE_FOR_EVER = "public, max-age=31536000, immutable"
_MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Assets:
    """All files in memory with one common hash."""

    hash: str
    files: Mapping[str, bytes]

    def url(self, name: str) -> str:
        return f"/static/{self.hash}/{name}"

    def answer(self, hash_: str, name: str) -> Response | None:
        """The file, for ever under its own hash; under another hash not at all."""
        if hash_ != self.hash or name not in self.files:
            return None
        media_type = _MEDIA[Path(name).suffix]
        return Response(self.files[name], headers={"cache-control": CACHE_FOR_EVER}, media_type=media_type)


def load_assets(folder: Path = STATIC_DIR) -> Assets:
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in _MEDIA}
    seen = hashlib.sha256()
    for name, content in files.items():
        seen.update(name.encode() + b"\0" + content)
    return Assets(seen.hexdigest()[:16], files)

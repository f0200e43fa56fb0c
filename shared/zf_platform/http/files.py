"""A file as the answer to a request: streamed, with its size, under a name in any script."""

from collections.abc import AsyncIterator
from urllib.parse import quote

from starlette.responses import StreamingResponse


def file_answer(
    chunks: AsyncIterator[bytes], *, filename: str, media_type: str, size: int, shown: bool = False
) -> StreamingResponse:
    """`size` in bytes. `shown`: the browser may show it in its window; otherwise it is saved."""
    headers = {"Content-Disposition": disposition(filename, shown=shown), "Content-Length": str(size)}
    return StreamingResponse(chunks, media_type=media_type, headers=headers)


def disposition(filename: str, *, shown: bool = False) -> str:
    """RFC 6266 with the name percent-encoded as UTF-8."""
    return f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(filename)}"

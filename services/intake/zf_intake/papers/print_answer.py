"""A print as the answer of a route: shown in the browser, under the name of the document."""

from urllib.parse import quote

from starlette.responses import StreamingResponse

from zf_intake.papers.read_print import PrintedFile


def as_file(found: PrintedFile) -> StreamingResponse:
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(found.filename)}",
        "Content-Length": str(found.size),
    }
    return StreamingResponse(found.chunks, media_type="application/pdf", headers=headers)

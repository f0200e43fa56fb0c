"""A print as the answer of a route: shown in the browser, under the name of the document."""

from starlette.responses import StreamingResponse

from zf_intake.papers.read_print import PrintedFile
from zf_platform.http.files import file_answer


def as_file(found: PrintedFile) -> StreamingResponse:
    return file_answer(found.chunks, filename=found.filename, media_type="application/pdf", size=found.size, shown=True)

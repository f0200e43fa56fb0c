"""The text layer of a printed paper, as a person would copy it out of the file."""

import io

from pypdf import PdfReader


def text_of(content: bytes) -> str:
    """All pages, without blanks: line breaks of the layout are no part of what is said."""
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def pages_of(content: bytes) -> int:
    return len(PdfReader(io.BytesIO(content)).pages)

"""The process that sets type, run by `zf_platform.typeset`: one request, one answer, over its own input and output.

It holds the heavy libraries and nothing else of the suite, has a limit of memory, and is thrown away when it fails: a paper
that cannot be set harms nobody but itself. Frames are a length of four bytes and that many bytes of JSON; a file follows raw.
"""

from __future__ import annotations

import base64
import io
import json
import os
import resource
import struct
import sys
import zipfile
from pathlib import Path
from typing import BinaryIO

import typst

_LENGTH = struct.Struct(">I")
_LARGEST_PART = 20 * 1024 * 1024
_MOST_PARTS = 500
_MACROS = ("vbaproject", "activex", "embeddings/")
Json = dict[str, object]


class Unusable(ValueError):
    """The request cannot be fulfilled; `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail


class Press:
    """Fonts are read once; every paper is set anew, so that nothing of one reaches the next."""

    def __init__(self, templates: Path, *, fonts: list[str]) -> None:
        self._templates = templates
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(folder) for folder in fonts]
        )

    def answer(self, request: Json) -> bytes:
        kind = request["kind"]
        if kind == "typeset":
            return self._typeset(request)
        if kind == "draft":
            return self._draft(request)
        return json.dumps(read_draft(base64.b64decode(str(request["content"]))), ensure_ascii=False).encode()

    def _typeset(self, request: Json) -> bytes:
        data = json.dumps(request["data"], ensure_ascii=False)
        at = int(str(request["at"]))
        try:
            compiler = typst.Compiler(
                self._templates / f"{request['template']}.typ",
                root=self._templates,
                font_paths=self._fonts,
                ignore_system_fonts=True,
                sys_inputs={"data": data},
            )
            made = compiler.compile(format="pdf", pdf_standards=["a-2b", "ua-1"], timestamp=at)
        except typst.TypstError as error:
            code = "characters" if "could not be displayed" in error.message else "template"
            raise Unusable(code, error.message if code == "template" else "") from None
        except (OSError, RuntimeError) as error:  # The library's own word for a file that is not there.
            raise Unusable("template", str(error)) from None
        if not isinstance(made, bytes):
            raise Unusable("template", "more than one file")
        return made

    def _draft(self, request: Json) -> bytes:
        from docxtpl import DocxTemplate

        values = request["data"]
        assert isinstance(values, dict)
        draft = DocxTemplate(self._templates / f"{request['template']}.docx")
        draft.render(values, autoescape=True)
        target = io.BytesIO()
        draft.save(target)
        return target.getvalue()


def read_draft(content: bytes) -> list[str]:
    """The paragraphs of a Word file, tables included, in reading order. Refuses macros and what unpacks too large."""
    _check_package(content)
    from docx import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        document = Document(io.BytesIO(content))
    except Exception as error:  # The library fails in many ways on a broken file; all mean the same.
        raise Unusable("not_word") from error
    found: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found += ["　".join(cell.text.strip() for cell in row.cells) for row in block.rows]
    return found


def _check_package(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile:
        raise Unusable("not_word") from None
    names = [part.filename.lower() for part in parts]
    if "word/document.xml" not in names:
        raise Unusable("not_word")
    if any(word in name for name in names for word in _MACROS):
        raise Unusable("macros")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_PART:
        raise Unusable("too_large")


def serve(requests: BinaryIO, answers: BinaryIO, *, press: Press) -> None:
    """Until the input ends."""
    while head := requests.read(_LENGTH.size):
        (length,) = _LENGTH.unpack(head)
        content, code, detail = b"", "", ""
        try:
            content = press.answer(json.loads(requests.read(length)))
        except Unusable as error:
            code, detail = error.code, error.detail
        except MemoryError:
            code = "memory"
        front = json.dumps({"code": code, "detail": detail, "size": len(content)}).encode()
        answers.write(_LENGTH.pack(len(front)) + front + content)
        answers.flush()


def main() -> None:
    templates, megabytes, *fonts = sys.argv[1:]
    limit = int(megabytes) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # What a library prints must not fall between the answers.
    serve(sys.stdin.buffer, answers, press=Press(Path(templates), fonts=fonts))


if __name__ == "__main__":
    main()

"""Which bytes are which kind of file: decided by content, so that a name promises nothing."""

from __future__ import annotations

from collections.abc import Mapping

TEXT = "text/plain; charset=utf-8"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_ZIP = b"PK\x03\x04"
_ZIP_KINDS: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ofd": "application/ofd",
}


def media_type(head: bytes, *, filename: str, whole: bool) -> str | None:
    """The kind by content; the name only tells apart the two kinds of zip files. None: not allowed.

    `head` are the first bytes; `whole` says that they are all of them.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    ending = filename.rsplit(".", 1)[-1].lower() if "." in filename else ""
    if head.startswith(_ZIP):
        return _ZIP_KINDS.get(ending) if _is_office_zip(head, ending) else None
    return TEXT if ending == "txt" and _is_text(head, whole=whole) else None


def _is_office_zip(head: bytes, ending: str) -> bool:
    """The first entry of a docx or ofd is one of its own parts; other zip files are not taken."""
    length = int.from_bytes(head[26:28], "little")
    first = head[30 : 30 + length]
    if ending == "docx":
        return first.startswith((b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/", b"customXml/"))
    return first.startswith((b"OFD.xml", b"Doc_")) if ending == "ofd" else False


def _is_text(head: bytes, *, whole: bool) -> bool:
    if not head or any(byte < 0x20 and byte not in b"\t\n\r" for byte in head):
        return False
    for cut in range(1 if whole else 4):
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False

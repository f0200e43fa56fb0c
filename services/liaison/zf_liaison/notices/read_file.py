"""The content of a file of a notice; every reading is recorded."""

from zf_liaison.files.queries import Content, file_content
from zf_liaison.notices.authority import READ, require
from zf_liaison.notices.load_queries import load_notice
from zf_platform.blobs import BlobStore
from zf_platform.transaction import Scope


async def read_file(scope: Scope, notice_id: str, file_id: str, *, blobs: BlobStore) -> Content:
    require(scope.actor, READ, notice=await load_notice(scope, notice_id))
    return await file_content(scope, notice_id, file_id, blobs=blobs)

"""The content of a file of a task; every reading is recorded."""

from zf_liaison.files.queries import Content, file_content
from zf_liaison.tasks.authority import READ, require
from zf_liaison.tasks.load_queries import load_task
from zf_platform.blobs import BlobStore
from zf_platform.transaction import Scope


async def read_file(scope: Scope, task_id: str, file_id: str, *, blobs: BlobStore) -> Content:
    require(scope.actor, READ, task=await load_task(scope, task_id))
    return await file_content(scope, task_id, file_id, blobs=blobs)

"""Lay a file ready for the next act on a task."""

from zf_liaison.desk import Desk
from zf_liaison.files.lay_ready import Readable, lay_ready
from zf_liaison.tasks.authority import READ, require
from zf_liaison.tasks.load_queries import load_task
from zf_platform.transaction import Scope


async def add_file(scope: Scope, task_id: str, *, title: str, filename: str, content: Readable, desk: Desk) -> str:
    require(scope.actor, READ, task=await load_task(scope, task_id))
    return await lay_ready(scope, task_id, title=title, filename=filename, content=content, blobs=desk.blobs)

"""Lay a file ready for the next act on a notice."""

from zf_liaison.desk import Desk
from zf_liaison.files.lay_ready import Readable, lay_ready
from zf_liaison.notices.authority import READ, require
from zf_liaison.notices.load_queries import load_notice
from zf_platform.transaction import Scope


async def add_file(scope: Scope, notice_id: str, *, title: str, filename: str, content: Readable, desk: Desk) -> str:
    require(scope.actor, READ, notice=await load_notice(scope, notice_id))
    return await lay_ready(scope, notice_id, title=title, filename=filename, content=content, blobs=desk.blobs)

"""Lay a file ready for the next act on a cooperation matter."""

from zf_liaison.cooperation.authority import READ, require, require_known
from zf_liaison.cooperation.load_queries import load_matter
from zf_liaison.desk import Desk
from zf_liaison.files.lay_ready import Readable, lay_ready
from zf_platform.transaction import Scope


async def add_file(scope: Scope, matter_id: str, *, title: str, filename: str, content: Readable, desk: Desk) -> str:
    matter = require(scope.actor, READ, matter=await load_matter(scope, matter_id))
    require_known(scope.actor, matter, kind=desk.law.cooperation.kinds[matter.kind])
    return await lay_ready(scope, matter_id, title=title, filename=filename, content=content, blobs=desk.blobs)

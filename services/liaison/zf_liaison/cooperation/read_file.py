"""The content of a file of a cooperation matter; every reading is recorded."""

from zf_liaison.cooperation.authority import READ, require, require_known
from zf_liaison.cooperation.load_queries import load_matter
from zf_liaison.desk import Desk
from zf_liaison.files.queries import Content, file_content
from zf_platform.transaction import Scope


async def read_file(scope: Scope, matter_id: str, file_id: str, *, desk: Desk) -> Content:
    matter = require(scope.actor, READ, matter=await load_matter(scope, matter_id))
    require_known(scope.actor, matter, kind=desk.law.cooperation.kinds[matter.kind])
    return await file_content(scope, matter_id, file_id, blobs=desk.blobs)

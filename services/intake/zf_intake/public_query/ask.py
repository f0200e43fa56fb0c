"""A petitioner asks how his matter stands, with the number and the code of the slip."""

from zf_contracts.http.petition_query import QueryKey, QueryView
from zf_intake.desk import Desk
from zf_intake.public_query.open_by_code import open_by_code
from zf_intake.public_query.told_queries import told_view
from zf_platform.transaction import Scope


async def ask(scope: Scope, key: QueryKey, *, desk: Desk) -> QueryView:
    file = await open_by_code(scope, key, desk=desk, lock=False)
    scope.record("petition.query", object_kind="petition", object_id=file.id, sensitive_read=True)
    return await told_view(scope, file, desk=desk)

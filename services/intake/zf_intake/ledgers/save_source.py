"""Save how the columns of a source are read, for the next file of the same source."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.http.ledgers import LedgerMapping
from zf_intake.ledgers.mapping_rules import mapping_problems
from zf_intake.ledgers.tables import LedgerSource
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def save_source(scope: Scope, mapping: LedgerMapping) -> None:
    problems = mapping_problems(mapping.columns)
    if problems:
        raise Refused(problems)
    values = {
        "title": mapping.title,
        "channel": mapping.channel,
        "unit": mapping.unit,
        "columns": mapping.columns,
        "saved_by": scope.actor.account_id,
        "saved_by_name": scope.actor.name,
        "saved_at": scope.now,
    }
    statement = insert(LedgerSource).values(source=mapping.source, **values)
    await scope.session.execute(statement.on_conflict_do_update(index_elements=[LedgerSource.source], set_=values))
    scope.record("ledger.save_source", object_kind="ledger_source", object_id=mapping.source, after=mapping.columns)

"""Write search entries of cases, in the transaction of the change."""

from collections.abc import Sequence

from zf_casemgmt.search.tables import SEARCH
from zf_platform.search.store import Entry, write_entries
from zf_platform.transaction import Transaction


async def index_objects(transaction: Transaction, entries: Sequence[Entry]) -> None:
    await write_entries(transaction.session, SEARCH, entries)

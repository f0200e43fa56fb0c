"""intake → intake: the next batch of a ledger. Each batch is one transaction, so a killed service goes on where it stopped."""

from typing import ClassVar

from pydantic import Field

from zf_contracts.envelope import Payload


class LedgerBatchDue(Payload):
    """Register the next rows of this import. Content-free: the rows lie sealed in intake."""

    TYPE: ClassVar[str] = "petition.ledger.batch_due"
    import_id: str = Field(max_length=64)
    batch: int = Field(ge=1)

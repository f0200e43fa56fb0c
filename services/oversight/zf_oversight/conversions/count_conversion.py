"""Count a conversion that intake told of; the same one again changes nothing."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.conversions import ConversionNoted
from zf_oversight.conversions.tables import CountedConversion
from zf_platform.transaction import Scope


async def count_conversion(scope: Scope, noted: ConversionNoted) -> None:
    statement = insert(CountedConversion).values(
        agency=noted.agency,
        petition_no=noted.petition_no,
        kind=noted.conversion,
        unit=noted.unit,
        earlier_petition_no=noted.earlier_petition_no,
        happened_on=noted.happened_on,
        heard_at=scope.now,
    )
    await scope.session.execute(statement.on_conflict_do_nothing())

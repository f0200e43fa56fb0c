"""Write an officer as it stands now, and tell it to all partners when it is our own."""

from zf_contracts.interagency.directory import LiaisonOfficerChanged, OfficerTold
from zf_liaison.directory.tables import LiaisonOfficer
from zf_liaison.exchange.ledger import send
from zf_liaison.partners import Partners
from zf_platform.transaction import Scope


async def tell_officer(scope: Scope, row: LiaisonOfficer, *, partners: Partners) -> None:
    body = OfficerTold(
        officer_id=row.id,
        agency=row.agency,
        unit=row.unit,
        post="deputy" if row.post == "deputy" else "officer",
        name=row.name,
        title=row.title,
        phone=row.phone,
        term_from=row.term_from,
        term_until=row.term_until,
        absent_from=row.absent_from,
        absent_until=row.absent_until,
        substitute=row.substitute,
        ended=row.ended,
        revision=row.version,
        acted_at=scope.now,
    )
    for peer in partners.all():
        send(scope, LiaisonOfficerChanged(body=body), peer=peer, collab_no=row.id, acted_at=scope.now)

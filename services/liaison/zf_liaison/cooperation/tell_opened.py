"""Tell the addressee, and the agencies with a copy, that a matter was opened."""

from zf_contracts.cooperation_values import CooperationMatter as MatterTold
from zf_law.cooperation import CooperationKind
from zf_law.cooperation_facts import Facts
from zf_liaison.cooperation.fact_rules import told_facts
from zf_liaison.cooperation.tables import CooperationMatter
from zf_liaison.cooperation.wire_rules import OPENED_MESSAGES, sensitivity_of
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.partners import Partners
from zf_liaison.steps.deed import Deed
from zf_platform.transaction import Scope


async def tell_opened(
    scope: Scope, matter: CooperationMatter, deed: Deed, *, facts: Facts, kind: CooperationKind, partners: Partners
) -> str:
    """The id of the message to the addressee, the key of its four evidences; empty within the own agency."""
    if matter.addressee == scope.identity.agency:
        return ""
    told = MatterTold(
        act_id=deed.id,
        matter_id=matter.id,
        matter_no=matter.matter_no,
        kind=matter.kind,
        issuer=matter.issuer,
        addressee=matter.addressee,
        copies=tuple(matter.copies),
        group_id=matter.group_id,
        collab_no=matter.collab_no,
        title=matter.title,
        facts=told_facts(facts),
        by_name=deed.by_name,
        acted_at=deed.at,
    )
    payload = OPENED_MESSAGES[deed.act.message](body=told)
    level, sent = sensitivity_of(kind), list[str]()
    for peer in (matter.addressee, *matter.copies):
        require_partner(partners, peer)
        sent.append(send(scope, payload, peer=peer, collab_no=matter.id, acted_at=deed.at, sensitivity=level))
    return sent[0]

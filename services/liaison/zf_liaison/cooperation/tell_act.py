"""Tell the other side of an act. Within one agency there is nobody else to tell."""

from zf_contracts.cooperation_values import CooperationAct
from zf_contracts.supervision_values import EvidenceFile
from zf_law.cooperation import CooperationKind
from zf_law.cooperation_facts import Facts
from zf_liaison.cooperation.fact_rules import told_facts
from zf_liaison.cooperation.tables import CooperationMatter
from zf_liaison.cooperation.wire_rules import ACT_MESSAGES, sensitivity_of
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.partners import Partners
from zf_liaison.steps.deed import Deed
from zf_platform.transaction import Scope


async def tell_act(
    scope: Scope,
    matter: CooperationMatter,
    deed: Deed,
    *,
    facts: Facts,
    files: tuple[EvidenceFile, ...],
    kind: CooperationKind,
    partners: Partners,
) -> str:
    here = scope.identity.agency
    peer = matter.addressee if here == matter.issuer else matter.issuer
    if peer == here or not deed.act.message:
        return ""
    require_partner(partners, peer)
    told = CooperationAct(
        act_id=deed.id,
        matter_id=matter.id,
        act=deed.act.id,
        by_name=deed.by_name,
        text=deed.text,
        until=deed.until,
        facts=told_facts(facts),
        files=files,
        acted_at=deed.at,
    )
    payload = ACT_MESSAGES[deed.act.message](body=told)
    return send(scope, payload, peer=peer, collab_no=matter.id, acted_at=deed.at, sensitivity=sensitivity_of(kind))

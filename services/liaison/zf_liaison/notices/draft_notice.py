"""Draft a supervision document: who may send which to whom is checked at once, nothing leaves the agency yet."""

from sqlalchemy import insert

from zf_law.deadlines import ZONE
from zf_liaison.desk import Desk
from zf_liaison.notices.load_queries import load_notice
from zf_liaison.notices.rules import Drafting, NoticeDraft, draft_problems, source_problems
from zf_liaison.notices.tables import SupervisionNotice
from zf_liaison.notices.write_deed import write_deed
from zf_liaison.steps.deed import Deed
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def draft_notice(scope: Scope, draft: NoticeDraft, *, desk: Desk) -> str:
    """The id of the notice. It has no number before it is approved."""
    law, here = desk.law, scope.identity.agency
    addressee = law.agencies.find(draft.addressee)
    drafting = Drafting(
        agency=here,
        issuer_kind=law.agencies.by_code(here).kind.value,
        addressee_kind=addressee.kind.value if addressee else "",
        partner=draft.addressee == here or desk.partners.allows(draft.addressee),
        today=scope.now.astimezone(ZONE).date(),
    )
    problems = draft_problems(draft, drafting, kind=law.notices.kinds.get(draft.kind))
    problems += source_problems(draft, law=law.notices)
    if problems:
        raise Refused(problems)
    notice = await _begin(scope, draft)
    act = law.notices.table.acts["draft"]
    deed = Deed(id=scope.new_id(), act=act, agency=here, by_name=scope.actor.name, at=scope.now)
    await write_deed(scope, notice, deed, law=law)
    after = {"kind": draft.kind, "addressee": draft.addressee, "source": f"{draft.clue} {draft.source_ref}".strip()}
    scope.record("notice.draft", object_kind="notice", object_id=notice.id, basis=draft.basis, after=after)
    return notice.id


async def _begin(scope: Scope, draft: NoticeDraft) -> SupervisionNotice:
    notice_id = scope.new_id()
    await scope.session.execute(
        insert(SupervisionNotice).values(
            id=notice_id,
            kind=draft.kind,
            issuer=scope.identity.agency,
            addressee=draft.addressee,
            unit=draft.unit,
            collab_no=draft.collab_no,
            clue=draft.clue,
            source_ref=draft.source_ref,
            title=draft.title,
            facts=draft.facts,
            demand=draft.demand,
            basis=draft.basis,
            due=draft.due,
            state="draft",
            drafter=scope.actor.account_id,
            drafter_name=scope.actor.name,
            created_at=scope.now,
            version=0,
        )
    )
    notice = await load_notice(scope, notice_id)
    assert notice is not None
    return notice

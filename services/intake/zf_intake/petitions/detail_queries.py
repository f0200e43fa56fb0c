"""The whole of one petition for a person, the slip of its registration, and nothing that he may not see."""

from collections.abc import Mapping

from zf_contracts.http.petition_parts import RefusalView
from zf_contracts.http.petition_views import PetitionClockView, PetitionReceipt, PetitionView, RegisteredPetition
from zf_intake.conversions.queries import conversions_of
from zf_intake.desk import Desk
from zf_intake.first_handling.queries import term_views
from zf_intake.hearings.view_queries import hearings_of
from zf_intake.petitions import part_queries as parts
from zf_intake.petitions.authority import is_own, require, sees_restricted
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.first_target_queries import first_targets
from zf_intake.petitions.form_rules import masked_name
from zf_intake.petitions.load import PETITION, load_petition
from zf_intake.petitions.options import as_reason, options_of
from zf_intake.petitions.register import Registered
from zf_intake.petitions.row import row_view
from zf_intake.petitions.tables import Petition
from zf_intake.timelimits import queries as timelimits
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

READ = "petition.read"
_LATER = ("answers", "closings", "attachments", "links", "linked_from", "conversions", "hearings")
"""What a petition gets on its way."""
_NOT_YET: Mapping[str, object] = dict.fromkeys(_LATER, ())
_HINT_ZH = "请妥善保管。凭信访编号和查询码可以查询办理进展；查询码只打印这一次，遗失可持证件补办。"
_HINT_EN = (
    "Keep this slip. Number and code show how the matter stands; the code is printed once, ask for a new one if lost."
)


async def show_petition(scope: Scope, petition_id: str, *, desk: Desk) -> PetitionView:
    """A sensitive read: it leaves a line in the audit log."""
    file = await load_petition(scope, petition_id, lock=False)
    require(scope.actor, READ, file=file)
    scope.record("petition.read", object_kind="petition", object_id=petition_id, sensitive_read=True)
    return await view_of(scope, file, desk=desk)


async def show_after(scope: Scope, petition_id: str, *, desk: Desk) -> PetitionView:
    """The petition after an act of this person, as he may see it."""
    return await view_of(scope, await load_petition(scope, petition_id, lock=False), desk=desk)


async def view_of(scope: Scope, file: PetitionFile, *, desk: Desk, new: bool = False) -> PetitionView:
    """After an act: what the person who did it may see of the petition now.

    `new`: it was registered in this transaction and linked to nothing, so what can only come later is not asked for.
    """
    row = await scope.session.scalar(PETITION, {"petition": file.id})
    if row is None:
        raise NotFound
    restricted = sees_restricted(scope.actor, file=file)
    knows = not row.confidential or restricted or is_own(scope.actor, file=file)
    people = await parts.person_views(scope, file.id, hidden=not knows, desk=desk)
    urgent = await timelimits.most_urgent(scope.session, [file.id], now=scope.now)
    first = people[0].name if people else ""
    targets = await first_targets(scope, [row], desk=desk)
    line = row_view(row, clock=urgent.get(file.id), target=targets.get(file.id), petitioner=first, desk=desk)
    shown: dict[str, object] = {
        "flags": tuple(sorted(file.flags)),
        "plan": parts.plan_view(row.plan),
        "refusal": _refusal(row, desk=desk),
        "persons": people,
        "accused": await parts.accused_views(scope, file.id, hidden=not restricted, desk=desk),
        "requests": await parts.request_views(scope, file.id),
        "clocks": await _clocks(scope, file),
        "timeline": await parts.step_views(scope, file.id, desk=desk),
        "first_handlers": await term_views(scope, file.id),
        "options": options_of(scope, file, desk=desk),
        **(_NOT_YET if new else await _later(scope, file, restricted=restricted)),
    }
    return PetitionView.model_validate({**line.model_dump(), **_plain(row), **shown})


async def _later(scope: Scope, file: PetitionFile, *, restricted: bool) -> dict[str, object]:
    return {
        "answers": await parts.answer_views(scope, file.id),
        "closings": await parts.closing_views(scope, file.id),
        "attachments": await parts.attachment_views(scope, file.id, restricted=restricted),
        "links": await parts.link_views(scope, file.id, incoming=False),
        "linked_from": await parts.link_views(scope, file.id, incoming=True),
        "conversions": await conversions_of(scope, file.id),
        "hearings": await hearings_of(scope, file.id),
    }


def _refusal(row: Petition, *, desk: Desk) -> RefusalView | None:
    ground = desk.law.petitions.refusals.get(row.refusal_ground)
    if ground is None:
        return None
    return RefusalView(
        ground=ground.id, zh=ground.zh, en=ground.en, basis=ground.basis_zh, earlier_id=row.refusal_earlier_id
    )


async def _clocks(scope: Scope, file: PetitionFile) -> tuple[PetitionClockView, ...]:
    extended = await timelimits.extensions_of(scope.session, file.id)
    return tuple(
        timelimits.view(clock, petition_no=file.petition_no, now=scope.now, extensions=extended.get(clock.id, ()))
        for clock in await timelimits.clocks_of(scope.session, file.id)
    )


async def registered_view(scope: Scope, registered: Registered, *, desk: Desk) -> RegisteredPetition:
    """The petition as it stands after its registration, with the slip that shows the code this once."""
    file = registered.file
    if registered.linked:
        file = await load_petition(scope, file.id, lock=False)
    return RegisteredPetition(
        petition=await view_of(scope, file, desk=desk, new=not registered.linked),
        receipt=await receipt_of(scope, file, query_code=registered.query_code, desk=desk),
        advice=tuple(as_reason(problem) for problem in registered.advice),
    )


async def receipt_of(scope: Scope, file: PetitionFile, *, query_code: str, desk: Desk) -> PetitionReceipt:
    """What the slip prints; of the petitioner only the masked name."""
    row = await scope.session.get(Petition, file.id)
    if row is None:
        raise NotFound
    agency = desk.law.agencies.by_code(scope.identity.agency)
    unit = agency.unit(row.unit)
    people = await parts.person_views(scope, file.id, hidden=row.confidential, desk=desk)
    notice = next((clock for clock in file.clocks if clock.rule in ("X01", "X02", "X03")), None)
    return PetitionReceipt(
        petition_id=row.id,
        petition_no=row.petition_no,
        collab_no=row.collab_no,
        query_code=query_code,
        agency_name=agency.name_zh,
        unit_name=unit.name_zh if unit else row.unit,
        title=row.title,
        petitioner=masked_name(people[0].name) if people else "",
        registered_at=row.registered_at,
        registered_by_name=row.registered_by_name,
        notice_due=notice.due if notice else None,
        hint_zh=_HINT_ZH,
        hint_en=_HINT_EN,
    )


def _plain(row: Petition) -> dict[str, object]:
    """Columns shown as they are."""
    names = (
        "origin", "origin_agency", "origin_petition_no", "report_day", "registered_by", "registered_by_name", "facts",
        "reasons", "place", "subject", "collective_threshold", "confidential", "long_standing", "complaint_kind",
        "competent_name", "first_handler_unit", "first_handler_agency", "leader_received_by", "leader_received_at",
        "case_no", "closing_path", "closed_at",
    )  # fmt: skip
    return {**{name: getattr(row, name) for name in names}, "case_numbers": tuple(row.case_numbers)}

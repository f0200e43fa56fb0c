"""Rows of lists of petitions, with the nearest clock and the masked petitioner of each."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from zf_contracts.http.petition_views import FirstTargetView, PetitionRow
from zf_intake.desk import Desk
from zf_intake.petitions.first_target_queries import first_targets
from zf_intake.petitions.form_rules import masked_name
from zf_intake.petitions.tables import Petition, PetitionPerson
from zf_intake.timelimits import queries as timelimits
from zf_intake.timelimits.queries import NextClock
from zf_platform.transaction import Scope


async def rows_of(scope: Scope, found: Sequence[Petition], *, desk: Desk) -> tuple[PetitionRow, ...]:
    """In the order given; three further statements whatever the number of rows."""
    ids = [petition.id for petition in found]
    clocks = await timelimits.most_urgent(scope.session, ids, now=scope.now)
    names = await _first_names(scope, ids)
    targets = await first_targets(scope, found, desk=desk)
    return tuple(
        row_view(one, clock=clocks.get(one.id), target=targets.get(one.id), petitioner=names.get(one.id, ""), desk=desk)
        for one in found
    )


def row_view(
    petition: Petition, *, clock: NextClock | None, target: FirstTargetView | None, petitioner: str, desk: Desk
) -> PetitionRow:
    state = desk.law.petitions.states[petition.state]
    return PetitionRow(
        id=petition.id,
        petition_no=petition.petition_no,
        collab_no=petition.collab_no,
        title=petition.title,
        petitioner="" if petition.confidential else masked_name(petitioner),
        channel=petition.channel,
        category=petition.category,
        state=petition.state,
        state_zh=state.zh,
        state_en=state.en,
        unit=petition.unit,
        first_handler_id=petition.first_handler_id,
        first_handler_name=petition.first_handler_name,
        duty=petition.duty,
        officer_id=petition.officer_id,
        officer_name=petition.officer_name,
        competent_agency=petition.competent_agency,
        people_count=petition.people_count,
        collective=petition.collective,
        repeat=petition.repeat,
        skip_level=petition.skip_level,
        urgent=petition.urgent,
        serious=petition.serious,
        vulnerable=petition.vulnerable,
        litigation="litigation" in petition.flags,
        received_at=petition.received_at,
        registered_at=petition.registered_at,
        next_due=clock.due if clock else None,
        next_rule=clock.rule if clock else None,
        band=clock.band if clock else None,
        first_target=target,
        last_act_at=petition.last_act_at,
        version=petition.version,
    )


async def _first_names(scope: Scope, petition_ids: Sequence[str]) -> Mapping[str, str]:
    if not petition_ids:
        return {}
    rows = await scope.session.execute(
        select(PetitionPerson.petition_id, PetitionPerson.name).where(
            PetitionPerson.petition_id.in_(petition_ids), PetitionPerson.no == 1
        )
    )
    return {row.petition_id: row.name for row in rows}

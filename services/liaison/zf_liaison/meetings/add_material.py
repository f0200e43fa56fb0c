"""The convener adds a paper to a topic, or exchanges one that nobody has got yet."""

from zf_contracts.http.meetings import AddMaterial
from zf_law.problems import Problem
from zf_liaison.meetings.authority import require_own
from zf_liaison.meetings.change_record import change_record
from zf_liaison.meetings.material_queries import materials_of
from zf_liaison.meetings.wire_rules import swapped_materials
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def add_material(scope: Scope, meeting_id: str, topic_id: str, command: AddMaterial) -> None:
    """What was distributed with the notice keeps its content: a better version is a new number."""
    meeting = await require_own(scope, meeting_id)
    topic = meeting.topic(topic_id)
    if topic is None:
        raise Refused((Problem("meeting.topic_unknown", {"field": "topic_id"}),))
    if command.replaces and all(one.no != command.replaces for one in topic.materials):
        raise Refused((Problem("meeting.material_unknown", {"field": "replaces"}),))
    number = command.replaces or max((one.no for one in topic.materials), default=0) + 1
    (fresh,) = await materials_of(scope, [command.upload_id], first=number)
    kept = tuple(one for one in topic.materials if one.no != number)
    papers = tuple(sorted((*kept, fresh), key=lambda one: one.no))
    changed = topic.model_copy(update={"materials": papers, "version": topic.version + 1})
    problems = swapped_materials(meeting, changed)
    if problems:
        raise Refused(problems)
    await change_record(scope, meeting, parts=(changed,))
    scope.record(
        "meeting.add_material", object_kind="meeting", object_id=meeting_id, after={"digest": fresh.blob.digest}
    )

"""Publish the result of a public hearing: in these words it stands at the public page, without anybody's name (S-025)."""

from zf_contracts.http.hearings import PublishHearing
from zf_intake.desk import Desk
from zf_intake.hearings.publication_rules import publication_problems
from zf_intake.hearings.settle_hearing import settle_hearing
from zf_intake.hearings.take_hearing import take_hearing
from zf_intake.petitions.name_queries import names_of
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def publish_hearing(scope: Scope, hearing_id: str, command: PublishHearing, *, desk: Desk) -> str:
    """The id of the petition."""
    row, file = await take_hearing(scope, hearing_id, "publish", version=command.version)
    names = (await names_of(scope, [file.id], desk=desk)).get(file.id, ())
    problems = publication_problems(command.announcement, names=names)
    if problems:
        raise Refused(problems)
    row.state, row.published_at = "published", scope.now
    row.published_where, row.announcement = command.published_where, command.announcement
    await settle_hearing(scope, row, file, act="publish_hearing", note=command.published_where, desk=desk)
    return file.id

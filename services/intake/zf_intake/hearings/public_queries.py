"""The results of public hearings for everybody (S-025): what was announced, by whom it was heard, nobody's name."""

from sqlalchemy import select, tuple_

from zf_contracts.http.base import Page
from zf_contracts.http.hearings import PublishedHearing
from zf_intake.cursors import PAGE, read_cursor, write_cursor
from zf_intake.desk import Desk
from zf_intake.hearings.publication_rules import masked
from zf_intake.hearings.tables import Hearing
from zf_intake.petitions.name_queries import names_of, open_to_the_public
from zf_intake.public_query.limit_results import limit_results
from zf_law.deadlines import ZONE
from zf_platform.transaction import Scope


async def published_hearings(scope: Scope, *, cursor: str, desk: Desk) -> Page[PublishedHearing]:
    """Newest first. A matter that has become secret since is not shown any more."""
    await limit_results(scope)
    statement = select(Hearing).where(
        Hearing.state == "published", Hearing.public, Hearing.petition_id.in_(open_to_the_public())
    )
    after = read_cursor(cursor)
    if after is not None:
        statement = statement.where(tuple_(Hearing.published_at, Hearing.id) < after)
    newest = statement.order_by(Hearing.published_at.desc(), Hearing.id.desc()).limit(PAGE + 1)
    found = (await scope.session.scalars(newest)).all()
    shown = found[:PAGE]
    names = await names_of(scope, [one.petition_id for one in shown], desk=desk)
    items = tuple(_shown(one, names=names.get(one.petition_id, ())) for one in shown)
    last = shown[-1] if len(found) > PAGE else None
    more = write_cursor(last.published_at, last.id) if last is not None and last.published_at is not None else None
    return Page(items=items, next_cursor=more)


def _shown(row: Hearing, *, names: tuple[str, ...]) -> PublishedHearing:
    """Of the panel only what they are: who sat on it stands in the record."""
    posts = tuple(dict.fromkeys(one.get("post", "") for one in row.panel if one.get("post")))
    return PublishedHearing(
        subject=masked(row.subject, names=names),
        held_on=row.held_at.astimezone(ZONE).date() if row.held_at else None,
        place=masked(row.place, names=names),
        panel_size=len(row.panel),
        panel_posts=tuple(masked(post, names=names) for post in posts),
        announcement=masked(row.announcement, names=names),
        published_on=row.published_at.astimezone(ZONE).date() if row.published_at else None,
    )

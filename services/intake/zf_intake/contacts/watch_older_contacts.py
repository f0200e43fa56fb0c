"""Every hour: appointments that oversight has not been told of, from before it watched them, are told now."""

from sqlalchemy import select

from zf_intake.contacts.tables import Contact
from zf_intake.contacts.watch_contact import watch_contact
from zf_intake.desk import Desk
from zf_intake.petitions.load import load_petition
from zf_platform.transaction import Scope

AT_ONCE = 200


async def watch_older_contacts(scope: Scope, *, desk: Desk) -> None:
    rows = await scope.session.scalars(
        select(Contact)
        .where(Contact.state == "planned", Contact.watched.is_(False))
        .order_by(Contact.planned_at, Contact.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    for row in rows.all():
        file = await load_petition(scope, row.petition_id, lock=False)
        watch_contact(scope, row, file=file, desk=desk)
    await scope.session.flush()

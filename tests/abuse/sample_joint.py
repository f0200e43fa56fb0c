"""One joint matter that began with the sample petition."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.fleet.sites import POLICE
from zf_intake.joint.tables import JointMatter
from zf_platform.ids import new_id


async def add_joint_matter(connection: AsyncConnection, petition_id: str, *, collab_no: str, now: datetime) -> str:
    joint_id = new_id(now)
    await connection.execute(
        insert(JointMatter).values(
            id=joint_id,
            collab_no=collab_no,
            petition_id=petition_id,
            host=POLICE,
            title="试验",
            lead_agency=POLICE,
            lead_rule="main_request",
            split_at=now,
        )
    )
    return joint_id

"""Provision one agency and end: the program that is killed in the middle of its migrations. Run through the zygote."""

import asyncio
import json
import os

from zf_platform.provision import provision_agency


def main() -> None:
    given = json.loads(os.environ["ZF_TEST_PROVISION"])
    work = provision_agency(
        given["admin_url"], agency="police", services=("casemgmt", "liaison"), prefix=given["prefix"]
    )
    asyncio.run(work)

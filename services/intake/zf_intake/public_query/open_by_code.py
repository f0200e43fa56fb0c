"""Open a petition with number and code. Wrong number, wrong code, no such petition: the same answer after the same work."""

import hmac

from zf_contracts.http.petition_query import QueryKey
from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.query_hash import query_hash_of
from zf_intake.public_query.rules import code_subject, may_try, try_keys
from zf_intake.public_query.tries import count_tries
from zf_law.numbering.checked import normalise
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def open_by_code(scope: Scope, key: QueryKey, *, desk: Desk, lock: bool) -> PetitionFile:
    """Raises Refused: 429 beyond the limits of number and address, else 404 unless number and code belong together."""
    number, code = normalise(key.petition_no), normalise(key.code)
    keys = try_keys(number, address=scope.cause.client)
    counts = await count_tries(scope, keys.all())
    if not may_try(counts, keys=keys):
        raise Refused((Problem("petition.query_too_often"),), status=429)
    found = await query_hash_of(scope, number)
    wanted = desk.key.keyed_hash("query_code", code_subject(number, code))
    stored = found.hash if found is not None and found.hash else "0" * len(wanted)
    if not hmac.compare_digest(stored, wanted) or found is None:
        raise Refused((Problem("petition.query_no_match"),), status=404)
    return await load_petition(scope, found.petition_id, lock=lock)

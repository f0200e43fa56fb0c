"""Where a page begins, or a refusal of a cursor that is none of ours."""

from zf_casemgmt.cursor_rules import Place, read_cursor
from zf_law.problems import Problem
from zf_platform.errors import Refused


def page_start(cursor: str) -> Place | None:
    place = read_cursor(cursor)
    if isinstance(place, Problem):
        raise Refused((place,))
    return place

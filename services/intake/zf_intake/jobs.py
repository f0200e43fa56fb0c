"""Work by the clock: name, rhythm, action."""

from collections.abc import Sequence
from datetime import time, timedelta
from functools import partial

from zf_intake.collective.watch_collectives import watch_collectives
from zf_intake.contacts.watch_older_contacts import watch_older_contacts
from zf_intake.desk import Desk
from zf_intake.materials.tell_oversight import tell_untold
from zf_intake.public_query.forget_tries import forget_tries
from zf_intake.reception.counter.return_handovers import return_handovers
from zf_intake.reception.promises.watch_promises import watch_promises
from zf_intake.reception.sessions.keep_calendar import keep_calendar
from zf_intake.repeats.ask_agencies import ask_agencies
from zf_intake.screening.draw_ended_period import draw_ended_period
from zf_intake.search.refresh_words import refresh_words
from zf_platform.jobs import Job

_MINUTE = timedelta(minutes=1)


def jobs(desk: Desk) -> Sequence[Job]:
    law = desk.law
    return (
        Job("return_handovers", return_handovers, every=_MINUTE),
        Job("watch_promises", partial(watch_promises, law=law), every=_MINUTE),
        Job("tell_material_faults", tell_untold, every=_MINUTE),
        Job("ask_agencies_for_repeats", partial(ask_agencies, desk=desk), every=_MINUTE),
        Job("watch_older_contacts", partial(watch_older_contacts, desk=desk), every=timedelta(hours=1)),
        Job("watch_collectives", partial(watch_collectives, desk=desk), every=10 * _MINUTE),
        Job("keep_calendar", partial(keep_calendar, law=law), at=time(0, 30)),
        Job("draw_screening_report", partial(draw_ended_period, law=law), at=time(0, 45)),
        Job("forget_query_tries", forget_tries, every=timedelta(hours=1)),
        Job("refresh_search_words", refresh_words, every=timedelta(hours=6)),
    )

"""Which tests stay with one worker of pytest-xdist, and in what order the groups come: `make test` runs two workers.

The scheduler reads the place of a test from its id. pytest-xdist's own grouping by marks finds no group in the ids of
pytest 9.2, and silently deals out every test singly.
"""

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

# Whatever makes and removes vhosts on the broker stays with one worker: RabbitMQ 3.10 came to a stand when two did so at the
# same time.
ON_THE_BROKER = (
    "tests/integration/joint",
    "tests/integration/rabbitmq",
    "tests/integration/liaison",
    "tests/integration/meetings",
    "tests/integration/supervision",
    "tests/integration/cooperation",
    "tests/integration/messaging",
    "tests/integration/reception",
    "tests/e2e/test_petition_story_over_rabbitmq.py",
    "tests/distributed",
    "tests/e2e/test_stories_over_rabbitmq.py",
    "tests/faults",
)
# Folders whose tests share databases, services or a browser: one worker takes a folder whole. The whole cities of tests/e2e
# come after the processes of tests/distributed, so that a server with a hundred connections is enough for both workers.
TOGETHER = (
    "tests/integration/intake",
    "tests/integration/casemgmt",
    "tests/e2e",
    "tests/abuse/",
    "tests/web/test_ui_",
    "tests/integration/oversight",
    "tests/integration/http",
    "tests/integration/audit",
)


class ByPlace(LoadScopeScheduling):  # type: ignore[misc]
    """One group goes to one worker, in the order of the collection."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def unit_of(nodeid: str) -> str:
    return group_of(nodeid.partition("::")[0])[1]


def group_of(place: str) -> tuple[int, str]:
    """When this file's turn comes, and what it runs together with; the long ones come first."""
    if place.startswith(ON_THE_BROKER):
        return 0, "broker"
    for rank, folder in enumerate(TOGETHER, start=1):
        if place.startswith(folder):
            return rank, folder
    return len(TOGETHER) + 1, place

"""What a killed process leaves on the page that its successor reads, with a process that is really killed."""

import os
import signal

from zf_platform.in_hand import HandPage, Left


def test_whoever_is_killed_leaves_what_it_had_in_hand() -> None:
    page = HandPage()
    child = os.fork()
    if child == 0:
        page.hand(0).take("lease-a")
        page.hand(3).take("lease-b")
        with page.hand(0).holding("first"):
            pass
        with page.hand(0).holding("second"):
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert page.left_behind() == [Left("lease-a", "second")]
    assert page.left_behind() == []


def test_a_new_batch_forgets_the_message_of_the_last_one() -> None:
    page = HandPage()
    hand = page.hand(15)
    hand.take("lease-a")
    with hand.holding("first"):
        hand.take("lease-b")
        assert page.left_behind() == []


def test_what_is_too_long_or_no_text_stays_in_its_place() -> None:
    page = HandPage()
    page.hand(1).take("x" * 200)
    page.hand(0).take("lease")
    with page.hand(0).holding("中" * 200), page.hand(1).holding("next"):
        found = page.left_behind()
    assert [left.token for left in found] == ["lease", "x" * 32]
    assert found[1].message_id == "next"

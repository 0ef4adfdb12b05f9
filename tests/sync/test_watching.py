"""Watching a shared place: a hint when others write, again after a line broke, an end when told or refused."""

import threading

from ats_desktop.errors import Offline
from ats_desktop.sync.watching import Watching

WAIT = 20.0


class Heard:
    """Counts what was heard, and lets a test wait for it."""

    def __init__(self):
        self._ear, self.times = threading.Condition(), 0

    def __call__(self):
        with self._ear:
            self.times += 1
            self._ear.notify_all()

    def reaches(self, times):
        with self._ear:
            return self._ear.wait_for(lambda: self.times >= times, WAIT)


def watching(open_place, heard):
    watch = Watching(open_place, heard, pause=0.01)
    thread = threading.Thread(target=watch.run)
    thread.start()
    return watch, thread


def test_a_place_that_cannot_tell_is_asked_again_and_again_until_it_is_enough(world):
    heard = Heard()
    watch, thread = watching(lambda: world.place.login(world.place.owner), heard)
    assert heard.reaches(5)

    watch.stop()
    thread.join(WAIT)

    assert not thread.is_alive()


def test_a_line_that_breaks_is_opened_again(world):
    heard, tried = Heard(), []

    def sometimes():
        tried.append(1)
        if len(tried) < 3:
            raise Offline("The shared place does not answer.")
        return world.place.login(world.place.owner)

    watch, thread = watching(sometimes, heard)

    assert heard.reaches(1)
    watch.stop()
    thread.join(WAIT)
    assert len(tried) >= 3


def test_where_access_has_ended_it_ends_too(world):
    member = world.let_in("commenter").work.identity.member
    world.owner.place.revoke(member)
    heard = Heard()

    _, thread = watching(lambda: world.place.login(member), heard)
    thread.join(WAIT)

    assert not thread.is_alive()
    assert heard.times == 0

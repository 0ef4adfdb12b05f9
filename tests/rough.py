"""What is done to a laptop in the tests: a line that is cut in the middle of a word, a process that is killed."""

import asyncio
import contextlib
import multiprocessing
import os
import random
import resource
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from ats_desktop.app import App
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import AtsError
from ats_desktop.outside.keys import Keys
from ats_desktop.services import transfer, upkeep


@dataclass
class Line:
    """A TCP line to a port of this machine that breaks after so many bytes, in either direction."""

    port: int
    bytes_left: int = 1 << 40
    _to: int = 0

    @classmethod
    @contextlib.contextmanager
    def to(cls, port):
        loop, ready = asyncio.new_event_loop(), threading.Event()
        line = cls(0, _to=port)

        async def listen():
            server = await asyncio.start_server(line._carry, "127.0.0.1", 0)
            line.port = server.sockets[0].getsockname()[1]
            ready.set()
            return server

        def run():
            server = loop.run_until_complete(listen())
            loop.run_forever()
            server.close()
            loop.run_until_complete(server.wait_closed())

        thread = threading.Thread(target=run)
        thread.start()
        ready.wait()
        try:
            yield line
        finally:
            asyncio.run_coroutine_threadsafe(_end_all(), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    async def _carry(self, reader, writer):
        there, back = await asyncio.open_connection("127.0.0.1", self._to)
        ways = [asyncio.ensure_future(self._pass_on(*ends)) for ends in ((reader, back), (there, writer))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        for end in (writer, back):
            end.transport.abort()

    async def _pass_on(self, source, target):
        while some := await source.read(4096):
            self.bytes_left -= len(some)
            if self.bytes_left < 0:
                target.write(some[: self.bytes_left])
                with contextlib.suppress(OSError):
                    await target.drain()
                raise ConnectionAbortedError
            target.write(some)
            await target.drain()


async def _end_all():
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


# --- processes of their own -------------------------------------------------------------------


def _start(target, *given):
    """Start a process that was never touched by this one's threads; the modules are there already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["rough", "ats_desktop.sync.postgres", "ats_desktop.store.change"])
    process = context.Process(target=target, args=given)
    process.start()
    return process


def start_busy(profile, secrets, seed, told):
    """Start a process that edits and syncs without end, and writes down whatever was acknowledged."""
    return _start(_be_busy, str(profile), secrets, seed, str(told))


def start_without_room(profile, secrets, room, csv, told):
    """Start a process on a disk with room for so many bytes a file: it imports, edits, syncs, backs up, once each."""
    return _start(_do_without_room, str(profile), secrets, room, str(csv), str(told))


def _open(profile, secrets):
    keys = Keys("rough")
    for name, secret in secrets.items():
        keys.put(name, secret)
    return App.open(profile, keys=keys)


def _be_busy(profile, secrets, seed, told):
    os.environ["ATS_KEYRING"] = "memory"
    chance, app = random.Random(seed), _open(profile, secrets)
    log = os.open(told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number in range(10_000):  # until somebody kills us
        word = f"{seed}-{number}"
        with app.work.change("Add") as change:
            change.save_all([JobOpportunity(title=f"{word}-{n}") for n in range(chance.choice((1, 1, 40)))])
        os.write(log, f"{word}-0\n".encode())
        kept = app.work.all(JobOpportunity, order="-id", limit=20)
        with app.work.change("Edit") as change:
            for row in chance.sample(kept, min(3, len(kept))):
                change.save(replace(change.get(JobOpportunity, row.id), location=word))
            spare = [row for row in kept if not row.title.endswith("-0")]
            change.remove_all(JobOpportunity.noun, [row.id for row in spare[:1]])
        with contextlib.suppress(AtsError):
            app.sync()


def _do_without_room(profile, secrets, room, csv, told):
    os.environ["ATS_KEYRING"] = "memory"
    app = _open(profile, secrets)
    size = max(path.stat().st_size for path in app.work.folder.iterdir() if path.is_file())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
    said = []
    for do in (
        lambda: transfer.import_file(app.work, Path(csv)),
        app.sync,
        lambda: upkeep.back_up(app.work, app.backups),
    ):
        try:
            do()
            said.append("done")
        except AtsError as error:
            said.append(f"{type(error).__name__}: {error.title}")
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    Path(told).write_text("\n".join(said))

"""Work in a second process: its results in order, and nothing of it left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kttt_cli import beside
from kttt_cli.beside import Beside, within
from tests.conftest import children


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(beside, "cores", lambda: 2)


@pytest.fixture(autouse=True)
def none_is_left():
    before = children()
    yield
    assert children() <= before


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no second process on this system")


def test_results_come_in_order_from_another_process():
    with Beside(lambda: ((number, os.getpid()) for number in range(3))) as work:
        results = list(work)
    assert [number for number, _ in results] == [0, 1, 2]
    assert os.getpid() not in {process for _, process in results}


def test_where_there_is_one_core_nothing_is_done_beside(monkeypatch):
    monkeypatch.setattr(beside, "cores", lambda: 1)
    assert list(Beside(lambda: [1, 2])) == []


@pytest.mark.parametrize("what", ["pipe", "fork"])
def test_where_no_second_process_can_be_had_nothing_is_done_beside(what, monkeypatch):
    def refused():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, what, refused)
    descriptors = os.listdir("/proc/self/fd")
    assert list(Beside(lambda: [1, 2])) == []
    assert os.listdir("/proc/self/fd") == descriptors


def test_what_is_printed_is_not_held_open_beside():
    with Beside(lambda: [os.readlink(f"/proc/self/fd/{stream}") for stream in (1, 2)]) as work:
        assert [*work] == [os.devnull] * 2


def failing():
    yield "first"
    raise ValueError("told by nobody")


def dying():
    yield "first"
    os.kill(os.getpid(), signal.SIGKILL)


def unsendable():
    yield "first"
    yield lambda: None


def aborting():
    yield "first"
    os.abort()


def taking_more_memory_than_it_may():
    within(1 << 26, 60)
    yield "first"
    bytearray(1 << 28)
    yield "not reached"


def computing_longer_than_it_may():
    within(1 << 26, 1)
    yield "first"
    while True:
        pass


@pytest.mark.parametrize(
    "work", [failing, dying, unsendable, aborting, taking_more_memory_than_it_may, computing_longer_than_it_may]
)
def test_where_the_work_breaks_its_results_end_early_and_in_silence(work, capfd):
    assert list(Beside(work)) == ["first"]
    assert capfd.readouterr() == ("", "")


def test_what_nobody_waits_for_any_more_is_ended():
    begun = time.monotonic()
    with Beside(lambda: iter(lambda: time.sleep(60), 1)):
        pass
    assert time.monotonic() - begun < 30


def test_a_process_that_ends_without_a_word_leaves_none_behind():
    """The second process would wait for ever to be read, if it held the other end of its own pipe."""
    code = """
import os
from kttt_cli import beside
beside.cores = lambda: 2
work = beside.Beside(lambda: iter(lambda: b"x" * 1_000_000, b""))
next(work)
print(work._child, flush=True)
os._exit(0)
"""
    run = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True, timeout=60)
    for _ in range(100):
        if not Path(f"/proc/{int(run.stdout)}").exists():
            return
        time.sleep(0.1)
    pytest.fail("the second process is still there")


@pytest.mark.skipif(beside.cores() == 1, reason="one core")
def test_the_second_process_keeps_to_another_core_and_counts_all_of_them():
    def work():
        yield os.sched_getaffinity(0), beside.cores()

    with Beside(work) as second:
        theirs, counted = next(second)
    assert theirs < os.sched_getaffinity(0)
    assert len(theirs) == len(os.sched_getaffinity(0)) - 1
    assert counted == beside.cores()

import threading

import pytest

from segnavia.lake import together as module
from segnavia.lake.together import together


def test_results_come_in_the_order_of_the_items() -> None:
    assert [f.result() for f in together(str, [1, 30, 2], lambda item: item)] == ["1", "30", "2"]


def test_nothing_to_do() -> None:
    assert list(together(str, [], lambda item: item)) == []


def test_largest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_cores", lambda: 1)
    begun: list[int] = []
    list(together(begun.append, [1, 30, 2], lambda item: item))
    assert begun == [30, 2, 1]


def test_items_are_worked_on_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_cores", lambda: 2)
    meeting = threading.Barrier(2, timeout=10)  # nobody passes it alone
    assert [f.exception() for f in together(lambda _: meeting.wait(), [1, 2], lambda item: item)] == [None, None]


def test_one_that_fails_does_not_stop_the_others() -> None:
    def work(item: int) -> float:
        return 1 / item

    failed, done = together(work, [0, 1], lambda item: item)
    assert isinstance(failed.exception(), ZeroDivisionError)
    assert done.result() == 1


def test_who_stops_listening_stops_what_has_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_cores", lambda: 1)
    begun: list[int] = []
    is_stopped = threading.Event()

    def work(item: int) -> None:
        begun.append(item)
        is_stopped.wait(0.2)

    futures = together(work, [3, 2, 1, 1, 1, 1], lambda item: item)
    next(futures)
    futures.close()
    assert len(begun) < 6

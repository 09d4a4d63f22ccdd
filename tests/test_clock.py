from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import MovableClock, SystemClock


def test_the_systems_clock_is_aware_and_in_utc() -> None:
    """No moment without a zone ever enters the program."""
    assert SystemClock().now().utcoffset() == timedelta()


def test_a_moved_clock_goes_on_ticking_from_there() -> None:
    """The demo goes to Monday at eight, and Monday goes on."""
    clock = MovableClock()
    eight = datetime(2040, 1, 2, 8, tzinfo=timezone(timedelta(hours=-5)))

    clock.move_to(eight)

    first, second = clock.now(), clock.now()
    assert eight <= first <= second
    assert first.utcoffset() == timedelta()
    assert first - eight < timedelta(minutes=1)


def test_a_clock_may_start_in_the_past() -> None:
    """Only then is it moved forward; a test chooses its day."""
    start = datetime(2020, 2, 29, 12, tzinfo=UTC)

    assert MovableClock(start).now() - start < timedelta(minutes=1)


def test_the_clock_is_never_moved_back() -> None:
    """What was done at eight would be done at eight again."""
    clock = MovableClock()

    with pytest.raises(ValueError, match="not moved back"):
        clock.advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="needs a zone"):
        clock.move_to(datetime(2040, 1, 1))  # noqa: DTZ001  # the naive moment is what is refused


def test_those_who_wait_are_told_of_a_move_until_they_no_longer_wish() -> None:
    """The agenda looks again when time jumps."""
    clock, told = MovableClock(), []
    stop = clock.on_move(lambda: told.append(clock.now()))

    clock.advance(timedelta(days=1))
    stop()
    clock.advance(timedelta(days=1))

    assert len(told) == 1

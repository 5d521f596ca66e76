"""What the wizard relies on in Textual's driver, by names that Textual may change."""

import os
import time
from threading import Thread

import pytest
from textual.drivers import linux_driver

from wizard.tui.terminal.driver import HungUpError, _replaced, _replacing, _Selectors


def test_textual_still_has_the_names_that_are_replaced():
    """While it reads, the driver decodes and waits by the names that are replaced; otherwise its
    own faults are back.
    """
    reading = linux_driver.LinuxDriver.run_input_thread.__code__.co_names
    for name in ("getincrementaldecoder", "selectors"):
        assert name in reading
        assert name in vars(linux_driver)
    assert {"SelectSelector", "EVENT_READ"} <= set(reading)
    assert "_writer_thread" in linux_driver.LinuxDriver.start_application_mode.__code__.co_names


def test_bytes_are_replaced_and_an_end_is_one():
    """While it reads, bytes that are no text are replaced, a character in two parts is one, and no
    bytes at all are the end.
    """
    with _replaced("getincrementaldecoder", _replacing):
        decode = linux_driver.getincrementaldecoder("utf-8")().decode
        assert decode(b"\xff1\xc3", final=False) == "\N{REPLACEMENT CHARACTER}1"
        assert decode(b"\xa9", final=False) == "é"
        with pytest.raises(HungUpError):
            decode(b"", final=False)
        assert decode(b"", final=True) == ""
    assert linux_driver.getincrementaldecoder("utf-8")().decode(b"", final=False) == ""


def test_stock_driver_where_the_name_is_gone(monkeypatch):
    """Where Textual has the name no more, its own decoding remains."""
    monkeypatch.delattr(linux_driver, "getincrementaldecoder")
    with _replaced("getincrementaldecoder", _replacing):
        assert not hasattr(linux_driver, "getincrementaldecoder")


def test_keyboard_is_waited_for():
    """A terminal that is looked at ten times a second is waited for instead: until a key comes, or
    the wait is ended.
    """
    keys, typed = os.pipe()
    woken, wake = os.pipe()
    selector = _Selectors(woken, pause=0.1).SelectSelector()
    selector.register(keys, linux_driver.selectors.EVENT_READ)
    os.write(typed, b"x")
    assert [each.fd for each, _ in selector.select(0.001)] == [keys]
    os.read(keys, 1)
    looks = []
    waiting = Thread(
        target=lambda: looks.extend(selector.select(0.001) for _ in range(9)), daemon=True
    )
    waiting.start()
    time.sleep(0.2)
    assert waiting.is_alive()
    assert all(not look for look in looks)
    assert len(looks) <= 4, "it looks again only until an Escape is decided"
    os.write(wake, b".")
    waiting.join(5)
    assert not waiting.is_alive()
    selector.close()

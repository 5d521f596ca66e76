"""What the wizard relies on in Textual's driver, by names that Textual may change."""

import pytest
from textual.drivers import linux_driver

from wizard.tui.driver import HungUpError, _lenient


def test_textual_decodes_as_it_is_replaced():
    """The driver still decodes by the name that is replaced while it reads; otherwise a byte that is no text ends the program again."""
    assert "getincrementaldecoder" in linux_driver.LinuxDriver.run_input_thread.__code__.co_names
    assert "getincrementaldecoder" in vars(linux_driver)
    assert "_writer_thread" in linux_driver.LinuxDriver.start_application_mode.__code__.co_names


def test_bytes_are_replaced_and_an_end_is_one():
    """While it reads, bytes that are no text are replaced, a character in two parts is one, and no bytes at all are the end."""
    with _lenient():
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
    with _lenient():
        assert not hasattr(linux_driver, "getincrementaldecoder")

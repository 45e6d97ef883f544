"""Passwords: what is kept of them, and what a check costs."""

from __future__ import annotations

import threading

import pytest
from argon2 import PasswordHasher

from onrecord.errors import UsageError
from onrecord.web.password import TooMany, hashed, is_right

PASSWORD = "the herring sleeps at noon"


def test_a_password_is_kept_as_an_argon2id_hash_of_its_own_salt() -> None:
    one, other = hashed(PASSWORD), hashed(PASSWORD)
    assert one.startswith("$argon2id$")
    assert one != other
    assert is_right(PASSWORD, one)
    assert not is_right(PASSWORD + " ", one)
    assert not is_right(PASSWORD, "no hash")


@pytest.mark.parametrize("password", ["", "x" * 14, "x" * 1001])
def test_one_that_is_too_short_or_long_is_refused(password: str) -> None:
    with pytest.raises(UsageError):
        hashed(password)


def test_for_a_name_that_nobody_has_the_same_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    verify = PasswordHasher.verify

    def noted(self: PasswordHasher, kept: str, password: str) -> bool:
        checked.append(kept.rpartition("$")[0].rpartition("$")[0])
        return verify(self, kept, password)

    kept = hashed(PASSWORD)
    monkeypatch.setattr(PasswordHasher, "verify", noted)
    assert not is_right("the wrong one of them", None)
    assert not is_right("the wrong one of them", kept)
    assert len(checked) == 2
    assert checked[0] == checked[1], "with the same memory and time"


def test_four_are_checked_at_once_and_the_next_is_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    there, go_on = threading.Semaphore(0), threading.Event()

    def slow(*_: object) -> bool:
        there.release()
        return go_on.wait(30)

    monkeypatch.setattr(PasswordHasher, "verify", slow)
    threads = [threading.Thread(target=is_right, args=(PASSWORD, "kept")) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert all(there.acquire(timeout=30) for _ in threads)
    with pytest.raises(TooMany):
        is_right(PASSWORD, "kept")
    go_on.set()
    for thread in threads:
        thread.join()
    assert is_right(PASSWORD, "kept")

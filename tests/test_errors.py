"""What an error is, where its kind alone does not say."""

from __future__ import annotations

import errno

import pytest

from pvd_watch.errors import short_of_memory


@pytest.mark.parametrize(
    ("error", "short"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (RuntimeError("can't start new thread"), True),
        (ImportError("sax.so: failed to map segment from shared object"), True),
        (ImportError("libx.so: cannot allocate memory in static TLS block"), True),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (RuntimeError("dictionary changed size during iteration"), False),
        (ImportError("No module named 'spacy'"), False),
        (ValueError("can't start new thread"), False),
    ],
)
def test_too_little_memory_is_known_in_all_its_words(error: Exception, short: bool) -> None:
    assert short_of_memory(error) is short

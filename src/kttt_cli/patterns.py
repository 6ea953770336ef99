"""Regular expressions that are compiled when they are first asked: no command needs all of them, and to compile one
takes as long as to ask it thousands of times. What every table asks is compiled where it is written down, while the
data are being read."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has of that name; from now on it is this one's own, and asked without a detour."""
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`; a text that is no regular expression is told when it is asked."""
    return cast("re.Pattern[str]", _Pattern(text, flags))

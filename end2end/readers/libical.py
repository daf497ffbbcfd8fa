"""libical, the reader behind Thunderbird's, GNOME's and KDE's calendars: as much of it as is asked here, called in its own library."""

import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_long, c_void_p
from dataclasses import dataclass
from datetime import datetime, timezone

WIDEST = 4_000_000_000


class Time(Structure):
    """struct icaltimetype"""

    _fields_ = [(name, c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")] + [
        ("zone", c_void_p)
    ]


class Span(Structure):
    """struct icaltime_span"""

    _fields_ = [("start", c_long), ("end", c_long), ("is_busy", c_int)]


@dataclass
class Event:
    """One instance."""

    uid: str
    start: datetime
    end: datetime
    sequence: int
    status: str
    title: str


Told = CFUNCTYPE(None, c_void_p, POINTER(Span), c_void_p)
library = ctypes.CDLL("libical.so.3")


def function(name, result, *arguments):
    """A function of the library, with its types."""
    found = getattr(library, name)
    found.restype, found.argtypes = result, arguments
    return found


parse = function("icalparser_parse_string", c_void_p, c_char_p)
free = function("icalcomponent_free", None, c_void_p)
kind = function("icalcomponent_string_to_kind", c_int, c_char_p)
first = function("icalcomponent_get_first_component", c_void_p, c_void_p, c_int)
following = function("icalcomponent_get_next_component", c_void_p, c_void_p, c_int)
is_valid = function("icalrestriction_check", c_int, c_void_p)
uid_of = function("icalcomponent_get_uid", c_char_p, c_void_p)
title_of = function("icalcomponent_get_summary", c_char_p, c_void_p)
sequence_of = function("icalcomponent_get_sequence", c_int, c_void_p)
status_of = function("icalcomponent_get_status", c_int, c_void_p)
status_text = function("icalproperty_status_to_string", c_char_p, c_int)
at = function("icaltime_from_timet_with_zone", Time, c_long, c_int, c_void_p)
each = function("icalcomponent_foreach_recurrence", None, c_void_p, Time, Time, Told, c_void_p)
errors_of = function("icalcomponent_count_errors", c_int, c_void_p)


def events(text: str) -> list[Event]:
    """Every instance, expanded by the library itself. Raises where it finds an error, or what RFC 5546 does not allow."""
    whole = parse(text.encode())
    if not whole:
        raise ValueError("it cannot be parsed")
    try:
        if errors_of(whole):
            raise ValueError("it has errors in it")
        if not is_valid(whole):
            raise ValueError("RFC 5546 does not allow it (icalrestriction_check)")
        found, wanted = [], kind(b"VEVENT")
        one = first(whole, wanted)
        while one:
            spans = []
            each(one, at(0, 0, None), at(WIDEST, 0, None), Told(lambda _, span, __: spans.append((span[0].start, span[0].end))), None)
            for start, end in spans:
                found.append(
                    Event(
                        uid_of(one).decode(),
                        datetime.fromtimestamp(start, timezone.utc),
                        datetime.fromtimestamp(end, timezone.utc),
                        sequence_of(one),
                        status_text(status_of(one)).decode(),
                        title_of(one).decode(),
                    )
                )
            one = following(whole, wanted)
        return found
    finally:
        free(whole)

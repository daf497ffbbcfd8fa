"""What a calendar program written by somebody else reads in our files.

    python read.py PROGRAM FILE...      PROGRAM: icalendar, ical, vobject, ics or libical

Prints JSON: for every file a list of events with their moments in UTC. A file that the program refuses gives its words instead.
The event's zone is looked up by the program, in the file or in its own data, as it would do for a person.
"""

import json
import sys
from datetime import datetime, timezone


def utc(moment: datetime) -> str:
    """A moment as the comparison wants it; a time without a zone is none."""
    if moment.tzinfo is None:
        return f"floating {moment.isoformat()}"
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def event(uid, start, end, sequence, status, title) -> dict:
    """One event, alike for every program."""
    return {
        "uid": str(uid),
        "start": start,
        "end": end,
        "sequence": int(sequence),
        "status": str(status).upper(),
        "title": str(title),
    }


def by_icalendar(text: str) -> list[dict]:
    import icalendar

    return [
        event(one["UID"], utc(one["DTSTART"].dt), utc(one["DTEND"].dt), one["SEQUENCE"], one["STATUS"], one["SUMMARY"])
        for one in icalendar.Calendar.from_ical(text).walk("VEVENT")
    ]


def by_ical(text: str) -> list[dict]:
    from ical.calendar_stream import IcsCalendarStream

    return [
        event(one.uid, utc(one.dtstart), utc(one.dtend), one.sequence, one.status.value, one.summary)
        for one in IcsCalendarStream.calendar_from_ics(text).events
    ]


def by_vobject(text: str) -> list[dict]:
    import vobject

    # It keeps the zones of the file before.
    vars(vobject.icalendar)["__tzidMap"].clear()
    return [
        event(
            one.uid.value, utc(one.dtstart.value), utc(one.dtend.value), one.sequence.value, one.status.value, one.summary.value
        )
        for one in getattr(vobject.readOne(text), "vevent_list", [])
    ]


def by_ics(text: str) -> list[dict]:
    import ics

    def sequence(one) -> str:
        # The program has no word of its own for it, and keeps what it does not know.
        return next(line.value for line in one.extra if line.name == "SEQUENCE")

    return [
        event(one.uid, utc(one.begin.datetime), utc(one.end.datetime), sequence(one), one.status, one.name)
        for one in ics.Calendar(text).events
    ]


def by_libical(text: str) -> list[dict]:
    import libical

    return [
        event(one.uid, utc(one.start), utc(one.end), one.sequence, one.status, one.title) for one in libical.events(text)
    ]


def main() -> None:
    read = {name.removeprefix("by_"): of for name, of in globals().items() if name.startswith("by_")}[sys.argv[1]]
    found = {}
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        try:
            found[path] = read(text)
        except Exception as error:  # noqa: BLE001 -- whatever it does not like is the answer
            found[path] = f"{type(error).__name__}: {error}"
    json.dump(found, sys.stdout)


main()

"""The gatherings that are compared: over two years, around every night on which the clock changes, and with awkward words."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
YEAR = timedelta(days=365)
# A day at each end, so that the check may take as long as it takes.
WINDOW = YEAR - timedelta(days=2)
AWKWARD = 'Sessie; met, tekens \\ "aanhaling" en één titel die over de vouw van vijfenzeventig octetten loopt, ünïcödé 🙂'

# (days after the Saturday, begin, end, which end day): the day before, over midnight, over the change, from the first hour that is
# sure again, the day itself, the day after.
AROUND = [
    (0, "19:30", "21:30"),
    (0, "23:30", "01:30"),
    (0, "22:00", "04:00"),
    (1, "00:15", "03:30"),
    (1, "03:00", "05:00"),
    (1, "10:00", "12:00"),
    (2, "19:30", "21:30"),
]
REFUSED = [("02:30", "04:00", "begin"), ("01:00", "02:30", "eind")]


@dataclass
class Planned:
    """A gathering to make, and its moments by the clocks of this program."""

    what: str
    day: date
    begin: str
    end: str

    @property
    def moments(self) -> tuple[str, str]:
        """Begin and end in UTC."""
        until = self.day if self.end > self.begin else self.day + timedelta(days=1)
        return utc(self.day, self.begin), utc(until, self.end)

    def body(self, now: datetime, number: int) -> dict | None:
        """For the API; nothing for what is going on at this very moment."""
        start, end = (datetime.fromisoformat(moment) for moment in self.moments)
        if start <= now + timedelta(hours=1) and end > now:
            return None
        awkward = number % 3 == 0
        return {
            "stand": "gehouden" if end <= now else "gepland",
            "soort": "themasessie",
            "titel": f"{self.what}. {AWKWARD}" if awkward else self.what,
            "samenvatting": "Wat er speelt; en wat niet, \\n is geen regeleinde",
            "datum": self.day.isoformat(),
            "begin": self.begin,
            "eind": self.end,
            "plaats": "" if number % 5 == 1 else "Gemeentehuis, raadzaal; eerste verdieping",
            "link": "https://vergaderen.example/zaal?a=1;b=2,3" if number % 5 == 1 else "",
            "openbaarheid": "besloten" if number % 4 == 1 else "openbaar",
            "beslotenReden": "Er komen inwoners" if number % 4 == 1 else "",
            "agenda": "Welkom\nRondje, met; tekens\n" + "Een lange regel. " * 20,
        }


def utc(day: date, wall: str) -> str:
    """A wall time in Amsterdam as a moment in UTC."""
    local = datetime.combine(day, time.fromisoformat(wall), ZONE)
    return local.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def change_nights(now: datetime) -> list[date]:
    """The Sundays in the window whose night has an hour too few or too many, by the zone data of this program."""
    first, days = (now - WINDOW).date(), range(4, 2 * WINDOW.days - 4)
    offset = lambda day: datetime.combine(day, time(12), ZONE).utcoffset()  # noqa: E731
    each = (first + timedelta(days=n) for n in days)
    return [day for day in each if offset(day) != offset(day - timedelta(days=1))]


def all_of(now: datetime) -> list[Planned]:
    """Everything that is made."""
    made = []
    for night in change_nights(now):
        saturday = night - timedelta(days=1)
        made += [Planned(f"Rond {night}, {begin}", saturday + timedelta(days=after), begin, end) for after, begin, end in AROUND]
    for month in range(-12, 13):
        day = (now + month * timedelta(days=30)).date()
        made.append(Planned(f"Maand {month}", day + timedelta(days=1 if month == 0 else 0), "19:30", "22:00"))
    return made

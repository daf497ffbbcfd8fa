"""What was found, told at once and kept as lines of JSON that the closing table counts."""

import json
from pathlib import Path


class Checks:
    """The list of checks."""

    def __init__(self, report: str):
        self.path, self.passed, self.failed = Path(report), 0, 0
        self.path.write_text("")

    def that(self, what: str, wrong: list[str] | str, found: str = "") -> None:
        """One check; it holds where nothing is wrong."""
        wrong = [wrong] if isinstance(wrong, str) and wrong else wrong
        holds = not wrong
        self.passed += holds
        self.failed += not holds
        print(f"{'ok    ' if holds else 'FAILED'} {what}{': ' + found if found else ''}", flush=True)
        for line in list(wrong)[:10]:
            print(f"         {line}", flush=True)
        if len(wrong) > 10:
            print(f"         and {len(wrong) - 10} more", flush=True)
        with self.path.open("a") as file:
            file.write(json.dumps({"what": what, "passed": holds, "found": found}) + "\n")

    def end(self, least: int) -> int:
        """The exit code: 0 when all hold and none was left out on the way."""
        print(f"{self.passed} passed, {self.failed} failed")
        if self.passed + self.failed < least:
            print(f"only {self.passed + self.failed} checks were made; there are {least}")
            return 1
        return 1 if self.failed else 0

#!/usr/bin/env python3
"""Makes cases.json: what independent implementations say, for the test of the balance to be compared with.

Written from the description of the arithmetic, not from the Rust code. Shares and intervals by statsmodels, Fisher's test and
Student's t by scipy, Kaplan-Meier by lifelines, Holm by statsmodels; permutations by straight counting over arrays, with
ChaCha8 and the seeding of the crate rand_core written out here, so that the draws themselves are checked.

    python3 -m venv V && V/bin/pip install scipy statsmodels lifelines
    V/bin/python app/domain/reference/make.py > app/domain/reference/cases.json
"""

import json
import math
import platform
import random
import sys
import warnings
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from itertools import combinations

import lifelines
import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

warnings.filterwarnings("ignore")
HOUR = 3_600_000
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


# --- chance --------------------------------------------------------------------------------------------------------------

def chacha8(seed, words):
    """The first so many 32-bit words of ChaCha8Rng::seed_from_u64(seed)."""
    key, state = [], seed
    for _ in range(8):
        state = (state * 6364136223846793005 + 11634580027462260723) % 2**64
        x, r = (((state >> 18) ^ state) >> 27) % 2**32, state >> 59
        key.append(((x >> r) | (x << (32 - r))) % 2**32)
    blocks = -(-words // 16)
    counter = np.arange(blocks, dtype=np.uint64)
    start = [np.full(blocks, c, np.uint32) for c in (0x61707865, 0x3320646E, 0x79622D32, 0x6B206574)]
    start += [np.full(blocks, k, np.uint32) for k in key]
    start += [counter.astype(np.uint32), (counter >> np.uint64(32)).astype(np.uint32)]
    start += [np.zeros(blocks, np.uint32)] * 2
    v = [s.copy() for s in start]

    def turn(word, by):
        return (word << np.uint32(by)) | (word >> np.uint32(32 - by))

    def quarter(a, b, c, d):
        v[a] = v[a] + v[b]; v[d] = turn(v[d] ^ v[a], 16)
        v[c] = v[c] + v[d]; v[b] = turn(v[b] ^ v[c], 12)
        v[a] = v[a] + v[b]; v[d] = turn(v[d] ^ v[a], 8)
        v[c] = v[c] + v[d]; v[b] = turn(v[b] ^ v[c], 7)

    for _ in range(4):
        quarter(0, 4, 8, 12); quarter(1, 5, 9, 13); quarter(2, 6, 10, 14); quarter(3, 7, 11, 15)
        quarter(0, 5, 10, 15); quarter(1, 6, 11, 12); quarter(2, 7, 8, 13); quarter(3, 4, 9, 14)
    return np.stack([a + b for a, b in zip(v, start)], axis=1).reshape(-1)[:words]


def labelings(units, first, seed):
    """All choices of `first` of the units (True), or 20,000 draws; and whether all."""
    if math.comb(units, first) <= 20_000:
        rows = np.zeros((math.comb(units, first), units), bool)
        for row, chosen in zip(rows, combinations(range(units), first)):
            row[list(chosen)] = True
        return rows, True
    words = chacha8(seed, 20_000 * (units - 1)).astype(np.uint64).reshape(20_000, units - 1)
    order = np.tile(np.arange(units), (20_000, 1))
    draw = np.arange(20_000)
    for step, i in enumerate(range(units - 1, 0, -1)):
        j = ((words[:, step] * np.uint64(i + 1)) >> np.uint64(32)).astype(int)
        order[draw, i], order[draw, j] = order[draw, j].copy(), order[draw, i].copy()
    rows = np.zeros((20_000, units), bool)
    np.put_along_axis(rows, order[:, :first], True, axis=1)
    return rows, False


# --- the extract ---------------------------------------------------------------------------------------------------------

def ms(text):
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    since = moment - EPOCH
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


class Table:
    """People of the comparison in order, and per released item the times in whole milliseconds (None: never)."""

    def __init__(self, extract):
        self.extract = extract
        self.people = sorted((p for p in extract["people"] if p["group"] in extract["groups"]), key=lambda p: p["id"])
        self.outside = {}
        for person in extract["people"]:
            if person["group"] not in extract["groups"]:
                self.outside[person["group"]] = self.outside.get(person["group"], 0) + 1
        place = {p["id"]: n for n, p in enumerate(self.people)}
        now, self.horizon = ms(extract["computed_at"]), extract["horizon_hours"] * HOUR
        self.items, self.later = [], []
        for item in sorted(extract["items"], key=lambda i: i["id"]):
            released = ms(item["released_at"])
            if released > now:
                self.later.append(item["id"])
                continue
            owed = {place[p] for p in item["audience"] if p in place}
            telling, reaching, told = {}, {}, False
            for entry in item["exposures"]:
                at = ms(entry["at"])
                if at > now:
                    continue
                told = told or entry["kind"] == "told"
                who = place.get(entry["person"])
                if who not in owed:
                    continue
                telling[who] = min(telling.get(who, at - released), at - released)
                if entry["kind"] != "told":
                    reaching[who] = min(reaching.get(who, at - released), at - released)
            deadline = ms(item["needed_at"]) - released if item["needed_at"] else self.horizon
            self.items.append({
                "id": item["id"], "owed": owed, "telling": telling, "reaching": reaching, "told": told,
                "in_time": {j for j in owed if j in reaching and reaching[j] <= deadline},
                "due": now - released >= deadline, "complete": now - released >= self.horizon,
                "watched": min(self.horizon, now - released),
            })


# --- reach and gap -------------------------------------------------------------------------------------------------------

def logit_jackknife(used, group):
    x = lambda people: sum(len(i["in_time"] & people) for i in used)
    n = lambda people: sum(len(i["owed"] & people) for i in used)
    if len(group) < 3:
        return None
    values = []
    for people in [group] + [group - {j} for j in group]:
        if not 0 < x(people) < n(people):
            return None
        p = x(people) / n(people)
        values.append(math.log(p / (1 - p)))
    theta, rest, m = values[0], np.array(values[1:]), len(group)
    half = stats.t.ppf(0.975, m - 1) * math.sqrt((m - 1) / m * np.sum((rest - rest.mean()) ** 2))
    return [1 / (1 + math.exp(-(theta - half))), 1 / (1 + math.exp(-(theta + half)))]


def mantel_haenszel(used, a, b):
    """Exactly, as a fraction."""
    above = below = Fraction(0)
    for item in used:
        n_a, n_b = len(item["owed"] & a), len(item["owed"] & b)
        if n_a and n_b:
            w = Fraction(n_a * n_b, n_a + n_b)
            above += w * (Fraction(len(item["in_time"] & a), n_a) - Fraction(len(item["in_time"] & b), n_b))
            below += w
    return above / below if below else None


def gap_interval(used, a, b):
    if len(a) < 3 or len(b) < 3:
        return None
    var = Fraction(0)
    for group in (a, b):
        rest = [mantel_haenszel(used, a - {j}, b - {j}) for j in group]
        if None in rest:
            return None
        mean = sum(rest) / len(rest)
        var += Fraction(len(rest) - 1, len(rest)) * sum((r - mean) ** 2 for r in rest)
    if var == 0:
        return None
    rd, half = float(mantel_haenszel(used, a, b)), stats.t.ppf(0.975, len(a) + len(b) - 2) * math.sqrt(float(var))
    return [max(-1.0, rd - half), min(1.0, rd + half)]


# --- permutation ---------------------------------------------------------------------------------------------------------

def abs_differences(used, labels):
    people = labels.shape[1]
    owed = np.array([[j in i["owed"] for j in range(people)] for i in used], float)
    known = np.array([[j in i["in_time"] for j in range(people)] for i in used], float)
    n_a, x_a = labels @ owed.T, labels @ known.T
    n_b, x_b = ~labels @ owed.T, ~labels @ known.T
    both = (n_a > 0) & (n_b > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        w = np.where(both, n_a * n_b / (n_a + n_b), 0)
        parts = np.where(both, w * (x_a / n_a - x_b / n_b), 0)
        rd = parts.sum(axis=1) / w.sum(axis=1)
    return np.abs(np.nan_to_num(rd))


def abs_head_starts(items, kind, horizon, labels):
    """Whole numbers: (above, below) of |S_B/N_B - S_A/N_A|."""
    people = labels.shape[1]
    owed = np.array([[j in i["owed"] for j in range(people)] for i in items], np.int64)
    time = np.array([[max(min(i[kind].get(j, horizon), horizon), -horizon) if j in i["owed"] else 0
                      for j in range(people)] for i in items], np.int64)
    of = labels.astype(np.int64)
    n_a, n_b = of @ owed.T, (1 - of) @ owed.T
    both = ((n_a > 0) & (n_b > 0)).astype(np.int64)
    pick = lambda part: (part * both).sum(axis=1).astype(object)
    n_a, n_b, s_a, s_b = pick(n_a), pick(n_b), pick(of @ time.T), pick((1 - of) @ time.T)
    above, below = abs(s_b * n_a - s_a * n_b), n_a * n_b
    above[below == 0], below[below == 0] = 0, 1
    return above, below


def p_value(values, observed, exact, at_least):
    hits = int(np.sum(at_least(values, observed)))
    m = len(values[0]) if isinstance(values, tuple) else len(values)
    return hits / m if exact else (hits + 1) / (m + 1)


def shuffled(table, used, complete, units, first, a, seed, kinds):
    """p per kind when the units (sets of people) are shuffled."""
    rows, exact = labelings(len(units), first, seed)
    people = len(table.people)
    member = np.array([[j in unit for j in range(people)] for unit in units], bool)
    labels = (rows.astype(int) @ member.astype(int)).astype(bool)
    mine = np.array([[j in a for j in range(people)]], bool)
    p = {}
    if "gap" in kinds:
        p["gap"] = p_value(abs_differences(used, labels), abs_differences(used, mine)[0], exact,
                           lambda v, o: v >= o - 1e-12)
    for kind in ("telling", "reaching"):
        if kind in kinds:
            observed = [x[0] for x in abs_head_starts(complete[kind], kind, table.horizon, mine)]
            p[kind] = p_value(abs_head_starts(complete[kind], kind, table.horizon, labels), observed, exact,
                              lambda v, o: v[0] * o[1] >= o[0] * v[1])
    return p, exact, len(rows)


# --- the report ----------------------------------------------------------------------------------------------------------

def median_hours(items, kind, group, horizon):
    durations, events = [], []
    for item in items:
        for j in sorted(item["owed"] & group):
            t = item[kind].get(j)
            happened = t is not None and t <= item["watched"]
            durations.append((max(t, -horizon) if happened else item["watched"]) + horizon)
            events.append(happened)
    if not durations:
        return None
    curve = lifelines.KaplanMeierFitter().fit(durations, events).survival_function_["KM_estimate"]
    below = curve[curve <= 0.5 + 1e-9]
    return (below.index[0] - horizon) / HOUR if len(below) else None


def mean(values):
    return sum(values) / len(values) if values else None


def measure(table, a, b, names):
    """The report before correction, and its tests."""
    items, horizon, groups = table.items, table.horizon, (a, b)
    meets = lambda item: bool(item["owed"] & a) and bool(item["owed"] & b)
    used = [i for i in items if i["due"] and meets(i)]
    complete = {
        "telling": [i for i in items if i["complete"] and meets(i) and i["told"]],
        "reaching": [i for i in items if i["complete"] and meets(i)],
    }
    seed, people = table.extract["seed"], len(table.people)
    by_name = lambda values: dict(zip(names, values))

    p, p_factions, exact, made = {}, {}, None, 0
    if a and b:
        kinds = ({"gap"} if len(used) > 1 else set()) | {k for k in complete if complete[k]}
        p, exact, made = shuffled(table, used, complete, [{j} for j in range(people)], len(a), a, seed, kinds)
        blocks = {}
        for j, person in enumerate(table.people):
            blocks.setdefault((person["faction"], j not in a), set()).add(j)
        keys = sorted(blocks)
        of_a = sum(1 for key in keys if not key[1])
        if math.comb(len(keys), of_a) >= 20:
            p_factions, _, _ = shuffled(table, used, complete, [blocks[k] for k in keys], of_a, a, seed,
                                        kinds - {"telling"})

    reach = {}
    for name, group in zip(names, groups):
        x, n = sum(len(i["in_time"] & group) for i in used), sum(len(i["owed"] & group) for i in used)
        interval = logit_jackknife(used, group) if len(used) != 1 else list(proportion_confint(x, n, method="wilson"))
        reach[name] = {"people": len(group), "informed": x, "due": n, "share": x / n if n else None, "interval": interval}

    if not used:
        gap = {"value": None, "interval": None, "method": None, "test": None, "p": None, "p_factions": None}
    elif len(used) == 1:
        (x_a, n_a), (x_b, n_b) = [(reach[g]["informed"], reach[g]["due"]) for g in names]
        gap = {
            "value": x_a / n_a - x_b / n_b,
            "interval": list(confint_proportions_2indep(x_a, n_a, x_b, n_b, method="newcomb", compare="diff")),
            "method": "newcombe", "test": "fisher",
            "p": stats.fisher_exact([[x_a, n_a - x_a], [x_b, n_b - x_b]])[1], "p_factions": None,
        }
    else:
        gap = {
            "value": float(mantel_haenszel(used, a, b)), "interval": gap_interval(used, a, b),
            "method": "mantel-haenszel", "test": "permutation-exact" if exact else "permutation-sampled",
            "p": p.get("gap"), "p_factions": p_factions.get("gap"),
        }

    timing = {}
    for kind in ("telling", "reaching"):
        pairs = [[i[kind].get(j) for i in complete[kind] for j in sorted(i["owed"] & g)] for g in groups]
        cut = lambda t: horizon if t is None else max(min(t, horizon), -horizon)
        means = [mean([cut(t) for t in of]) for of in pairs]
        when = [mean([cut(t) for t in of if t is not None and t <= horizon]) for of in pairs]
        hours = lambda value: None if value is None else value / HOUR
        timing[kind] = {
            "median_hours": by_name([median_hours([i for i in items if kind == "reaching" or i["told"]], kind, g, horizon)
                                     for g in groups]),
            "never_share": by_name([mean([t is None or t > horizon for t in of]) for of in pairs]),
            "mean_hours_when": by_name([hours(w) for w in when]),
            "mean_hours": by_name([hours(m) for m in means]),
            "head_start_hours": None if None in means else (means[1] - means[0]) / HOUR,
            "p": p.get(kind),
        }
    timing["reaching"]["p_factions"] = p_factions.get("reaching")

    left = [{"id": id, "reason": "not-released"} for id in table.later]
    for item in items:
        reason = ("one-group" if not meets(item) else "not-due" if not item["due"] else
                  "not-complete" if not item["complete"] else "nobody-told" if not item["told"] else None)
        left += [{"id": item["id"], "reason": reason}] if reason else []
    early = []
    for item in items:
        before = {j: t for j, t in item["telling"].items() if t < 0}
        if before:
            early.append({"id": item["id"], "people": by_name([len(before.keys() & g) for g in groups]),
                          "earliest_hours": min(before.values()) / HOUR})

    report = {
        "format": "evenwijs-balans-verslag/1", "items_used": len(used), "items_complete": len(complete["reaching"]),
        "items_left_out": sorted(left, key=lambda l: l["id"]), "groups": reach, "outside": table.outside, "gap": gap,
        "telling": timing["telling"], "reaching": timing["reaching"], "labelings": made, "flag": False, "flagged": [],
        "early": early, "voided": table.extract.get("voided", 0),
    }
    # The statistics are absolute: with equal groups the observed labeling turned round is as extreme.
    smallest = 1.0 if made == 0 else (2 if len(a) == len(b) else 1) / made if exact else 1 / (made + 1)
    tests = []
    for what, part, size, floor in (("gap", gap, "value", 0.1), ("telling", timing["telling"], "head_start_hours", 12),
                                    ("reaching", timing["reaching"], "head_start_hours", 12)):
        if part["p"] is not None:
            alone = part.get("p_factions")
            tests.append({"what": what, "part": part, "report": report, "least": 0.0 if part.get("test") == "fisher" else smallest,
                          "matters": abs(part[size]) >= floor - 1e-12 and (alone is None or alone < 0.10)})
    single = len([i for i in items if (i["due"] or i["complete"]) and meets(i)]) < 2
    return report, tests, single


def settle(measured):
    family = [t for _, tests, single in measured if not single for t in tests]
    adjust = lambda ps: multipletests(ps, method="holm")[1] if ps else []
    able = []
    for test, best in zip(family, adjust([t["least"] for t in family])):
        if best < 0.05:
            able.append(test)
        else:
            test["part"]["p"] = None
    for test, adjusted in zip(able, adjust([t["part"]["p"] for t in able])):
        if adjusted < 0.05 and test["matters"]:
            test["report"]["flagged"].append(test["what"])
            test["report"]["flag"] = True
    for _, tests, single in measured:
        for test in tests if single else []:
            if test["least"] >= 0.05:
                test["part"]["p"] = None


def report(extract):
    table = Table(extract)
    of = lambda name: {j for j, p in enumerate(table.people) if p["group"] == name}
    measured = measure(table, of(extract["groups"][0]), of(extract["groups"][1]), extract["groups"])
    settle([measured])
    return measured[0]


def faction_reports(extract, wanted=None):
    table = Table(extract)
    factions = [wanted] if wanted else sorted({p["faction"] for p in table.people})
    measured = []
    for faction in factions:
        mine = {j for j, p in enumerate(table.people) if p["faction"] == faction}
        measured.append(measure(table, mine, set(range(len(table.people))) - mine, [faction, "rest"]))
    settle(measured)
    return {faction: m[0] for faction, m in zip(factions, measured)}


# --- random extracts -----------------------------------------------------------------------------------------------------

START = datetime(2026, 7, 1, 8, tzinfo=timezone.utc)


def moment(rng, hours, fine):
    at = START + timedelta(hours=hours) if fine else START + timedelta(hours=round(hours))
    style = rng.randrange(4) if fine else 0
    if style == 1:
        return at.astimezone(timezone(timedelta(hours=2))).isoformat(timespec="milliseconds")
    if style == 2:
        return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    return at.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def random_extract(rng, sizes, items, unknown=0, fine=True, whole=0.7, early=0.1, told=0.9, read=0.7, slow=0.0, months=1,
                   late_second=0.0):
    """`sizes`: factions of the first group, and of the second."""
    people, n = [], 0
    for group, factions in zip(("coalition", "opposition"), sizes):
        for number, size in enumerate(factions):
            for _ in range(size):
                people.append({"id": f"p{n:02}", "faction": f"{group[0]}{number}", "group": group})
                n += 1
    for _ in range(unknown):
        people.append({"id": f"p{n:02}", "faction": "c0", "group": rng.choice(["unknown", "outside"])})
        n += 1
    ids = [p["id"] for p in people]
    second = {p["id"] for p in people if p["group"] == "opposition"}
    pace = {p["id"]: rng.lognormvariate(3, 0.8) * (1 + slow if p["id"] in second else 1) for p in people}
    rng.shuffle(people)
    made = []
    for number in range(items):
        released = rng.uniform(0, 24 * 30 * months)
        audience = ids if rng.random() < whole else sorted(rng.sample(ids, rng.randint(1, len(ids))))
        exposures = []
        nobody = rng.random() < 0.1
        for person in ids:
            if person not in audience and rng.random() < 0.95:
                continue
            start = released
            if not nobody and rng.random() < told:
                start = released + (rng.uniform(-400, 0) if rng.random() < early else rng.uniform(0, 1))
                start += late_second if person in second else 0
                exposures.append({"person": person, "kind": "told", "channel": "mail", "at": moment(rng, start, fine)})
            if rng.random() < read:
                at = start + rng.expovariate(1 / pace[person])
                kind = rng.choice(["reached", "confirmed"])
                exposures.append({"person": person, "kind": kind, "channel": "portal", "at": moment(rng, at, fine)})
        rng.shuffle(exposures)
        needed = released + rng.choice([30, 100, 400]) if rng.random() < 0.4 else None
        made.append({"id": f"i{number:02}", "kind": "notes", "released_at": moment(rng, released, fine),
                     "needed_at": None if needed is None else moment(rng, needed, fine),
                     "audience": rng.sample(audience, len(audience)), "exposures": exposures})
    rng.shuffle(made)
    extract = {
        "format": "evenwijs-balans/1", "municipality": "gm0000", "period": {"from": "2026-07-01", "to": "2026-09-30"},
        "computed_at": moment(rng, 24 * 30 * months * rng.choice([0.8, 1.1, 1.7]), fine), "horizon_hours": 336,
        "seed": rng.randrange(2**32), "groups": ["coalition", "opposition"], "people": people, "items": made,
    }
    if rng.random() < 0.5:
        extract["voided"] = rng.randrange(1, 5)
    return extract


def extracts():
    rng = random.Random(20261001)
    some = lambda **more: random_extract(rng, **more)
    small = [([1], [1]), ([1], [3]), ([2], [2, 1]), ([3], [3]), ([1, 1, 1], [2, 1]), ([4], [4]), ([3, 1], [2, 2]),
             ([5], [4, 2]), ([3, 2], [3, 2]), ([4, 3], [2, 2, 1]), ([1], [9, 7]), ([2, 2, 2], [2, 2, 2])]
    for sizes in small:
        yield some(sizes=sizes, items=rng.randint(1, 6), unknown=rng.choice([0, 0, 2]))
        yield some(sizes=sizes, items=rng.randint(3, 8), fine=False, early=0.2, whole=rng.choice([0.3, 1.0]))
    for sizes in small[5:]:
        yield some(sizes=sizes, items=1, whole=1.0, months=0.2)
    yield some(sizes=([4, 3], [4, 3]), items=5, told=0.0)
    yield some(sizes=([4, 3], [4, 3]), items=5, read=0.0)
    yield some(sizes=([4, 3], [4, 3]), items=5, told=1.0, read=1.0, fine=False, early=0.0)
    yield some(sizes=([4, 3], [4, 3]), items=0)
    yield some(sizes=([7], []), items=4)
    yield some(sizes=([2, 2, 1], [2, 1, 1, 1]), items=9, late_second=30, read=0.9)
    yield some(sizes=([4, 3], [3, 3]), items=9, late_second=60, read=0.9, early=0.0, whole=1.0)
    yield some(sizes=([5, 4, 2], [4, 3, 2]), items=7, slow=2.0)
    yield some(sizes=([5, 4, 2], [4, 3, 2, 1]), items=7, whole=0.4, slow=1.0)
    yield some(sizes=([1] * 10, [1] * 9), items=5, whole=1.0)
    yield some(sizes=([5, 4, 3, 2], [4, 3, 3, 2, 1]), items=6, unknown=3)
    for sizes in [([2, 1, 1], [2, 1, 1]), ([3, 2, 1], [1, 1, 1, 1]), ([2, 2, 1, 1], [3, 1, 1]), ([2, 2, 2, 1], [2, 1, 1, 1])]:
        yield some(sizes=sizes, items=6, slow=1.5, read=0.95, whole=rng.choice([0.5, 1.0]))
        yield some(sizes=sizes, items=8, late_second=100, read=0.95, early=0.0, told=1.0, whole=1.0)
    # Groups that cut through factions, as first term and returning do.
    for groups in (["first-term", "returning"], ["local", "national"]):
        extract = some(sizes=([4, 3, 3], [3, 2, 2]), items=6, slow=1.0)
        extract["groups"] = groups
        for person in extract["people"]:
            person["group"] = rng.choice(groups)
        yield extract


def closed_form():
    rng = random.Random(7)
    tables = []
    for _ in range(60):
        n_a, n_b = rng.randint(1, 64), rng.randint(1, 64)
        x_a, x_b = rng.choice([0, n_a, rng.randint(0, n_a)]), rng.choice([0, n_b, rng.randint(0, n_b)])
        tables.append({
            "a": [x_a, n_a], "b": [x_b, n_b], "wilson": list(proportion_confint(x_a, n_a, method="wilson")),
            "newcombe": list(confint_proportions_2indep(x_a, n_a, x_b, n_b, method="newcomb", compare="diff")),
            "fisher": stats.fisher_exact([[x_a, n_a - x_a], [x_b, n_b - x_b]])[1],
        })
    holm = []
    for k in (1, 2, 3, 24):
        ps = [round(rng.random() ** 3, 3) for _ in range(k)]
        holm.append({"p": ps, "adjusted": list(multipletests(ps, method="holm")[1])})
    curves = []
    for k in (1, 5, 20, 80):
        at = [rng.randint(0, 40) for _ in range(k)]
        events = [rng.random() < 0.7 for _ in range(k)]
        fit = lifelines.KaplanMeierFitter().fit(at, events)
        # Only the times at which something happened.
        happened = sorted({t for t, e in zip(at, events) if e})
        curves.append({"at": at, "event": events, "steps": [[t, float(fit.survival_function_.loc[t].iloc[0])] for t in happened]})
    means = []
    for k in (1, 8, 50):
        at = [rng.uniform(0, 500) for _ in range(k)]
        fit = lifelines.KaplanMeierFitter().fit([min(t, 336) for t in at], [t <= 336 for t in at])
        means.append({"hours": at, "mean": float(lifelines.utils.restricted_mean_survival_time(fit, t=336))})
    return {
        "tables": tables, "holm": holm, "survival": curves, "restricted_mean": means,
        "t": [[n, float(stats.t.ppf(0.975, n))] for n in list(range(1, 60)) + [126, 1000]],
        "chacha8": {"seed": 20261001, "words": [int(w) for w in chacha8(20261001, 40)]},
    }


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (np.bool_,)):
        return bool(value)
    if isinstance(value, np.generic):
        return value.item()
    return value


def main():
    cases = []
    for number, extract in enumerate(extracts()):
        case = {"extract": extract, "report": report(extract)}
        if number % 5 == 0 or number > 30:
            case["all_factions"] = faction_reports(extract)
            faction = extract["people"][0]["faction"]
            if faction in case["all_factions"]:
                case["faction"] = faction
                case["faction_report"] = faction_reports(extract, faction)[faction]
        cases.append(case)
    made_with = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
                 "statsmodels": statsmodels.__version__, "lifelines": lifelines.__version__}
    out = plain({"made_with": made_with, "closed_form": closed_form()})
    print("{")
    for key, value in out.items():
        print(json.dumps(key) + ":" + json.dumps(value, separators=(",", ":")) + ",")
    print('"cases":[')
    print(",\n".join(json.dumps(plain(case), separators=(",", ":")) for case in cases))
    print("]}")


if __name__ == "__main__":
    main()

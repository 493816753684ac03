# SPDX-License-Identifier: GPL-3.0-or-later
"""Medians, ratios and the Markdown table."""
import collections
import os
import pathlib
import platform
import statistics

import clients
import kafka

# What must hold between two programs on one backlog: mine over theirs, the median over the rounds.
Bar = collections.namedtuple("Bar", "mine theirs figure least most backlogs")
ALL = tuple(kafka.BACKLOGS)
SMALL = tuple(name for name in ALL if name != "100k")
BARS = [
    Bar("headless", "raw", "rate", 0.95, None, ALL),
    Bar("gui", "headless", "rate", 0.90, None, ALL),
    Bar("recommended", "default-poll", "rate", 1.0, None, ALL),
    Bar("recommended", "default-batch", "rate", 0.9, None, ALL),
    Bar("recommended", "default-poll", "above", None, 0.25, SMALL),
    Bar("recommended", "default-batch", "above", None, 0.5, ("100k",)),
    Bar("headless", "confluent-kafka", "rate", 3, None, tuple(name for name in ALL if name != "1k")),
    Bar("headless", "confluent-kafka", "rate", 2, None, ("1k",)),
    Bar("headless", "kafka-python", "rate", 20, None, ALL),
    Bar("headless", "java", "rate", 1, None, ALL),
]
FIGURES = {"rate": "messages/s", "above": "RSS above baseline"}
GAP_P99_MS, GAP_MAX_MS, DRIFT_BYTES = 16, 100, 1 << 20
UNATTRIBUTED = 0.10  # of RSS above the baseline at the peak, the median over the backlogs
GAP_RATE = 1_000_000
IDLE_SHARE = 0.02  # of a core


def median(runs, key):
    values = [run[key] for run in runs if run.get(key) is not None]
    return statistics.median(values) if values else None


def ratio(runs, bar):
    """Median over the rounds of mine by theirs in the same round; None when either was not measured."""
    pairs = zip(runs.get(bar.mine, []), runs.get(bar.theirs, []))
    shares = [mine[bar.figure] / theirs[bar.figure] for mine, theirs in pairs if theirs.get(bar.figure) and mine.get(bar.figure) is not None]
    return statistics.median(shares) if shares else None


def holds(bar, share):
    return (bar.least is None or share >= bar.least) and (bar.most is None or share <= bar.most)


def wanted(bar):
    return f"≥ {bar.least:g}" if bar.least is not None else f"≤ {bar.most:g}"


def measured_bars(results):
    """(backlog, bar, ratio) of all that can be told from these runs."""
    for bar in BARS:
        for name in bar.backlogs:
            share = ratio(results["backlogs"].get(name, {}), bar)
            if share is not None:
                yield name, bar, share


def unattributed(results):
    """(program, share) of ours: of RSS above its baseline what no layer explains, the median over the backlogs."""
    for program in ("headless", "gui"):
        shares = [median(runs.get(program) or [], "unattributed") for runs in results["backlogs"].values()]
        known = [share for share in shares if share is not None]
        if known:
            yield program, statistics.median(known)


def machine():
    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return f"{len(os.sched_getaffinity(0))} cores ({model}), {memory:.0f} GiB, Linux {platform.release()}; broker on the same machine"


def text(value, form):
    return "–" if value is None else format(value, form)


def mib(value):
    return None if value is None else value / (1 << 20)


def gaps(runs):
    """Worst of the window's figures over the rounds."""
    found = [run["ui"] for run in runs if run.get("ui")]
    def worst(key):
        return max((ui[key] for ui in found if ui[key] is not None), default=None)
    return worst("gap_p99_ms"), worst("gap_max_ms")


def program_line(heading, client, measured):
    p99, most = gaps(measured)
    return (f"| {heading} | {clients.PROGRAMS[client].heading} | {text(median(measured, 'rate'), ',.0f')} | {text(mib(median(measured, 'bytes_rate')), '.0f')} "
            f"| {text(median(measured, 'cpu'), '.2f')} | {text(mib(median(measured, 'rss')), '.1f')} | {text(mib(median(measured, 'above')), '.1f')} "
            f"| {text(median(measured, 'unattributed'), '.0%')} | {text(median(measured, 'fetches'), '.0f')} | {'–' if p99 is None else f'{p99:.1f} / {most:.0f}'} |")


def render(results):
    lines = [f"Machine: {machine()}. Medians of {results['rounds']} interleaved rounds;",
             "each ratio below is the median of the ratios of the same round, which is not the ratio of two medians.", "",
             "| Backlog | Program | messages/s | MiB/s | CPU s | peak RSS MiB | above baseline MiB | of it unattributed | fetches/s | gap p99 / max ms |", "|---|---|---|---|---|---|---|---|---|---|"]
    for name, runs in results["backlogs"].items():
        heading = kafka.BACKLOGS[name].heading
        for client, measured in runs.items():
            if measured:
                lines.append(program_line(heading, client, measured))
                heading = ""
    lines += ["", "| What | Backlog | ratio | bar |", "|---|---|---|---|"]
    for name, bar, share in measured_bars(results):
        lines.append(f"| {FIGURES[bar.figure]}: {bar.mine} / {bar.theirs} | {kafka.BACKLOGS[name].heading} | {share:.2f} | {wanted(bar)}{'' if holds(bar, share) else ' **missed**'} |")
    for program, share in unattributed(results):
        lines.append(f"| unattributed share of RSS above baseline: {program} | median of {len(results['backlogs'])} | {share:.2f} | ≤ {UNATTRIBUTED:g}{'' if share <= UNATTRIBUTED else ' **missed**'} |")
    if results.get("pages"):
        lines += ["", "| Page in front, 100 B | messages/s | frames | gap p99 / max ms |", "|---|---|---|---|"]
        lines += [f"| {page} | {run['rate']:,.0f} | {run['frames']} | {run['gap_p99_ms']:.1f} / {run['gap_max_ms']:.0f} |" for page, run in results["pages"].items()]
    if results.get("idle"):
        lines += ["", "An idle window takes " + ", ".join(f"{share:.1%} of a core {state}" for state, share in results["idle"].items()) + "."]
    if results.get("drift"):
        grown = results["drift"]
        lines += ["", f"RSS drift over {grown['messages']:,} messages of 100 B: {text(mib(grown['bytes']), '.2f')} MiB ({text(mib(grown['slack']), '+.2f')} MiB of it free, "
                  f"kept by the allocator), and {text(mib(grown['view']), '.2f')} MiB in the record view, which fills up to its budget."]
    return "\n".join(lines) + "\n"


def missed(results):
    """The bars that were not reached, in words."""
    found = [f"{name}: {FIGURES[bar.figure]} of {bar.mine} is {share:.2f} of {bar.theirs}, the bar is {wanted(bar)}"
             for name, bar, share in measured_bars(results) if not holds(bar, share)]
    found += [f"{program}: {share:.0%} of RSS above the baseline has no owner, the bar is {UNATTRIBUTED:.0%}" for program, share in unattributed(results) if share > UNATTRIBUTED]
    gui = results["backlogs"].get("100b", {}).get("gui") or []
    p99, most = gaps(gui)
    if p99 is not None and p99 > GAP_P99_MS:
        found.append(f"100b: window gap p99 {p99:.1f} ms, the bar is {GAP_P99_MS} ms")
    if most is not None and most > GAP_MAX_MS:
        found.append(f"100b: window gap max {most:.0f} ms, the bar is {GAP_MAX_MS} ms")
    if gui and (median(gui, "rate") or 0) < GAP_RATE:
        found.append(f"100b: the window read {median(gui, 'rate'):,.0f} messages/s; its gaps count from {GAP_RATE:,} on")
    for page, run in (results.get("pages") or {}).items():
        if run["rate"] < GAP_RATE:
            found.append(f"page {page}: the window read {run['rate']:,.0f} messages/s; its gaps count from {GAP_RATE:,} on")
        if run["gap_p99_ms"] > GAP_P99_MS or run["gap_max_ms"] > GAP_MAX_MS:
            found.append(f"page {page}: window gap p99 {run['gap_p99_ms']:.1f}, max {run['gap_max_ms']:.0f} ms, the bars are {GAP_P99_MS} and {GAP_MAX_MS} ms")
    for state, share in (results.get("idle") or {}).items():
        if share > IDLE_SHARE:
            found.append(f"an idle window takes {share:.1%} of a core {state}, the bar is {IDLE_SHARE:.0%}")
    drift = (results.get("drift") or {}).get("bytes")
    if drift is not None and drift > DRIFT_BYTES:
        found.append(f"RSS drifted by {drift / (1 << 20):.2f} MiB, the bar is 1 MiB")
    return found

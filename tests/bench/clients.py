# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs that are compared. Each returns the same figures for one run over one backlog."""
import collections
import itertools
import json
import os
import statistics

import children
import foreign_clients
import kafka

RUN_SECONDS = 180
GROUPS = itertools.count(1)
# What the yardstick does not get from the settings: its own, or nothing to do with reading.
NOT_FOR_RAW = {"bootstrap.servers", "group.id", "auto.offset.reset", "statistics.interval.ms"}


class Bench:
    """Where the programs are, and the settings of ours and of the raw loop: the product's defaults and `overrides`."""

    def __init__(self, root, build, out, address, overrides, display, gui_seconds):
        self.root = root
        self.display = display
        self.fixed_gui_seconds = gui_seconds
        self.bin = build / "bin"
        self.tools = build / "tests" / "bin"
        self.out = out
        self.address = address
        self.overrides = overrides
        self.env = {**os.environ, "HEADROOM_HOME": str(out / "home")}
        table = json.loads(children.run([self.bin / "headroom-cli", "settings", "--json"], 30, self.env)[0])
        self.values = {row["id"]: overrides.get(row["id"], row["default"]) for row in table}
        unknown = set(overrides) - set(self.values)
        if unknown:
            raise RuntimeError(f"--set: no such setting: {', '.join(sorted(unknown))}")
        self.client_names = {row["id"]: row["names"]["librdkafka"] for row in table}

    def group(self):
        return f"bench-{os.getpid()}-{next(GROUPS)}"

    def gui_seconds(self, runs):
        """Start-up, and the whole backlog at two thirds of the rate of the others."""
        known = [run["seconds"] for client in ("headless", "raw") for run in runs.get(client, [])]
        return self.fixed_gui_seconds or min(30, 4 + 1.5 * max(known, default=4))

    def ours(self, program, topic, overrides=None):
        overrides = self.overrides if overrides is None else overrides
        command = [self.bin / program] + (["run"] if program == "headroom-cli" else [])
        command += ["--bootstrap-servers", self.address, "--topic", topic, "--group-id", self.group()]
        for name, value in overrides.items():
            command += ["--" + name, value]
        return command + ([] if "commit-mode" in overrides else ["--commit-mode", "interval"])

    def properties(self):
        for name, value in self.values.items():
            client_name = self.client_names[name]
            if client_name and value != "" and client_name not in NOT_FOR_RAW:
                yield f"{client_name}={str(value).lower() if isinstance(value, bool) else value}"


def raw_loop(bench, topic, messages, more):
    command = [bench.tools / "bench_raw_loop", "--topic", topic, "--messages", messages,
               "-X", f"bootstrap.servers={bench.address}", "-X", f"group.id={bench.group()}"] + more
    out, cpu = children.run(command, RUN_SECONDS, bench.env)
    result = json.loads(out)
    return {**foreign_clients.figures(result, cpu), "baseline": result["baseline_rss_bytes"], "above": result["peak_rss_bytes"] - result["baseline_rss_bytes"],
            "fetches": result["fetches_per_second"] or None}


def raw(bench, topic, messages, _runs):
    """With the same settings as ours."""
    settings = [word for item in bench.properties() for word in ("-X", item)]
    return raw_loop(bench, topic, messages, ["--batch", bench.values["max-poll-records"], "--commit-interval-ms", bench.values["commit-interval-ms"]] + settings)


def default_poll(bench, topic, messages, _runs):
    return raw_loop(bench, topic, messages, ["--library-defaults", "--poll"])


def default_batch(bench, topic, messages, _runs):
    return raw_loop(bench, topic, messages, ["--library-defaults", "--batch", "100"])


def figures(report, cpu):
    seconds = report["elapsed_seconds"] or 0
    if report["commits"]["failed"] or report["errors"]:
        raise RuntimeError(f"the run had failures: {report['commits']} {report['errors']}")
    above = report["rss"]["peak_bytes"] - report["rss"]["baseline_bytes"]
    return {"rate": report["messages_per_second"] or 0, "bytes_rate": report["bytes_per_second"] or 0, "messages": report["messages"],
            "seconds": seconds, "cpu": cpu, "rss": report["rss"]["peak_bytes"], "settings": report["settings"], "ceiling": report["ceiling_bytes"],
            "baseline": report["rss"]["baseline_bytes"], "above": above, "unattributed": (report["ledger_at_peak"]["unattributed_bytes"] or 0) / max(1, above),
            "after_trim": report["rss"]["after_trim_bytes"], "fetches": report["fetch"]["requests"] / seconds if seconds else 0}


def headless(bench, topic, messages, _runs, more=(), overrides=None):
    command = bench.ours("headroom-cli", topic, overrides) + ["--messages", messages, "--report", "-", *more]
    out, cpu = children.run(command, RUN_SECONDS, bench.env, accept=(0, 3))
    result = figures(json.loads(out), cpu)
    if result["messages"] != messages:
        raise RuntimeError(f"headroom-cli read {result['messages']} of {messages} messages of {topic}")
    return result


def recommended(bench, topic, messages, runs):
    """All memory settings derived from one number, none given."""
    return headless(bench, topic, messages, runs, ["--memory-budget", kafka.BACKLOGS[topic].budget, "--derive"], {})


def show_window(bench, topic, seconds, more=()):
    """One start of the window; its report and the CPU seconds it took."""
    report = bench.out / "gui-report.json"
    report.unlink(missing_ok=True)
    command = bench.ours("headroom", topic) + ["--duration", f"{seconds * 1000:.0f}ms", "--report", report, "--size", "1440x900", *more]
    env = {**bench.env, "DISPLAY": bench.display.name, "QT_QPA_PLATFORM": "xcb"}
    _, cpu = children.run(command, seconds + 60, env, accept=(0, 3, 4))
    return json.loads(report.read_text()), cpu


def window(bench, topic, _messages, runs, more=()):
    """Reads for so long; the rate counts from the first to the last message, so a drained backlog does not matter."""
    report, cpu = show_window(bench, topic, bench.gui_seconds(runs), more)
    return {**figures(report, cpu), "ui": report["ui"]}


PAGES = ("live", "messages", "commits", "events", "settings")  # the scenario's plays on its own broker, and reads no backlog


def pages(bench, runs):
    """The window's gaps with each page in front, on the backlog of the smallest messages."""
    found = {}
    for page in PAGES:
        run = window(bench, "100b", 0, runs, ["--page", page])
        found[page] = {"rate": run["rate"], **run["ui"]}
    return found


def idle(bench):
    """Shares of a core that a window takes with nothing to do: before a start, and at the end of its topic. What starting
    and ending cost is taken off by a shorter run."""
    found = {}
    for state, more in (("not started", ["--no-start"]), ("caught up", ["--start", "latest"])):
        short, long = (show_window(bench, "100b", seconds, more)[1] for seconds in (5, 25))
        found[state] = (long - short) / 20
    return found


# rounds: most rounds it takes part in; what is slow or needs no fine figure takes part in the first ones only.
Program = collections.namedtuple("Program", "heading run rounds usual")
PROGRAMS = {
    "raw": Program("raw C loop, our settings", raw, 99, True),
    "headless": Program("headroom-cli", headless, 99, True),
    "gui": Program("headroom (window)", window, 99, True),
    "default-poll": Program("C poll loop, library defaults", default_poll, 99, True),
    "default-batch": Program("C batch loop, library defaults", default_batch, 99, True),
    "recommended": Program("headroom-cli, recommended settings", recommended, 99, True),
    "confluent-kafka": Program("confluent-kafka, consume(500)", foreign_clients.in_python("confluent-kafka"), 3, False),
    "kafka-python": Program("kafka-python", foreign_clients.in_python("kafka-python"), 3, False),
    "kcat": Program("kcat", foreign_clients.kcat, 3, False),
    "java": Program("Java ConsumerPerformance, -Xmx512m", foreign_clients.java, 3, False),
}


def drift(bench, messages):
    """Medians over the last tenth of a long run less those between its second and third tenth, in bytes: of RSS without the
    record view, which fills up to its budget in the first minutes; of that view; and of the memory that is free but stays
    with the allocator, which follows the fullest that the queue ever was."""
    record = bench.out / "drift.ndjson"
    record.unlink(missing_ok=True)
    headless(bench, "100b", messages, {}, ["--record", record])
    early, late = [], []
    for line in record.read_text().splitlines():
        sample = json.loads(line)
        rss, view, slack = (sample["metrics"].get(name) for name in ("rss", "view", "slack"))
        if None in (rss, view, slack):
            continue
        if 0.2 * messages <= sample["messages"] < 0.3 * messages:
            early.append((rss - view, view, slack))
        elif 0.9 * messages <= sample["messages"] < messages:
            late.append((rss - view, view, slack))
    grown = [None] * 3
    if early and late:
        grown = [statistics.median(column) - statistics.median(before) for column, before in zip(zip(*late), zip(*early))]
    return {"messages": messages, **dict(zip(("bytes", "view", "slack"), grown))}


def read_count(name, scale):
    return max(1000, int(kafka.BACKLOGS[name].read * scale))


def fill_count(name, scale):
    return max(1000, int(kafka.BACKLOGS[name].stored * scale))

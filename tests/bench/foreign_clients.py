# SPDX-License-Identifier: GPL-3.0-or-later
"""The clients of others, each at its own defaults. A slow one reads for so many seconds only."""
import json

import children
import kafka

SECONDS = 6
RUN_SECONDS = 180


def figures(result, cpu):
    return {"rate": result["messages_per_second"], "bytes_rate": result["bytes"] / max(1e-6, result["elapsed_seconds"]), "messages": result["messages"],
            "seconds": result["elapsed_seconds"], "cpu": cpu, "rss": result["peak_rss_bytes"]}


def in_python(client):
    def run(bench, topic, messages, _runs):
        python = bench.root / "build" / "venv" / "bin" / "python"
        if not python.exists():
            raise RuntimeError(f"{python} is missing; tests/run makes it")
        out, cpu = children.run([python, kafka.HERE / "foreign.py", client, bench.address, topic, bench.group(), messages, SECONDS], RUN_SECONDS, bench.env)
        return figures(json.loads(out), cpu)
    return run


def kcat(bench, topic, messages, _runs):
    """It has no clock of its own: what it needs to connect and ask for the topic is taken off."""
    start = children.run_watched(["kcat", "-L", "-b", bench.address, "-t", topic], RUN_SECONDS, bench.env)
    whole = children.run_watched(["kcat", "-C", "-b", bench.address, "-t", topic, "-o", "beginning", "-c", messages, "-q", "-f", ""], RUN_SECONDS, bench.env)
    seconds = max(1e-6, whole.seconds - start.seconds)
    size = kafka.BACKLOGS[topic].size * messages
    return figures({"messages": messages, "bytes": size, "elapsed_seconds": seconds, "messages_per_second": messages / seconds, "peak_rss_bytes": whole.peak},
                   whole.cpu)


def java(bench, topic, messages, _runs):
    """Kafka's own ConsumerPerformance; its fetch time leaves out joining the group."""
    command = ["java", "-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", f"{bench.root}/build/kafka/lib/*", "org.apache.kafka.tools.ConsumerPerformance",
               "--bootstrap-server", bench.address, "--topic", topic, "--group", bench.group(), "--messages", messages, "--timeout", "20000"]
    run = children.run_watched(command, RUN_SECONDS, bench.env)
    lines = [line.split(", ") for line in run.out.splitlines() if ", " in line]
    row = dict(zip(lines[0], lines[-1]))
    seconds = float(row["fetch.time.ms"]) / 1000
    read = int(row["data.consumed.in.nMsg"])
    return figures({"messages": read, "bytes": float(row["data.consumed.in.MB"]) * (1 << 20), "elapsed_seconds": seconds,
                    "messages_per_second": read / max(1e-6, seconds), "peak_rss_bytes": run.peak}, run.cpu)

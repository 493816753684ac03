# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Apache Kafka node of our own on loopback, and the backlogs in it."""
import collections
import os
import pathlib
import random
import shutil
import socket
import tempfile

import children

HERE = pathlib.Path(__file__).resolve().parent
FILES = HERE.parent / "broker" / "kafka"
PARTITIONS = 8

# size: bytes of a value; stored: records in the topic; read: records a run reads at most.
# budget: what the recommended settings are derived from, resident memory of the whole process. The derived ceiling stays
# below 75 % of it, 19 MiB of that are the baseline and 6 MiB reserve, so this is a quarter above the least that is taken at
# all. Large messages need more for speed, and compressed ones leave gaps in the heap; their bars allow it.
Backlog = collections.namedtuple("Backlog", "size stored read codec ratio budget heading")
# The first topic holds more than a run reads: the memory drift is watched over all of it.
BACKLOGS = {
    "100b": Backlog(100, 10_000_000, 5_000_000, "none", 1, "56MiB", "100 B"),
    "1k": Backlog(1024, 1_000_000, 1_000_000, "none", 1, "56MiB", "1 KiB"),
    "1k-lz4": Backlog(1024, 1_000_000, 1_000_000, "lz4", 50, "96MiB", "1 KiB, lz4 50:1"),
    "100k": Backlog(102_400, 5_000, 5_000, "none", 1, "128MiB", "100 KiB"),
}


def free_ports():
    """Two neighbours below the range that the kernel gives to outgoing connections."""
    for _ in range(50):
        port = random.randrange(21_000, 29_000, 2)
        try:
            for number in (port, port + 1):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", number))
            return port, port + 1
        except OSError:
            continue
    raise RuntimeError("no free port for the broker")


class Kafka:
    """Starts on entering, ends and removes its data on leaving; dies with this program."""

    def __init__(self, root, out):
        self.home = root / "build" / "kafka"
        self.out = out

    def __enter__(self):
        children.run([FILES / "get-kafka", self.home], 600)
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="kafka-", dir=self.out))
        self.env = {**os.environ, "KAFKA_HOME": str(self.home), "BROKER_HEAP": "512m"}
        port, controller = free_ports()
        self.address = f"127.0.0.1:{port}"
        script = FILES / "broker.sh"
        children.run([script, "render", FILES / "single.properties", self.dir, f"PORT={port}", f"CPORT={controller}"], 30, self.env)
        children.run([script, "format", self.dir, "4L6g3nShT-eMCtK--X86sw"], 60, self.env)
        self.node = children.spawn([script, "run", self.dir], env=self.env)
        try:
            children.wait_for(self.ready, 90, f"the broker (log in {self.dir})")
        except BaseException:
            self.node.kill()  # its folder stays, with the log
            raise
        return self

    def ready(self):
        if self.node.poll() is not None:
            raise RuntimeError(f"the broker ended, see {self.dir}/broker.log")
        log = self.dir / "broker.log"
        return log.exists() and "Kafka Server started" in log.read_text(errors="replace")

    def fill(self, tool, name, messages):
        """Returns how many times smaller the records are in the log than in memory."""
        backlog = BACKLOGS[name]
        children.run([tool, "--brokers", self.address, "--topic", name, "--messages", messages, "--size", backlog.size, "--codec", backlog.codec,
                      "--ratio", backlog.ratio, "--partitions", PARTITIONS], 600)
        stored = sum(file.stat().st_size for file in self.dir.glob(f"data/{name}-[0-9]*/*.log"))
        return backlog.size * messages / max(1, stored)

    def __exit__(self, *problem):
        self.node.terminate()
        try:
            self.node.wait(30)
        except Exception:
            self.node.kill()
            self.node.wait()
        shutil.rmtree(self.dir, ignore_errors=True)

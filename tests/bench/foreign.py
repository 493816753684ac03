#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""foreign.py CLIENT BOOTSTRAP TOPIC GROUP COUNT SECONDS: reads with another client, as its users do, at its defaults.

CLIENT is confluent-kafka (batches of 500) or kafka-python. Ends after COUNT records or SECONDS, whichever comes first.
Prints one line of JSON: what it read, from the first to the last record, and its peak resident set."""
import json
import sys
import time

del sys.path[0]  # kafka.py beside this file is not the client of that name


def confluent_batches(bootstrap, topic, group):
    from confluent_kafka import Consumer

    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": group, "auto.offset.reset": "earliest"})
    consumer.subscribe([topic])
    while True:
        batch = consumer.consume(500, timeout=0.5)
        for message in batch:
            if message.error():
                sys.exit(f"error: {message.error()}")
        yield len(batch), sum(len(message.value()) + len(message.key() or b"") for message in batch)


def kafka_python_batches(bootstrap, topic, group):
    from kafka import KafkaConsumer

    consumer = KafkaConsumer(topic, bootstrap_servers=bootstrap, group_id=group, auto_offset_reset="earliest")
    while True:
        records = [record for batch in consumer.poll(timeout_ms=500).values() for record in batch]
        yield len(records), sum(len(record.value) + len(record.key or b"") for record in records)


def peak():
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return None


def main():
    client, bootstrap, topic, group, wanted, seconds = sys.argv[1:]
    source = {"confluent-kafka": confluent_batches, "kafka-python": kafka_python_batches}[client]
    started, first, last, messages, size = time.monotonic(), None, None, 0, 0
    for count, read in source(bootstrap, topic, group):
        now = time.monotonic()
        if count:
            first = first or now
            last = now
            messages += count
            size += read
        if messages >= int(wanted) or now - (first or now) >= float(seconds):
            break
        if now - (last or started) > 30:
            sys.exit(f"{messages} records, then none for 30 s")
    elapsed = last - first
    print(json.dumps({"messages": messages, "bytes": size, "elapsed_seconds": elapsed, "messages_per_second": messages / elapsed if elapsed else 0,
                      "peak_rss_bytes": peak()}))


if __name__ == "__main__":
    main()

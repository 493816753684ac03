#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A foreign member of a consumer group: reads to the end, commits, leaves.

take_over.py CLIENT BOOTSTRAP TOPIC GROUP COUNT     CLIENT: confluent-kafka or kafka-python

Prints one line a record, "PARTITION OFFSET KEY", and ends after COUNT records, or with code 1 after 30 s.
"""
import sys
import time
from collections import Counter


def confluent_records(bootstrap, topic, group):
    from confluent_kafka import Consumer

    consumer = Consumer({
        "bootstrap.servers": bootstrap,
        "group.id": group,
        "enable.auto.commit": False,
        "auto.offset.reset": "earliest",  # of partitions that Headroom has not reached
        "session.timeout.ms": 6000,
    })
    consumer.subscribe([topic])
    while True:
        for message in consumer.consume(500, timeout=0.5):
            if message.error():
                sys.exit(f"error: {message.error()}")
            yield message.partition(), message.offset(), message.key(), consumer
        yield None


def kafka_python_records(bootstrap, topic, group):
    from kafka import KafkaConsumer

    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        session_timeout_ms=6000,
        heartbeat_interval_ms=1000,
    )
    while True:
        for records in consumer.poll(timeout_ms=500, max_records=500).values():
            for record in records:
                yield record.partition, record.offset, record.key, consumer
        yield None


def main():
    client, bootstrap, topic, group, count = sys.argv[1:]
    source = {"confluent-kafka": confluent_records, "kafka-python": kafka_python_records}[client]
    deadline = time.monotonic() + 30
    seen = 0
    lines = []
    consumer = None
    for record in source(bootstrap, topic, group):
        if record is not None:
            partition, offset, key, consumer = record
            lines.append(f"{partition} {offset} {key.decode()}")
            seen += 1
        elif seen >= int(count):
            break
        elif time.monotonic() > deadline:
            sys.exit(f"{seen} of {count} records after 30 s; assigned: {consumer and consumer.assignment()}; "
                     f"by partition: {Counter(line.split()[0] for line in lines)}")
    print("\n".join(lines))
    if client == "confluent-kafka":
        consumer.commit(asynchronous=False)
    else:
        consumer.commit()
    consumer.close()


if __name__ == "__main__":
    main()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/kafka_client.h"

#include <fmt/format.h>

#include "tests/support/kafka_handles.h"

namespace headroom::test {
namespace {

std::map<std::string, std::string> producerProperties(const ProduceOptions& options)
{
    auto properties = options.properties;
    properties.insert({{"compression.codec", options.codec},
                       {"linger.ms", std::to_string(options.lingerMs)},
                       {"batch.size", std::to_string(options.maxBatchBytes)},
                       {"message.max.bytes", std::to_string(options.maxMessageBytes)},
                       {"queue.buffering.max.kbytes", "262144"},
                       {"enable.idempotence", "true"}});
    return properties;
}

/// What rd_kafka_produceva wants, pointing into `record`.
std::vector<rd_kafka_vu_t> fieldsOf(const std::string& topic, const TestRecord& record, rd_kafka_headers_t* headers)
{
    std::vector<rd_kafka_vu_t> fields;
    const auto add = [&fields](rd_kafka_vtype_t type) -> auto& {
        fields.push_back({});
        fields.back().vtype = type;
        return fields.back().u;
    };
    add(RD_KAFKA_VTYPE_TOPIC).cstr = topic.c_str();
    add(RD_KAFKA_VTYPE_PARTITION).i32 = record.partition;
    add(RD_KAFKA_VTYPE_MSGFLAGS).i = RD_KAFKA_MSG_F_COPY;
    add(RD_KAFKA_VTYPE_TIMESTAMP).i64 = record.timestampMs;
    const auto addBytes = [&add](rd_kafka_vtype_t type, const std::optional<std::string>& bytes) {
        auto& memory = add(type).mem;
        memory.ptr = bytes ? const_cast<char*>(bytes->data()) : nullptr; // copied by the library, never written to
        memory.size = bytes ? bytes->size() : 0;
    };
    addBytes(RD_KAFKA_VTYPE_KEY, record.key);
    addBytes(RD_KAFKA_VTYPE_VALUE, record.value);
    if (headers != nullptr) {
        add(RD_KAFKA_VTYPE_HEADERS).headers = headers;
    }
    return fields;
}

core::Result<void> produceOne(rd_kafka_t* producer, const std::string& topic, const TestRecord& record)
{
    rd_kafka_headers_t* headers = record.headers.empty() ? nullptr : rd_kafka_headers_new(record.headers.size());
    for (const auto& [name, value] : record.headers) {
        rd_kafka_header_add(headers, name.data(), static_cast<ssize_t>(name.size()), value.data(),
                            static_cast<ssize_t>(value.size()));
    }
    const auto fields = fieldsOf(topic, record, headers);
    for (;;) {
        const ErrorObject error(rd_kafka_produceva(producer, fields.data(), fields.size()));
        if (!error) {
            return {};
        }
        const auto code = rd_kafka_error_code(error.get());
        if (code != RD_KAFKA_RESP_ERR__QUEUE_FULL) {
            if (headers != nullptr) {
                rd_kafka_headers_destroy(headers);
            }
            return failed("produce to " + topic, code, rd_kafka_error_string(error.get()));
        }
        rd_kafka_poll(producer, 10); // deliveries make room
    }
}

core::Result<void> finish(rd_kafka_t* producer, const Deliveries& deliveries, std::uint64_t expected)
{
    if (const auto code = rd_kafka_flush(producer, produceTimeoutMs); code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return failed("flush", code);
    }
    if (deliveries.stored != expected) {
        return failed(fmt::format("{} of {} records stored", deliveries.stored, expected), deliveries.lastError);
    }
    return {};
}

/// Compresses about 2:1, differs from record to record.
std::string filled(std::string text, std::uint64_t seed, std::size_t size)
{
    std::uint64_t state = seed * 0x9E3779B97F4A7C15U + 1;
    text.reserve(size + 16);
    while (text.size() < size) {
        state ^= state << 13U;
        state ^= state >> 7U;
        state ^= state << 17U;
        text += fmt::format("{:016x}", state);
    }
    text.resize(size);
    return text;
}

} // namespace

std::string recordKey(std::uint64_t id)
{
    return fmt::format("id-{:012}", id);
}

core::Result<void> KafkaClient::produceEach(const std::string& topic, const std::function<bool(TestRecord&)>& next,
                                            const ProduceOptions& options) const
{
    Deliveries deliveries;
    const auto producer = makeProducer(m_bootstrap, producerProperties(options), &deliveries);
    if (!producer) {
        return tl::unexpected(producer.error());
    }
    std::uint64_t count = 0;
    for (TestRecord record; next(record); ++count) {
        if (const auto sent = produceOne(producer->get(), topic, record); !sent) {
            return sent;
        }
        rd_kafka_poll(producer->get(), 0);
    }
    return finish(producer->get(), deliveries, count);
}

core::Result<void> KafkaClient::produce(const std::string& topic, const std::vector<TestRecord>& records,
                                        const ProduceOptions& options) const
{
    std::size_t i = 0;
    return produceEach(topic, [&](TestRecord& record) { return i < records.size() && (record = records[i++], true); }, options);
}

core::Result<void> KafkaClient::produceNumbered(const std::string& topic, const NumberedRecords& records,
                                                const ProduceOptions& options) const
{
    std::uint64_t id = records.firstId;
    const auto next = [&](TestRecord& record) {
        if (id == records.firstId + records.count) {
            return false;
        }
        record.partition = static_cast<core::PartitionId>(id % static_cast<std::uint64_t>(records.partitions));
        record.key = recordKey(id);
        record.value = records.value ? records.value(id) : filled(*record.key, id, records.valueBytes);
        ++id;
        return true;
    };
    return produceEach(topic, next, options);
}

core::Result<void> KafkaClient::produceTransaction(const std::string& topic, const std::vector<TestRecord>& records,
                                                   bool commit) const
{
    Deliveries deliveries;
    const auto producer = makeProducer(m_bootstrap, {{"transactional.id", "headroom-test-" + topic}}, &deliveries);
    if (!producer) {
        return tl::unexpected(producer.error());
    }
    auto check = [](const char* step, rd_kafka_error_t* raw) -> core::Result<void> {
        const ErrorObject error(raw);
        return error ? failed(step, rd_kafka_error_code(error.get()), rd_kafka_error_string(error.get()))
                     : core::Result<void>{};
    };
    if (auto done = check("init transactions", rd_kafka_init_transactions(producer->get(), adminTimeoutMs)); !done) {
        return done;
    }
    if (auto done = check("begin transaction", rd_kafka_begin_transaction(producer->get())); !done) {
        return done;
    }
    for (const auto& record : records) {
        if (const auto sent = produceOne(producer->get(), topic, record); !sent) {
            return sent;
        }
    }
    // Aborting drops what was not sent: an aborted record must be in the log to prove that readers skip it.
    if (const auto sent = finish(producer->get(), deliveries, records.size()); !sent) {
        return sent;
    }
    return commit ? check("commit transaction", rd_kafka_commit_transaction(producer->get(), adminTimeoutMs))
                  : check("abort transaction", rd_kafka_abort_transaction(producer->get(), adminTimeoutMs));
}

} // namespace headroom::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/memory/backlogs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <random>

#include <fmt/format.h>

#include "tests/support/kafka_client.h"

namespace headroom::test {
namespace {

using enum RecordShape;

// id, demo, partitions, MiB, least, most, codec, compressible, batch, shape
constexpr std::array backlogs{
    Backlog{"tiny-plain", false, 8, 20, 100, 100, "none", 1, 500'000, values},
    Backlog{"1k-plain", false, 1, 40, 1024, 1024, "none", 1, 900'000, values},
    Backlog{"1k-lz4-50", false, 8, 60, 1024, 1024, "lz4", 50, 900'000, values},
    Backlog{"mixed-snappy", false, 4, 50, 100, 65'536, "snappy", 3, 262'144, values},
    Backlog{"demo-lz4-20", true, 8, 0, 800, 800, "lz4", 20, 262'144, values},
    Backlog{"mixed-zstd", false, 32, 60, 200, 262'144, "zstd", 10, 131'072, values},
    Backlog{"small-gzip", false, 16, 40, 100, 2'000, "gzip", 5, 500'000, values},
    Backlog{"10k-plain-64", false, 64, 60, 10'240, 10'240, "none", 1, 65'536, values},
    Backlog{"100k-lz4", false, 8, 60, 102'400, 102'400, "lz4", 2, 900'000, values},
    Backlog{"1m-plain", false, 4, 80, 1'048'576, 1'048'576, "none", 1, 16'384, values},
    Backlog{"demo-mixed-plain", true, 4, 0, 100, 20'000, "none", 1, 65'536, headers},
    Backlog{"keys-only", false, 8, 20, 0, 0, "none", 1, 16'384, nullValues},
    Backlog{"empty-gzip", false, 1, 20, 0, 0, "gzip", 4, 300'000, emptyValues},
    Backlog{"json-lz4-2", false, 8, 80, 200, 20'000, "lz4", 2, 65'536, values},
    Backlog{"headers-zstd", false, 16, 40, 20, 200, "zstd", 8, 200'000, headers},
};

constexpr int headerCount = 8;
constexpr std::size_t headerBytes = 60;
constexpr std::size_t longKey = 60; // where the key is all there is

/// Records of a backlog one after another, the same in every run.
class RecordSource {
public:
    explicit RecordSource(const Backlog& backlog) : m_backlog(backlog), m_filler(std::max(backlog.most, headerBytes), '.') {}

    /// Fills in the next record; its bytes.
    std::size_t next(std::uint64_t id, TestRecord& record)
    {
        record.partition = static_cast<int>(id % static_cast<std::uint64_t>(m_backlog.partitions));
        record.key = recordKey(id);
        record.value.reset();
        record.headers.clear();
        if (m_backlog.shape == nullValues || m_backlog.shape == emptyValues)
            record.key->append(text(longKey - record.key->size()));
        if (m_backlog.shape != nullValues)
            record.value = text(valueBytes());
        std::size_t total = record.key->size() + record.value.value_or("").size();
        for (int i = 0; m_backlog.shape == headers && i < headerCount; ++i) {
            record.headers.emplace_back(fmt::format("header-{}", i), text(headerBytes));
            total += record.headers.back().first.size() + headerBytes;
        }
        return total;
    }

private:
    std::size_t valueBytes()
    {
        if (m_backlog.shape == emptyValues || m_backlog.least == m_backlog.most)
            return m_backlog.shape == emptyValues ? 0 : m_backlog.least;
        const double share = static_cast<double>(m_random() >> 11U) * 0x1p-53;
        const auto least = static_cast<double>(m_backlog.least);
        return static_cast<std::size_t>(least * std::pow(static_cast<double>(m_backlog.most) / least, share));
    }

    /// `size` bytes of which one part is random and the rest the same in all.
    std::string text(std::size_t size)
    {
        std::string bytes(m_filler, 0, size);
        const auto fresh = static_cast<std::size_t>(std::ceil(static_cast<double>(size) / m_backlog.compressible));
        for (std::size_t i = 0; i < std::min(fresh, size); i += sizeof(std::uint64_t)) {
            const std::uint64_t bits = m_random();
            std::memcpy(bytes.data() + i, &bits, std::min(sizeof bits, size - i));
        }
        return bytes;
    }

    const Backlog& m_backlog;
    std::mt19937_64 m_random{1};
    std::string m_filler;
};

} // namespace

std::span<const Backlog> backlogTable() noexcept
{
    return backlogs;
}

core::Result<void> fillBacklog(const KafkaClient& client, const Backlog& backlog)
{
    if (const auto made = client.createTopic(backlog.id, backlog.partitions, {{"max.message.bytes", "4194304"}}); !made) {
        return made;
    }
    RecordSource source(backlog);
    const auto wanted = static_cast<std::size_t>(backlog.mebibytes * 1024 * 1024);
    std::size_t made = 0;
    std::uint64_t id = 0;
    const auto next = [&](TestRecord& record) {
        if (made >= wanted) {
            return false;
        }
        made += source.next(id++, record);
        return true;
    };
    ProduceOptions options;
    options.codec = backlog.codec;
    options.maxBatchBytes = backlog.batch;
    options.lingerMs = 200; // batches fill up to their size
    options.properties = {{"batch.num.messages", "1000000"}};
    return client.produceEach(backlog.id, next, options);
}

std::vector<std::string> demoArguments(const Backlog& backlog, const std::string& group)
{
    const auto size = backlog.least == backlog.most ? fmt::format("fixed:{}", backlog.least) : fmt::format("uniform:{}-{}", backlog.least, backlog.most);
    return {"--topic", backlog.id, "--partitions", std::to_string(backlog.partitions), "--size", size, "--codec", backlog.codec,
            "--compressibility", fmt::format("{}", backlog.compressible), "--batch-bytes", std::to_string(backlog.batch),
            "--headers", backlog.shape == headers ? std::to_string(headerCount) : "0",
            "--messages-per-second", "0", "--group", group};
}

} // namespace headroom::test

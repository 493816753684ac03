// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace headroom::test {

/// One line that the file processor wrote.
struct ConsumedRecord {
    std::string topic;
    int partition = 0;
    std::int64_t offset = 0;
    std::int64_t timestamp = 0;
    std::optional<std::string> key;
    std::optional<std::int64_t> valueBytes; ///< nothing: a null value
};

/// All complete lines of a `--processor file:PATH` file; empty when there is none. Throws on a line that is no JSON.
[[nodiscard]] std::vector<ConsumedRecord> readConsumed(const QString& path);

/// How many lines the file has by now; cheap enough to poll.
[[nodiscard]] std::int64_t countConsumed(const QString& path);

/// Checks that the keys are recordKey(firstId) ... recordKey(firstId + count - 1), each exactly once.
/// Returns what is wrong ("3 missing, first id-..."), empty when all is well.
[[nodiscard]] std::string checkExactlyOnce(const std::vector<ConsumedRecord>& records, std::uint64_t firstId,
                                           std::uint64_t count);

/// The lowest offset of each partition.
[[nodiscard]] std::map<int, std::int64_t> firstOffsets(const std::vector<ConsumedRecord>& records);

} // namespace headroom::test

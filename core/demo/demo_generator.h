// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/demo/demo_broker.h"

namespace headroom::core {

/// One record to be produced. Values and keys are bytes, not always text.
struct DemoRecord {
    std::int64_t id = 0;
    std::optional<std::string> key;   ///< empty: no key
    std::optional<std::string> value; ///< empty: null (a tombstone)
    std::vector<std::pair<std::string, std::string>> headers;

    [[nodiscard]] Bytes bytes() const noexcept;
};

/// The kinds of hostile payload, in the order in which they come.
enum class Poison : std::uint8_t { nullValue, emptyValue, huge, binary, invalidUtf8, bidiAndControl, manyHeaders };
inline constexpr int poisonKinds = 7;

/// How large values are.
struct SizeLaw {
    enum class Kind : std::uint8_t { fixed, uniform, mixed } kind = Kind::mixed;
    Bytes least = 0;
    Bytes most = 0;
};
/// fixed:N, uniform:MIN-MAX (0..900000 bytes) or mixed.
[[nodiscard]] Result<SizeLaw> parseSizeLaw(std::string_view text);

/// Makes records, reproducibly: the same load gives the same sequence on every machine. No broker, no clock.
/// A value is a JSON object with the unique, increasing "id"; it is as long as the size law says, but never shorter
/// than {"id":N}. Thread: one. Holds a few hundred KiB.
class DemoGenerator {
public:
    /// The load must be allowed (checkDemoLoad).
    explicit DemoGenerator(const DemoLoad& load);

    /// The next record, for this partition: its key belongs to the partition. Valid until the next call.
    [[nodiscard]] const DemoRecord& next(std::int32_t partition);
    [[nodiscard]] std::int64_t made() const noexcept { return m_made; }

private:
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return m_random() % bound; }
    [[nodiscard]] double unit();
    [[nodiscard]] std::size_t size();
    void writeOrder(std::string& out, std::size_t size);
    void fill(std::string& out, std::size_t bytes, std::size_t fresh);
    void writeHeaders();
    void poison(Poison kind);

    DemoLoad m_load;
    SizeLaw m_law;
    std::mt19937_64 m_random;
    std::string m_template; ///< what compressible filler repeats
    DemoRecord m_record;
    std::int64_t m_made = 0;
    std::int64_t m_poisoned = 0;
};

/// How many records are due `seconds` after the start: the rate, with its bursts. Pure.
[[nodiscard]] double recordsDue(const DemoLoad& load, double seconds);

} // namespace headroom::core

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/kafka/batch.h"

namespace headroom::test {

/// Makes messages whose bytes it owns, and counts how they come back. A message not given back, or given back twice, is
/// seen in `outstanding()`. Thread: one.
class FakeMessages final : public core::MessageOwner {
public:
    using Text = std::optional<std::string>; ///< nullopt is null
    using Headers = std::vector<std::pair<std::string, Text>>;

    core::Message make(core::Slot slot, core::Offset offset, const Text& value = "value", const Text& key = std::nullopt,
                       Headers headers = {})
    {
        Stored& stored = m_stored.emplace_back(Stored{value.value_or(""), key.value_or(""), std::move(headers), false});
        ++m_made;
        core::Message message;
        message.slot = slot;
        message.offset = offset;
        message.valueIsNull = !value.has_value();
        message.keyIsNull = !key.has_value();
        message.timestampMs = 1'700'000'000'000 + offset;
        message.value = stored.value;
        message.key = stored.key;
        message.handle = &stored;
        return message;
    }
    /// `count` messages of one slot with rising offsets.
    std::vector<core::Message> run(core::Slot slot, core::Offset first, std::size_t count, const std::string& value = "value")
    {
        std::vector<core::Message> messages;
        for (std::size_t index = 0; index < count; ++index) {
            messages.push_back(make(slot, first + static_cast<core::Offset>(index), value));
        }
        return messages;
    }

    void release(std::span<const core::Message> messages) const noexcept override
    {
        ++m_releaseCalls;
        for (const core::Message& message : messages) {
            auto* stored = static_cast<Stored*>(message.handle);
            m_doubleReleases += stored->released ? 1 : 0;
            m_released += stored->released ? 0 : 1;
            stored->released = true;
        }
    }
    void headers(const core::Message& message, std::size_t limit, std::vector<core::HeaderView>& out, std::size_t& total) const override
    {
        ++m_headerReads;
        const Headers& all = static_cast<const Stored*>(message.handle)->headers;
        total = all.size();
        out.clear();
        for (std::size_t index = 0; index < std::min(limit, all.size()); ++index) {
            const Text& value = all[index].second;
            out.push_back({all[index].first, value ? std::string_view(*value) : std::string_view(), !value.has_value()});
        }
    }

    [[nodiscard]] std::size_t released() const noexcept { return m_released; }
    [[nodiscard]] std::size_t outstanding() const noexcept { return m_made - m_released; }
    [[nodiscard]] std::size_t releaseCalls() const noexcept { return m_releaseCalls; }
    [[nodiscard]] std::size_t doubleReleases() const noexcept { return m_doubleReleases; }
    /// How often headers were asked for: a measure of the messages really looked at.
    [[nodiscard]] std::size_t headerReads() const noexcept { return m_headerReads; }

private:
    struct Stored {
        std::string value;
        std::string key;
        Headers headers;
        bool released = false;
    };
    std::deque<Stored> m_stored;
    std::size_t m_made = 0;
    mutable std::size_t m_released = 0;
    mutable std::size_t m_releaseCalls = 0;
    mutable std::size_t m_doubleReleases = 0;
    mutable std::size_t m_headerReads = 0;
};

} // namespace headroom::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace headroom::core {

/// A queue that cannot grow: a full queue is an answer, never a wait, and each refusal is counted.
/// Thread: any. Bound: `capacity` elements.
template <class T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : m_capacity(capacity) {}

    /// False when full; the element is then dropped and counted.
    [[nodiscard]] bool tryPush(T element)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_elements.size() >= m_capacity) {
            ++m_refused;
            return false;
        }
        m_elements.push_back(std::move(element));
        return true;
    }

    /// Takes all that is there, in order; does not wait.
    [[nodiscard]] std::vector<T> takeAll()
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<T> taken(std::make_move_iterator(m_elements.begin()), std::make_move_iterator(m_elements.end()));
        m_elements.clear();
        return taken;
    }

    [[nodiscard]] std::size_t size() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_elements.size();
    }
    [[nodiscard]] std::size_t capacity() const noexcept { return m_capacity; }
    [[nodiscard]] std::uint64_t refused() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_refused;
    }

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::deque<T> m_elements;
    std::uint64_t m_refused = 0;
};

} // namespace headroom::core

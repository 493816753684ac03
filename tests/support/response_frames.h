// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace headroom::test {

/// Cuts the answers of a Kafka broker into frames and, in small ones (metadata, coordinator), replaces the broker's
/// address 127.0.0.1:from by 127.0.0.1:to. Large ones (records) are passed on as they come. Thread: one.
class ResponseFrames {
public:
    static constexpr std::size_t largestHeld = 64 * 1024;

    ResponseFrames(int fromPort, int toPort) : m_from(address(fromPort)), m_to(address(toPort)) {}

    /// Takes the next bytes; returns what may go on.
    [[nodiscard]] std::string pass(std::string_view bytes, const std::function<void(std::string&)>& rewrite = {})
    {
        m_held += bytes;
        std::string out;
        while (m_passThrough > 0 ? !m_held.empty() : m_held.size() >= lengthBytes) {
            if (m_passThrough == 0 && frameSize() > largestHeld)
                m_passThrough = frameSize();
            const std::size_t size = m_passThrough > 0 ? std::min(m_passThrough, m_held.size()) : frameSize();
            if (m_held.size() < size)
                break; // the rest of a small frame is still to come
            std::string piece = m_held.substr(0, size);
            m_held.erase(0, size);
            if (m_passThrough > 0) {
                m_passThrough -= size;
            } else {
                replaceIn(piece);
                if (rewrite)
                    rewrite(piece);
            }
            out += piece;
        }
        return out;
    }

private:
    static constexpr std::size_t lengthBytes = 4;
    static std::string number(std::uint32_t value)
    {
        return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8), static_cast<char>(value)};
    }
    static std::string address(int port) { return "127.0.0.1" + number(static_cast<std::uint32_t>(port)); }
    [[nodiscard]] std::size_t frameSize() const
    {
        std::uint32_t size = 0;
        for (std::size_t i = 0; i < lengthBytes; ++i)
            size = size << 8 | static_cast<unsigned char>(m_held[i]);
        return lengthBytes + size;
    }
    void replaceIn(std::string& frame) const
    {
        for (std::size_t at = frame.find(m_from); at != std::string::npos; at = frame.find(m_from, at + m_to.size()))
            frame.replace(at, m_from.size(), m_to);
    }

    std::string m_from;
    std::string m_to;
    std::string m_held;
    std::size_t m_passThrough = 0; ///< bytes left of a large frame
};

} // namespace headroom::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/records/record_page.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

namespace headroom::core {
namespace {

/// The first `limit` bytes, less an incomplete UTF-8 character at the cut.
std::string_view cutPreview(std::string_view bytes, std::size_t limit)
{
    if (bytes.size() <= limit) {
        return bytes;
    }
    const auto isContinuation = [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) == 0x80U; };
    std::size_t end = limit;
    while (end > 0 && limit - end < 3 && isContinuation(bytes[end])) {
        --end;
    }
    // Only a lead byte justifies cutting before `limit`; other bytes are not UTF-8 anyway.
    const bool lead = static_cast<unsigned char>(bytes[end]) >= 0xC0U;
    return bytes.substr(0, lead ? end : limit);
}

std::uint32_t length32(std::size_t length)
{
    return static_cast<std::uint32_t>(std::min<std::size_t>(length, std::numeric_limits<std::uint32_t>::max()));
}

/// The same bytes in the copy of the arena.
std::string_view rebased(std::string_view view, const char* from, const char* to)
{
    return view.data() == nullptr ? view : std::string_view(to + (view.data() - from), view.size());
}

} // namespace

RecordPage::RecordPage(std::uint64_t number, std::vector<char> arena, std::vector<RecordRow> rows,
                       std::vector<HeaderView> headers, std::shared_ptr<PageBytes> charged, std::uint64_t filter)
    : m_number(number),
      m_filter(filter),
      m_arena(std::move(arena)),
      m_rows(std::move(rows)),
      m_headers(std::move(headers)),
      m_charged(std::move(charged)),
      m_bytes(static_cast<Bytes>(sizeof(RecordPage) + m_arena.capacity() + m_rows.capacity() * sizeof(RecordRow)
                                 + m_headers.capacity() * sizeof(HeaderView)))
{
    m_charged->fetch_add(m_bytes, std::memory_order_relaxed);
}

RecordPage::~RecordPage()
{
    m_charged->fetch_sub(m_bytes, std::memory_order_relaxed);
}

std::span<const HeaderView> RecordPage::headers(const RecordRow& row) const noexcept
{
    return std::span(m_headers).subspan(row.firstHeader, row.keptHeaders);
}

PageBuilder::PageBuilder(std::shared_ptr<PageBytes> charged) : m_charged(std::move(charged)) {}

std::string_view PageBuilder::copy(std::string_view bytes)
{
    const std::size_t begin = m_arena.size();
    m_arena.insert(m_arena.end(), bytes.begin(), bytes.end());
    return {m_arena.data() + begin, bytes.size()};
}

Bytes PageBuilder::used() const noexcept
{
    return static_cast<Bytes>(sizeof(RecordPage) + m_arena.size() + m_rows.size() * sizeof(RecordRow)
                              + m_headers.size() * sizeof(HeaderView));
}

bool PageBuilder::add(const Message& message, const MessageOwner& owner, Bytes previewBytes)
{
    const Bytes preview = std::clamp<Bytes>(previewBytes, 0, maxPreviewBytes);
    constexpr auto rowBytes = static_cast<Bytes>(sizeof(RecordRow) + maxKeptHeaders * sizeof(HeaderView));
    if (used() + preview + rowBytes > maxPageBytes) {
        return false;
    }
    m_arena.reserve(static_cast<std::size_t>(maxPageBytes));
    auto room = static_cast<std::size_t>(preview);

    RecordRow row;
    row.slot = message.slot;
    row.offset = message.offset;
    row.timestampMs = message.timestampMs;
    row.keyIsNull = message.keyIsNull;
    row.valueIsNull = message.valueIsNull;
    row.valueSize = length32(message.value.size());
    row.keySize = length32(message.key.size());
    const std::size_t forKey = std::min(message.key.size(), room / 2); // people look for keys: a large value leaves room for them
    row.value = copy(cutPreview(message.value, room - forKey));
    room -= row.value.size();
    row.key = copy(cutPreview(message.key, room));
    room -= row.key.size();

    std::size_t total = 0;
    m_scratch.clear();
    owner.headers(message, maxKeptHeaders, m_scratch, total);
    row.headerCount = length32(total);
    row.firstHeader = length32(m_headers.size());
    for (const HeaderView& header : m_scratch) {
        const std::size_t size = header.name.size() + header.value.size();
        if (size > room || row.keptHeaders == maxKeptHeaders) {
            break;
        }
        room -= size;
        const std::string_view name = copy(header.name);
        m_headers.push_back({name, copy(header.value), header.valueIsNull});
        ++row.keptHeaders;
    }
    m_rows.push_back(row);
    return true;
}

std::shared_ptr<const RecordPage> PageBuilder::seal(std::uint64_t number, std::uint64_t filter)
{
    std::vector<char> arena(m_arena.begin(), m_arena.end());
    std::vector<RecordRow> rows(m_rows.begin(), m_rows.end());
    std::vector<HeaderView> headers(m_headers.begin(), m_headers.end());
    for (RecordRow& row : rows) {
        row.value = rebased(row.value, m_arena.data(), arena.data());
        row.key = rebased(row.key, m_arena.data(), arena.data());
    }
    for (HeaderView& header : headers) {
        header.name = rebased(header.name, m_arena.data(), arena.data());
        header.value = rebased(header.value, m_arena.data(), arena.data());
    }
    m_arena.clear();
    m_rows.clear();
    m_headers.clear();
    return std::make_shared<const RecordPage>(number, std::move(arena), std::move(rows), std::move(headers), m_charged, filter);
}

} // namespace headroom::core

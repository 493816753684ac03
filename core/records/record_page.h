// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/units.h"
#include "core/kafka/batch.h"

namespace headroom::core {

/// The copied, bounded preview of one record. Views point into the page. Lengths are the record's real ones; what the
/// views hold may be less (settings: view-preview-bytes shared by value, key and headers in this order, half of it kept
/// for the key if it is that long).
struct RecordRow {
    Slot slot = 0;
    Offset offset = 0;
    std::int64_t timestampMs = -1;
    bool keyIsNull = false;
    bool valueIsNull = false;
    std::string_view key;
    std::string_view value;
    std::uint32_t keySize = 0;
    std::uint32_t valueSize = 0;
    std::uint32_t headerCount = 0; ///< all of the record's headers
    std::uint32_t firstHeader = 0; ///< index into the page's kept headers
    std::uint32_t keptHeaders = 0;
};

/// Bytes retained by pages, also by those that only the window still holds. Shared by all pages of a store; atomic
/// because the last owner of a page may be the GUI thread.
using PageBytes = std::atomic<Bytes>;

/// An immutable, sealed page of previews: the unit of copying, accounting and eviction. Thread: any.
/// Bound: PageBuilder::maxPageBytes.
class RecordPage {
public:
    RecordPage(std::uint64_t number, std::vector<char> arena, std::vector<RecordRow> rows, std::vector<HeaderView> headers,
               std::shared_ptr<PageBytes> charged, std::uint64_t filter = 0);
    ~RecordPage();
    RecordPage(const RecordPage&) = delete;
    RecordPage& operator=(const RecordPage&) = delete;

    /// Rises by one per page of a store; gaps never occur.
    [[nodiscard]] std::uint64_t number() const noexcept { return m_number; }
    [[nodiscard]] std::span<const RecordRow> rows() const noexcept { return m_rows; }
    [[nodiscard]] std::span<const HeaderView> headers(const RecordRow& row) const noexcept;
    /// Heap bytes of this page, arena and rows and headers.
    [[nodiscard]] Bytes bytes() const noexcept { return m_bytes; }
    /// The filter (FilterCounts::number) that all of its records passed as a whole; 0: none.
    [[nodiscard]] std::uint64_t filter() const noexcept { return m_filter; }

private:
    std::uint64_t m_number;
    std::uint64_t m_filter;
    std::vector<char> m_arena;
    std::vector<RecordRow> m_rows;
    std::vector<HeaderView> m_headers;
    std::shared_ptr<PageBytes> m_charged;
    Bytes m_bytes;
};

/// Collects previews into an open page. Thread: worker.
class PageBuilder {
public:
    static constexpr Bytes maxPageBytes = 256 * kib;
    /// Headers beyond this many are counted, not kept.
    static constexpr std::size_t maxKeptHeaders = 64;
    /// A larger preview is cut to this, so that one always fits.
    static constexpr Bytes maxPreviewBytes = 64 * kib;

    explicit PageBuilder(std::shared_ptr<PageBytes> charged);

    /// Copies at most previewBytes of value, key and headers; a cut value or key ends with a whole UTF-8 character, the
    /// headers kept are the first ones that fit whole. False when the page is full: seal and add again.
    [[nodiscard]] bool add(const Message& message, const MessageOwner& owner, Bytes previewBytes);
    [[nodiscard]] bool empty() const noexcept { return m_rows.empty(); }
    /// Copies what was added into a page of exactly its size and starts over.
    [[nodiscard]] std::shared_ptr<const RecordPage> seal(std::uint64_t number, std::uint64_t filter = 0);

private:
    [[nodiscard]] std::string_view copy(std::string_view bytes);
    [[nodiscard]] Bytes used() const noexcept;

    std::shared_ptr<PageBytes> m_charged;
    std::vector<char> m_arena; ///< reserved once to its maximum, so that views into it stay valid
    std::vector<RecordRow> m_rows;
    std::vector<HeaderView> m_headers;
    std::vector<HeaderView> m_scratch;
};

} // namespace headroom::core

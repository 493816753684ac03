// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>

#include "core/base/units.h"

namespace headroom::core {

/// How many bytes of one partition its reader has not got to. Bytes are those of the records before compression.
/// Keeps marks (offset -> bytes so far) about every 16 KiB, at most 16,384 of them; what is older counts as read.
/// Thread: one.
class PartitionBacklog {
public:
    /// Handed to the client, not yet on the broker.
    void sent(Bytes bytes) { m_sent += bytes; }
    /// The broker has it, at this offset. Reports come in offset order; a late one only loses precision.
    void stored(Offset offset, Bytes bytes);
    /// It never got there.
    void failed(Bytes bytes) { m_sent -= bytes; }
    /// Bytes sent beyond `next`, the offset of the reader's next record (0 or less: it has read nothing).
    [[nodiscard]] Bytes beyond(Offset next) const;

private:
    struct Mark {
        Offset end;
        Bytes bytes;
    };
    std::deque<Mark> m_marks;
    Bytes m_sent = 0;
    Bytes m_stored = 0;
    Bytes m_lastMark = 0;
};

/// Stored bytes per byte of records, from what the client measured of its batches; careful (1) until it knows better.
class StoredRatio {
public:
    /// `stored` bytes of batches went out since the last call; their records have about `raw` bytes.
    void measured(Bytes stored, Bytes raw);
    [[nodiscard]] double value() const;

private:
    double m_stored = 0;
    double m_raw = 0;
};

} // namespace headroom::core

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "core/log/log_ring.h"
#include "core/session/snapshot.h"
#include "ui/models/cell_roles.h"

namespace headroom::ui {

/// What a row of the event list is: a kind of session event, or a line of the log.
enum class EventRowKind { info, setting, commit, pause, guard, rebalance, trim, error, client, note, log };
inline constexpr int eventRowKinds = 11;
[[nodiscard]] QString eventKindText(EventRowKind kind);

/// Session events and log lines by time, oldest first. Thread: GUI. Bound: maxRows of at most 2 KiB; the oldest go first
/// and are counted.
class EventTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int maxRows = 2000;
    enum Column : int { timeColumn, kindColumn, textColumn, columnTotal };

    explicit EventTableModel(QObject* parent = nullptr);

    /// Adds what is new in a snapshot's events (newest last) and the log; a known one that repeated is updated, and the
    /// log's echo of an event is not shown twice. At most one removal at the front and one insertion at the end.
    /// `log` may be null.
    void apply(const std::vector<core::SessionEvent>& events, const core::LogRing* log);
    void clear();
    [[nodiscard]] std::uint64_t dropped() const noexcept { return m_dropped; }
    [[nodiscard]] EventRowKind kind(int row) const { return m_rows[static_cast<std::size_t>(row)].kind; }
    /// The number of a row's event in the present run; 0 for what has none: log lines, and events of runs before.
    [[nodiscard]] std::uint64_t number(int row) const { return m_rows[static_cast<std::size_t>(row)].number; }
    /// The row of an event of the present run; -1 when it is not kept.
    [[nodiscard]] int rowOf(std::uint64_t number) const;
    /// The whole kept text of a row as safe text; cells show its beginning.
    [[nodiscard]] QString fullText(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        std::uint64_t number = 0; ///< of the event; 0 for log lines and earlier runs
        core::WallTime at{};
        EventRowKind kind = EventRowKind::info;
        int level = 2;            ///< spdlog's, for log lines
        std::string text;
        std::uint32_t repeats = 1;
    };
    using Rows = std::deque<Row>;
    void takeEvents(const std::vector<core::SessionEvent>& events, Rows& fresh);
    void takeLog(const core::LogRing& log, Rows& fresh);
    void updateRepeats(const Row& repeated);
    [[nodiscard]] static bool isEcho(const Row& line, const Row& event);
    [[nodiscard]] Rows::iterator findRecent(const std::function<bool(const Row&)>& wanted);
    void append(Rows fresh);
    [[nodiscard]] static QString kindText(const Row& row);
    [[nodiscard]] static std::string translated(const Row& row);
    [[nodiscard]] static Tone tone(const Row& row);
    [[nodiscard]] static Glyph glyph(const Row& row);

    Rows m_rows;
    std::uint64_t m_lastEvent = 0;
    core::WallTime m_lastEventAt{};
    std::uint64_t m_lastLog = 0;
    std::string m_lastLogText; ///< a line that comes again has a new number and this text
    std::uint64_t m_dropped = 0;
};

} // namespace headroom::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/event_table_model.h"

#include <algorithm>

#include "core/base/display_text.h"
#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"

namespace headroom::ui {

namespace {
constexpr std::size_t maxTextBytes = 2048;
/// An event and its echo in the log are at most a tick apart: no need to look at all rows.
constexpr std::ptrdiff_t recentRows = 256;
constexpr int infoLevel = 2;
constexpr int warningLevel = 3;
constexpr int errorLevel = 4;

EventRowKind rowKind(core::EventKind kind)
{
    return static_cast<EventRowKind>(kind);
}
static_assert(static_cast<int>(EventRowKind::note) == static_cast<int>(core::EventKind::note), "the kinds of both lists agree");

QString withRepeats(const QString& text, std::uint32_t repeats)
{
    return repeats > 1 ? EventTableModel::tr("%1 (x %2)").arg(text, fromUtf8(core::formatCount(repeats))) : text;
}
} // namespace

QString eventKindText(EventRowKind kind)
{
    const QString names[] = {EventTableModel::tr("info"), EventTableModel::tr("setting"), EventTableModel::tr("commit"),
                             EventTableModel::tr("pause"), EventTableModel::tr("guard"), EventTableModel::tr("rebalance"),
                             EventTableModel::tr("trim"), EventTableModel::tr("error"), EventTableModel::tr("client"),
                             EventTableModel::tr("note"), EventTableModel::tr("log")};
    return names[static_cast<int>(kind)];
}

EventTableModel::EventTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void EventTableModel::apply(const std::vector<core::SessionEvent>& events, const core::LogRing* log)
{
    Rows fresh;
    takeEvents(events, fresh);
    if (log != nullptr) {
        takeLog(*log, fresh);
    }
    std::ranges::stable_sort(fresh, {}, &Row::at);
    append(std::move(fresh));
}

void EventTableModel::takeEvents(const std::vector<core::SessionEvent>& events, Rows& fresh)
{
    if (events.empty()) {
        return;
    }
    const auto known = std::ranges::find(events, m_lastEvent, &core::SessionEvent::number);
    // Numbers start again in each run.
    if (events.back().number < m_lastEvent || (known != events.end() && known->at != m_lastEventAt)) {
        m_lastEvent = 0;
        std::ranges::for_each(m_rows, [](Row& row) { row.number = 0; });
    }
    for (const core::SessionEvent& event : events) {
        Row row{event.number, event.at, rowKind(event.kind), 2, event.text.substr(0, maxTextBytes), event.repeats};
        if (event.number <= m_lastEvent) {
            if (event.repeats > 1) {
                updateRepeats(row);
            }
            continue;
        }
        const auto echo = findRecent([&row](const Row& line) { return isEcho(line, row); });
        if (echo == m_rows.end()) {
            fresh.push_back(std::move(row));
        } else {
            *echo = std::move(row); // the log was faster than the snapshot
            const int at = static_cast<int>(echo - m_rows.begin());
            Q_EMIT dataChanged(index(at, 0), index(at, columnTotal - 1));
        }
    }
    m_lastEvent = events.back().number;
    m_lastEventAt = events.back().at;
}

void EventTableModel::takeLog(const core::LogRing& log, Rows& fresh)
{
    for (core::LogLine& line : log.since(m_lastLog)) {
        Row row{0, line.at, EventRowKind::log, line.level, line.text.substr(0, maxTextBytes), line.repeats};
        m_lastLog = line.number;
        const bool again = line.repeats > 1 && line.text == m_lastLogText;
        m_lastLogText = std::move(line.text);
        if (again) {
            updateRepeats(row);
            continue;
        }
        const auto echoed = [&row](const Row& event) { return isEcho(row, event); };
        if (std::ranges::none_of(fresh, echoed) && findRecent(echoed) == m_rows.end()) {
            fresh.push_back(std::move(row));
        }
    }
}

bool EventTableModel::isEcho(const Row& line, const Row& event)
{
    if (line.kind != EventRowKind::log || event.kind == EventRowKind::log) {
        return false;
    }
    std::string_view text = event.text;
    constexpr std::string_view cutMark = "…"; // the event's own text may be cut
    const bool cut = text.ends_with(cutMark);
    if (cut) {
        text.remove_suffix(cutMark.size());
    }
    // The session logs its events as "kind: text", or as the text alone where that or the line's level says the kind.
    const std::string_view kind = core::wordFor(static_cast<core::EventKind>(event.kind));
    const std::string_view echo = line.text;
    const auto same = [&](std::string_view rest) { return cut ? rest.starts_with(text) : rest == text; };
    const bool says = event.kind == EventRowKind::info || (event.kind != EventRowKind::error && text.starts_with(kind));
    const bool bare = (event.kind == EventRowKind::error && line.level == errorLevel) || (says && line.level == infoLevel);
    if (bare && same(echo)) {
        return true;
    }
    return echo.starts_with(kind) && echo.substr(kind.size()).starts_with(": ") && same(echo.substr(kind.size() + 2));
}

EventTableModel::Rows::iterator EventTableModel::findRecent(const std::function<bool(const Row&)>& wanted)
{
    const auto oldest = std::ssize(m_rows) > recentRows ? m_rows.end() - recentRows : m_rows.begin();
    return std::find_if(oldest, m_rows.end(), wanted);
}

void EventTableModel::updateRepeats(const Row& repeated)
{
    const auto same = [&repeated](const Row& row) {
        return row.kind == repeated.kind && row.number == repeated.number && row.text == repeated.text;
    };
    const auto found = std::find_if(m_rows.rbegin(), m_rows.rend(), same);
    if (found == m_rows.rend() || found->repeats == repeated.repeats) {
        return;
    }
    found->repeats = repeated.repeats;
    const int row = static_cast<int>(m_rows.rend() - found) - 1;
    Q_EMIT dataChanged(index(row, textColumn), index(row, textColumn));
}

void EventTableModel::append(Rows fresh)
{
    if (fresh.size() > maxRows) {
        m_dropped += fresh.size() - maxRows;
        fresh.erase(fresh.begin(), fresh.end() - maxRows);
    }
    const int surplus = rowCount() + static_cast<int>(fresh.size()) - maxRows;
    if (surplus > 0) {
        beginRemoveRows({}, 0, surplus - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + surplus);
        m_dropped += static_cast<std::uint64_t>(surplus);
        endRemoveRows();
    }
    if (!fresh.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
        std::ranges::move(fresh, std::back_inserter(m_rows));
        endInsertRows();
    }
}

void EventTableModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_dropped = 0;
    endResetModel();
}

int EventTableModel::rowOf(std::uint64_t number) const
{
    const auto found = number == 0 ? m_rows.end() : std::ranges::find(m_rows, number, &Row::number);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

/// Lines of the log stay as they are: they are looked up in the words in which they were written. So does what the user wrote.
std::string EventTableModel::translated(const Row& row)
{
    return row.kind == EventRowKind::log || row.kind == EventRowKind::note ? row.text : coreUtf8(row.text);
}

QString EventTableModel::fullText(int row) const
{
    const Row& shown = m_rows[static_cast<std::size_t>(row)];
    return withRepeats(fromUtf8(core::displayText(translated(shown), maxTextBytes)), shown.repeats);
}

int EventTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

QString EventTableModel::kindText(const Row& row)
{
    if (row.kind != EventRowKind::log) {
        return eventKindText(row.kind);
    }
    const QString levels[] = {tr("log: trace"), tr("log: debug"), tr("log: info"), tr("log: warning"), tr("log: error"), tr("log: critical")};
    return levels[std::clamp(row.level, 0, 5)];
}

Tone EventTableModel::tone(const Row& row)
{
    if (row.kind == EventRowKind::log) {
        return row.level >= errorLevel ? Tone::error : row.level == warningLevel ? Tone::adapt : Tone::dim;
    }
    static constexpr Tone tones[] = {Tone::info, Tone::adapt, Tone::ok, Tone::risk, Tone::risk, Tone::info, Tone::info, Tone::error, Tone::dim, Tone::info};
    static_assert(std::size(tones) + 1 == eventRowKinds);
    return tones[static_cast<int>(row.kind)];
}

Glyph EventTableModel::glyph(const Row& row)
{
    if (row.kind == EventRowKind::error || (row.kind == EventRowKind::log && row.level >= errorLevel)) {
        return Glyph::error;
    }
    if (row.kind == EventRowKind::log) {
        return row.level == warningLevel ? Glyph::warning : Glyph::none;
    }
    if (row.kind == EventRowKind::guard) {
        return Glyph::guard;
    }
    return row.kind == EventRowKind::commit ? Glyph::ok : Glyph::none;
}

QVariant EventTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return column == timeColumn ? fromUtf8(core::formatClock(row.at))
             : column == kindColumn ? kindText(row)
                                    : withRepeats(cellText(translated(row)), row.repeats);
    case SortRole:
        return column == timeColumn ? QVariant::fromValue<qint64>(row.at.time_since_epoch().count())
             : column == kindColumn ? QVariant(static_cast<int>(row.kind))
                                    : QVariant(cellText(row.text));
    case ToneRole:
        return QVariant::fromValue(column == kindColumn ? tone(row) : Tone::normal);
    case GlyphRole:
        return column == kindColumn ? QVariant::fromValue(glyph(row)) : QVariant();
    default:
        return {};
    }
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnTotal) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        const QString names[] = {tr("Time"), tr("Kind"), tr("What happened")};
        return names[section];
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    }
    return {};
}

} // namespace headroom::ui

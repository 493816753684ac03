// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/export_rows.h"

#include "ui/models/record_filter_model.h"
#include "ui/models/record_table_model.h"

namespace headroom::ui {

namespace {

constexpr core::Slot maxSlots = 100'000; ///< beyond any real assignment: a broken slot must not become an allocation

std::vector<core::TopicPartition> namesOf(const std::vector<core::PartitionRow>& partitions)
{
    std::vector<core::TopicPartition> names;
    for (const core::PartitionRow& row : partitions) {
        if (row.slot < 0 || row.slot >= maxSlots) {
            continue;
        }
        const auto slot = static_cast<std::size_t>(row.slot);
        names.resize(std::max(names.size(), slot + 1), {std::string(), -1});
        names[slot] = {row.topic, row.partition};
    }
    return names;
}

void addRow(ExportRows& rows, const RecordTableModel::Record& record)
{
    if (rows.pages.empty() || rows.pages.back() != record.page) {
        rows.pages.push_back(record.page);
    }
    rows.places.push_back({static_cast<std::uint32_t>(rows.pages.size() - 1), static_cast<std::uint32_t>(record.row - record.page->rows().data())});
}

} // namespace

std::shared_ptr<const ExportRows> keptRows(const RecordTableModel& records, const std::vector<core::PartitionRow>& partitions)
{
    const auto rows = std::make_shared<ExportRows>();
    rows->names = namesOf(partitions);
    rows->places.reserve(static_cast<std::size_t>(records.rowCount()));
    for (RecordId id = records.firstId(); id < records.endId(); ++id) {
        addRow(*rows, records.record(id));
    }
    return rows;
}

std::shared_ptr<const ExportRows> shownRows(const RecordTableModel& records, const RecordFilterModel& shown,
                                            const std::vector<core::PartitionRow>& partitions)
{
    const auto rows = std::make_shared<ExportRows>();
    rows->names = namesOf(partitions);
    rows->places.reserve(static_cast<std::size_t>(shown.rowCount()));
    for (int row = 0; row < shown.rowCount(); ++row) {
        addRow(*rows, records.record(shown.idAt(row)));
    }
    return rows;
}

std::shared_ptr<const ExportRows> lastRows(std::shared_ptr<const ExportRows> rows, std::size_t most)
{
    if (most == 0 || rows->places.size() <= most) {
        return rows;
    }
    auto last = std::make_shared<ExportRows>();
    last->pages = rows->pages;
    last->names = rows->names;
    last->places.assign(rows->places.end() - static_cast<std::ptrdiff_t>(most), rows->places.end());
    return last;
}

core::ExportSource sourceOf(std::shared_ptr<const ExportRows> rows)
{
    return [rows = std::move(rows), next = std::size_t{0}]() mutable -> std::optional<core::ExportRecord> {
        if (next == rows->places.size()) {
            return std::nullopt;
        }
        const ExportRows::Place place = rows->places[next++];
        const core::RecordPage& page = *rows->pages[place.page];
        const core::RecordRow& row = page.rows()[place.row];
        core::ExportRecord record;
        if (row.slot >= 0 && static_cast<std::size_t>(row.slot) < rows->names.size()) {
            const core::TopicPartition& name = rows->names[static_cast<std::size_t>(row.slot)];
            record.topic = name.topic;
            record.partition = name.partition;
        } else {
            record.partition = -1;
        }
        record.row = &row;
        record.headers = page.headers(row);
        return record;
    };
}

} // namespace headroom::ui

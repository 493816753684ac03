// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/message_copy.h"

#include <algorithm>
#include <variant>

#include <QHeaderView>
#include <QStringList>
#include <QTableView>

#include "core/export/record_format.h"
#include "core/settings/security.h"
#include "core/settings/setting_codec.h"
#include "ui/models/cell_text.h"

namespace headroom::ui {

namespace {

/// For a POSIX shell: in single quotes unless it is plain anyway.
QString quoted(const QString& text)
{
    const auto isPlain = [](QChar one) { return one.isLetterOrNumber() || QStringLiteral("-_.,:/=@").contains(one); };
    if (!text.isEmpty() && std::ranges::all_of(text, isPlain)) {
        return text;
    }
    QString inside = text;
    return QLatin1Char('\'') + inside.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

bool isConnection(const core::SettingSpec& row)
{
    return row.clientProperty.starts_with("ssl.") || row.clientProperty.starts_with("sasl.") || row.clientProperty == "security.protocol";
}

/// -X for each property of the login and of TLS that is not at its default.
QStringList securityOptions(const core::Settings& settings)
{
    QStringList options;
    if (!core::usesLogin(settings) && !core::usesTls(settings)) {
        return options;
    }
    const core::Settings defaults;
    for (const core::SettingSpec& row : core::settingTable()) {
        const bool login = row.clientProperty.starts_with("sasl.");
        if (!isConnection(row) || (login && !core::usesLogin(settings))) {
            continue;
        }
        const QString name = fromUtf8(row.clientProperty);
        if (std::holds_alternative<core::SecretField>(row.field)) {
            if (!(settings.*std::get<core::SecretField>(row.field).member).empty()) {
                QString variable = name.toUpper();
                options << QStringLiteral("-X") << QStringLiteral("%1=\"$%2\"").arg(name, variable.replace(QLatin1Char('.'), QLatin1Char('_')));
            }
        } else if (core::settingText(settings, row) != core::settingText(defaults, row)) {
            options << QStringLiteral("-X") << quoted(name + QLatin1Char('=') + QString::fromStdString(core::settingText(settings, row)));
        }
    }
    return options;
}

} // namespace

QString rowAsText(const QTableView& table, int row)
{
    QStringList cells;
    for (int place = 0; place < table.horizontalHeader()->count(); ++place) {
        const int column = table.horizontalHeader()->logicalIndex(place);
        if (!table.isColumnHidden(column)) {
            cells << table.model()->index(row, column).data().toString();
        }
    }
    return cells.join(QLatin1Char('\t'));
}

QString recordAsJson(const RecordTableModel::Record& record, const RecordPlace& place)
{
    core::ExportRecord exported;
    exported.topic = place.partition.topic;
    exported.partition = place.partition.partition;
    exported.row = record.row;
    exported.headers = record.page->headers(*record.row);
    std::string line;
    core::findRecordFormat("ndjson")->append(line, exported, {});
    return fromUtf8(line).trimmed();
}

QString kcatCommand(const core::Settings& settings, const RecordPlace& place)
{
    QStringList words{QStringLiteral("kcat"), QStringLiteral("-C"), QStringLiteral("-b"), quoted(QString::fromStdString(settings.bootstrapServers))};
    words << securityOptions(settings);
    words << QStringLiteral("-t") << quoted(QString::fromStdString(place.partition.topic)) << QStringLiteral("-p")
          << QString::number(place.partition.partition) << QStringLiteral("-o") << QString::number(place.offset) << QStringLiteral("-c")
          << QStringLiteral("1") << QStringLiteral("-e");
    return words.join(QLatin1Char(' '));
}

} // namespace headroom::ui

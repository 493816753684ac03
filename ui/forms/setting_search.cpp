// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_search.h"

#include <QStringList>

namespace headroom::ui {

QString searchText(QString text)
{
    return text.toLower().replace(QLatin1Char('_'), QLatin1Char('.')).replace(QLatin1Char('-'), QLatin1Char('.'));
}

QString settingHaystack(const core::SettingSpec& row)
{
    QStringList words;
    for (const std::string_view part : {row.id, row.label, row.help, row.clientProperty, row.javaName, row.kafkaPythonName}) {
        words << QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size()));
    }
    return searchText(words.join(QLatin1Char(' ')));
}

} // namespace headroom::ui

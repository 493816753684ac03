// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_search.h"

#include <QStringList>

#include "ui/language/language.h"

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
    words << coreText(row.label) << coreText(row.help); // and what is shown of them
    return searchText(words.join(QLatin1Char(' ')));
}

} // namespace headroom::ui

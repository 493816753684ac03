// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_names.h"

#include <QCoreApplication>
#include <QStringList>
#include <QTextDocument>

namespace headroom::ui {

namespace {

struct SettingNames {
    Q_DECLARE_TR_FUNCTIONS(headroom::ui::SettingNames)
};

} // namespace

QString namesElsewhere(const core::SettingSpec& row)
{
    if (row.clientProperty.empty() && row.javaName.empty() && row.kafkaPythonName.empty()) {
        return SettingNames::tr("a setting of Headroom; your own loop in other clients");
    }
    const std::pair<const char*, std::string_view> clients[] = {
        {"kafka-python", row.kafkaPythonName}, {"Java", row.javaName}, {"librdkafka", row.clientProperty}};
    QStringList names;
    for (const auto& [client, name] : clients) {
        names << QLatin1String(client) + QStringLiteral(": ")
                     + (name.empty() ? SettingNames::tr("none") : QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
    }
    return names.join(QStringLiteral(" · "));
}

QString settingToolTip(const core::SettingSpec& row, bool isDefault, const QString& defaultText)
{
    const QString shown = defaultText.isEmpty() ? SettingNames::tr("empty") : defaultText;
    const QString help = QString::fromUtf8(row.help.data(), static_cast<qsizetype>(row.help.size()));
    return Qt::convertFromPlainText(help + QLatin1Char('\n') + namesElsewhere(row) + QLatin1Char('\n')
                                    + (isDefault ? SettingNames::tr("(default)") : SettingNames::tr("default: %1").arg(shown)),
                                    Qt::WhiteSpaceNormal);
}

} // namespace headroom::ui

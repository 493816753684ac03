// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_effective.h"

#include <QCoreApplication>

#include "core/settings/setting_codec.h"

namespace headroom::ui {

namespace {

struct SettingEffective {
    Q_DECLARE_TR_FUNCTIONS(headroom::ui::SettingEffective)
};

/// The worker's own settings tell its hand from the client's.
QString whyDifferent(const core::SettingSpec& row, const core::Settings& inForce, const core::Settings* inUse, const std::string& text)
{
    const bool ours = inUse != nullptr && core::settingText(*inUse, row) == text;
    const auto* number = std::get_if<core::IntField>(&row.field);
    if (ours && number != nullptr && inUse->*number->member < inForce.*number->member) {
        return SettingEffective::tr("held lower by the guard or the container's limit; the events say when");
    }
    if (ours) {
        return SettingEffective::tr("the run was begun with it");
    }
    return row.id == "fetch-max-bytes" ? SettingEffective::tr("the client raised it to the largest message that may come (message.max.bytes)")
                                       : SettingEffective::tr("the client changed it by itself");
}

} // namespace

EffectiveValue effectiveValue(const core::SettingSpec& row, const core::Settings& inForce, const core::Settings* inUse,
                              const std::function<std::string(std::string_view)>& client)
{
    std::string text = !row.clientProperty.empty() && client ? client(row.clientProperty) : std::string();
    if (text.empty() && inUse != nullptr) {
        text = core::settingText(*inUse, row); // our own loop, or the client does not tell
    }
    if (text.empty()) {
        return {QStringLiteral("–"), {}};
    }
    core::Settings scratch;
    if (core::parseSetting(scratch, row, text)) {
        text = core::settingText(scratch, row); // in the unit of the value beside it
    }
    const bool names = std::holds_alternative<core::TextField>(row.field); // "demo" and its address are the same
    const bool differs = !names && text != core::settingText(inForce, row);
    return {QString::fromStdString(text), differs ? whyDifferent(row, inForce, inUse, text) : QString()};
}

} // namespace headroom::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_edits.h"

#include <algorithm>

#include "core/settings/setting_codec.h"

namespace headroom::ui {

SettingEdits::SettingEdits(core::SettingRows rows) : m_rows(rows), m_typed(rows.size()) {}

void SettingEdits::setInForce(const core::Settings& settings)
{
    m_inForce = settings;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_typed[row].text && m_typed[row].refusal.empty()) {
            type(row, std::string(*m_typed[row].text)); // an edit that is now in force is no edit any more
        }
    }
}

core::Result<void> SettingEdits::type(std::size_t row, std::string_view text)
{
    Typed& typed = m_typed.at(row);
    core::Settings scratch = m_inForce;
    const core::Result<void> parsed = core::parseSetting(scratch, m_rows[row], text);
    typed.refusal = parsed ? std::string() : parsed.error().message;
    if (parsed && core::sameSetting(scratch, m_inForce, m_rows[row])) {
        forget(row);
    } else {
        typed.text = std::string(text);
    }
    return parsed;
}

std::string SettingEdits::defaultText(std::size_t row) const
{
    return core::settingText(m_defaults, m_rows[row]);
}

void SettingEdits::revertAll()
{
    for (std::size_t row = 0; row < m_typed.size(); ++row) {
        forget(row);
    }
}

void SettingEdits::forget(std::size_t row)
{
    Typed& typed = m_typed.at(row);
    if (typed.text && core::isSecret(m_rows[row])) {
        core::wipe(*typed.text);
    }
    typed = {};
}

std::string SettingEdits::text(std::size_t row) const
{
    return m_typed.at(row).text.value_or(inForceText(row));
}

std::string SettingEdits::inForceText(std::size_t row) const
{
    return core::settingText(m_inForce, m_rows[row]);
}

bool SettingEdits::changed(std::size_t row) const
{
    return m_typed.at(row).text.has_value();
}

std::size_t SettingEdits::changedCount() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_typed, [](const Typed& typed) { return typed.text.has_value(); }));
}

core::Settings SettingEdits::merged() const
{
    core::Settings settings = m_inForce;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_typed[row].text && m_typed[row].refusal.empty()) {
            (void)core::parseSetting(settings, m_rows[row], *m_typed[row].text); // was accepted when it was typed
        }
    }
    return settings;
}

core::Result<core::Settings> SettingEdits::edited() const
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (!m_typed[row].refusal.empty()) {
            return core::fail(core::ErrorCode::invalidSetting, m_typed[row].refusal, std::string(m_rows[row].id));
        }
    }
    core::Settings settings = merged();
    if (const auto valid = core::validateSettings(settings); !valid) {
        return tl::unexpected<core::Error>(valid.error());
    }
    return settings;
}

bool SettingEdits::needsReconnect() const
{
    return core::needsReconnect(m_rows, m_inForce, merged());
}

} // namespace headroom::ui

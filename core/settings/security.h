// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/base/redactor.h"
#include "core/base/result.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

[[nodiscard]] bool usesTls(const Settings& settings) noexcept;
[[nodiscard]] bool usesLogin(const Settings& settings) noexcept;

/// The rules between the settings of login and encryption. Touches no file. Part of validateSettings.
[[nodiscard]] Result<void> checkSecurity(const Settings& settings);

/// The files that the client will be told to read: regular, not empty, at most 1 MiB. Reads from the disk, which may be a
/// slow one: not on the thread of the window. The message names setting, path and what to do.
[[nodiscard]] Result<void> checkSecurityFiles(const Settings& settings);

/// What is allowed and unwise, in one sentence: a password in the clear over a network. Empty when there is nothing to say.
[[nodiscard]] std::string securityWarning(const Settings& settings);

/// The secrets these settings need and do not hold, as rows of the table: sasl-password, and ssl-key-password when the key is
/// encrypted, which only its file tells: with `lookIntoFiles` false nothing is read from the disk.
[[nodiscard]] std::vector<const SettingSpec*> missingSecrets(SettingRows rows, const Settings& settings, bool lookIntoFiles = true);

/// Whose secret it is: row, brokers, protocol and user in one text. The same secret is never used under another name.
[[nodiscard]] std::string secretOwner(const Settings& settings, const SettingSpec& row);

/// For the question: "Password of alice at broker:9093 (SCRAM-SHA-256)".
[[nodiscard]] std::string secretQuestion(const Settings& settings, const SettingSpec& row);

/// Takes out of `to` each secret that it has from `from` and that belongs to another owner there, so that it is asked for
/// again: a changed broker must not get the password of the old one.
void dropForeignSecrets(SettingRows rows, const Settings& from, Settings& to);

/// Tells the redactor the secrets of these settings.
void addSecrets(SettingRows rows, const Settings& settings, Redactor& redactor);

} // namespace headroom::core

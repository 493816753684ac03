// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <QStringList>

class QCoreApplication;

namespace headroom::ui {

/// A language of the window. A further one: its row in language.cpp, its .ts files, its guide.
struct LanguageSpec {
    const char* code;    ///< of the switch --language, of QSettings and of the .ts files
    const char* ownName; ///< in its own words, so that it is found by those who need it
};

/// English first: it is the language of the sources, and of systems that speak none of these.
[[nodiscard]] std::span<const LanguageSpec> languages() noexcept;

/// The code that stands for "as the system": what is not kept or not given.
inline constexpr const char* systemLanguage = "system";

/// True for "system" and for the code of a language.
[[nodiscard]] bool isLanguage(const QString& code);
/// The code of the language that `code` comes down to: itself, or for "system" the first language of `preferred` that
/// there is, as QLocale::uiLanguages names them.
[[nodiscard]] QString resolvedLanguage(const QString& code, const QStringList& preferred);
/// Speaks this language ("system" or a code) from now on; texts made before stay as they are. Thread: GUI.
void useLanguage(QCoreApplication& application, const QString& code);

/// What the core says, in the language of the window: a label, a help text, or a whole composed message. As it is where
/// there is no translation of it.
[[nodiscard]] QString coreText(std::string_view english);
/// The same as UTF-8, and byte for byte what came in where there is no translation: for those who mark what is no text.
[[nodiscard]] std::string coreUtf8(const std::string& english);

/// A label without its mark for the keyboard: "&File" and "文件(&F)" are "File" and "文件".
[[nodiscard]] QString withoutMnemonic(QString label);

/// A count for the choice of the plural form, whatever its size: tr("%1 rows", nullptr, pluralOf(n)).arg(text of n).
[[nodiscard]] int pluralOf(std::int64_t count) noexcept;

} // namespace headroom::ui

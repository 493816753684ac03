// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language/language.h"

#include <algorithm>
#include <array>
#include <limits>

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QTranslator>

#include "ui/language/core_translator.h"

namespace headroom::ui {

namespace {

constexpr std::array specs{LanguageSpec{"en", "English"}, LanguageSpec{"zh_CN", "简体中文"}};

/// The translators are children of the application of this name, so that the next language finds and ends them.
const QString translatorName = QStringLiteral("headroomTranslator");

void install(QCoreApplication& application, QTranslator* translator, bool loaded)
{
    translator->setParent(&application);
    translator->setObjectName(translatorName);
    if (loaded) {
        QCoreApplication::installTranslator(translator);
    }
}

} // namespace

std::span<const LanguageSpec> languages() noexcept
{
    return specs;
}

bool isLanguage(const QString& code)
{
    return code == QLatin1String(systemLanguage)
        || std::ranges::any_of(specs, [&code](const LanguageSpec& spec) { return code == QLatin1String(spec.code); });
}

QString resolvedLanguage(const QString& code, const QStringList& preferred)
{
    if (code != QLatin1String(systemLanguage) && isLanguage(code)) {
        return code;
    }
    for (const QString& wanted : preferred) {
        const QLocale locale(wanted);
        for (const LanguageSpec& spec : specs) {
            const QLocale ours(QString::fromLatin1(spec.code));
            if (locale.language() == ours.language() && locale.script() == ours.script()) {
                return QString::fromLatin1(spec.code);
            }
        }
    }
    return QString::fromLatin1(specs.front().code);
}

void useLanguage(QCoreApplication& application, const QString& code)
{
    qDeleteAll(application.findChildren<QTranslator*>(translatorName, Qt::FindDirectChildrenOnly));
    const QString language = resolvedLanguage(code, QLocale::system().uiLanguages());
    const QString folder = QStringLiteral(":/translations");
    auto* ofQt = new QTranslator; // the standard buttons; where Qt's own translations are not installed they stay English
    install(application, ofQt, ofQt->load(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)));
    auto* ofCore = new CoreTranslator;
    install(application, ofCore, ofCore->read(folder + QStringLiteral("/core_%1.ts").arg(language)));
    auto* ofWindow = new QTranslator;
    install(application, ofWindow, ofWindow->load(QStringLiteral("headroom_") + language, folder));
}

QString coreText(std::string_view english)
{
    const std::string ended(english);
    return english.find('\0') == std::string_view::npos ? QCoreApplication::translate(CoreTranslator::context, ended.c_str()) : QString::fromStdString(ended);
}

std::string coreUtf8(const std::string& english)
{
    const QString translated = coreText(english);
    return translated == QString::fromStdString(english) ? english : translated.toStdString();
}

QString withoutMnemonic(QString label)
{
    static const QRegularExpression behind(QStringLiteral("\\s*\\(&.\\)"));
    return label.remove(behind).remove(QLatin1Char('&'));
}

int pluralOf(std::int64_t count) noexcept
{
    return static_cast<int>(std::clamp<std::int64_t>(count, 0, std::numeric_limits<int>::max()));
}

} // namespace headroom::ui

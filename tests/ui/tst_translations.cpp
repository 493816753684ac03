// SPDX-License-Identifier: GPL-3.0-or-later
// The .ts files hold every text that there is, and every translation fits its text.
#include <QtTest>

#include <set>

#include "headroom_paths.h"
#include "tests/ui/ts_file.h"
#include "ui/language/core_words.h"
#include "ui/language/language.h"

using namespace headroom;
using headroom::test::readTs;
using headroom::test::TsMessage;

namespace {

QString tsPath(const char* file) { return QStringLiteral(HEADROOM_SOURCE_DIR "/resources/translations/") + QLatin1String(file); }

/// What fills a place in one of the two notations: %1 and %n of Qt, {} and {0} of fmt.
std::multiset<QString> placesOf(const QString& text, const QRegularExpression& place)
{
    std::multiset<QString> places;
    int counted = 0;
    for (auto it = place.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const bool numbered = match.lastCapturedIndex() > 0 && !match.captured(1).isEmpty();
        places.insert(numbered ? match.captured(1) : match.lastCapturedIndex() > 0 ? QString::number(counted++) : match.captured());
    }
    return places;
}

std::multiset<QString> qtPlaces(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("%L?[0-9n]+"));
    return placesOf(text, place);
}

std::set<QString> fmtPlaces(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("\\{([0-9]*)(?::[^{}]*)?\\}"));
    const auto all = placesOf(text, place);
    return {all.begin(), all.end()};
}

QChar mnemonicOf(const QString& text)
{
    static const QRegularExpression mnemonic(QStringLiteral("&([A-Za-z])"));
    const auto match = mnemonic.match(text);
    return match.hasMatch() ? match.captured(1).at(0).toUpper() : QChar();
}

std::set<QString> namesOf(const QList<TsMessage>& messages)
{
    std::set<QString> names;
    for (const TsMessage& message : messages) {
        names.insert(message.name());
    }
    return names;
}

QStringList missing(const std::set<QString>& wanted, const std::set<QString>& held)
{
    QStringList lacking;
    for (const QString& name : wanted) {
        if (held.count(name) == 0) {
            lacking << name;
        }
    }
    return lacking;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingIsFinished_data();
    void everythingIsFinished();
    void placesMatch_data();
    void placesMatch();
    void labelsKeepTheirKeys();
    void textsOfTheWindowAreThere_data();
    void textsOfTheWindowAreThere();
    void wordsOfTheCoreAreThere();
};

void TestTranslations::everythingIsFinished_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("least");
    QTest::newRow("window") << tsPath("headroom_zh_CN.ts") << 500;
    QTest::newRow("plurals of English") << tsPath("headroom_en.ts") << 10;
    QTest::newRow("core") << tsPath("core_zh_CN.ts") << 200;
}

void TestTranslations::everythingIsFinished()
{
    QFETCH(QString, path);
    QFETCH(int, least);
    const auto messages = readTs(path);
    QVERIFY2(messages.size() > least, qPrintable(QString::number(messages.size())));
    for (const TsMessage& message : messages) {
        QVERIFY2(message.finished && !message.forms.isEmpty(), qPrintable(QStringLiteral("not translated: ") + message.name()));
        for (const QString& form : message.forms) {
            QVERIFY2(!form.isEmpty(), qPrintable(message.name()));
        }
    }
}

void TestTranslations::placesMatch_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("window") << tsPath("headroom_zh_CN.ts");
    QTest::newRow("plurals of English") << tsPath("headroom_en.ts");
    QTest::newRow("core") << tsPath("core_zh_CN.ts");
}

void TestTranslations::placesMatch()
{
    QFETCH(QString, path);
    for (const TsMessage& message : readTs(path)) {
        for (const QString& form : message.forms) {
            const QByteArray said = (message.name() + QStringLiteral(" -> ") + form).toUtf8();
            if (message.context == QStringLiteral("core")) {
                QVERIFY2(fmtPlaces(form) == fmtPlaces(message.source), said.constData());
            } else {
                QVERIFY2(qtPlaces(form) == qtPlaces(message.source), said.constData());
            }
        }
    }
}

void TestTranslations::labelsKeepTheirKeys()
{
    int labels = 0;
    for (const TsMessage& message : readTs(tsPath("headroom_zh_CN.ts"))) {
        const QChar key = mnemonicOf(message.source);
        QVERIFY2(mnemonicOf(message.forms.value(0)) == key, qPrintable(message.name() + QStringLiteral(" -> ") + message.forms.value(0)));
        labels += key.isNull() ? 0 : 1;
    }
    QVERIFY(labels > 30);
}

void TestTranslations::textsOfTheWindowAreThere_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("Chinese") << QStringLiteral("headroom_zh_CN.ts") << QStringList();
    QTest::newRow("plurals of English") << QStringLiteral("headroom_en.ts") << QStringList{QStringLiteral("-pluralonly")};
}

/// What lupdate finds now, against what is kept. A class without Q_OBJECT would ask for its texts under another name.
void TestTranslations::textsOfTheWindowAreThere()
{
    QFETCH(QString, file);
    QFETCH(QStringList, options);
    const QTemporaryDir dir;
    const QString found = dir.filePath(file);
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(HEADROOM_SOURCE_DIR));
    lupdate.setProcessChannelMode(QProcess::MergedChannels);
    lupdate.start(qEnvironmentVariable("HEADROOM_LUPDATE"), QStringList{QStringLiteral("-locations"), QStringLiteral("none")} + options
                                                                + QStringList{QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("-ts"), found});
    QVERIFY2(lupdate.waitForFinished(60000) && lupdate.exitCode() == 0, qPrintable(lupdate.errorString()));
    const QByteArray said = lupdate.readAll();
    QVERIFY2(!said.contains("lacks Q_OBJECT"), said.constData());
    const auto now = namesOf(readTs(found));
    const auto kept = namesOf(readTs(tsPath(qPrintable(file))));
    QVERIFY(!now.empty());
    const QStringList lacking = missing(now, kept);
    QVERIFY2(lacking.isEmpty(), qPrintable(QStringLiteral("build the target translations-update and translate:\n") + lacking.join(QLatin1Char('\n'))));
    const QStringList gone = missing(kept, now);
    QVERIFY2(gone.isEmpty(), qPrintable(QStringLiteral("build the target translations-update, these are gone:\n") + gone.join(QLatin1Char('\n'))));
}

void TestTranslations::wordsOfTheCoreAreThere()
{
    std::set<QString> kept;
    for (const TsMessage& message : readTs(tsPath("core_zh_CN.ts"))) {
        kept.insert(message.source);
    }
    const QStringList words = ui::coreWords(QStringLiteral(HEADROOM_SOURCE_DIR "/core"));
    const std::set<QString> now(words.begin(), words.end());
    const QStringList lacking = missing(now, kept);
    QVERIFY2(lacking.isEmpty(), qPrintable(QStringLiteral("build the target translations-update and translate:\n") + lacking.join(QLatin1Char('\n'))));
    const QStringList gone = missing(kept, now);
    QVERIFY2(gone.isEmpty(), qPrintable(QStringLiteral("build the target translations-update, these are gone:\n") + gone.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"

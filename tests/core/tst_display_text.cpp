// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QStringDecoder>
#include <QTest>

#include <random>
#include <string>

#include "core/base/display_text.h"
#include "tests/support/instrumented.h"

using namespace headroom::core;
using headroom::test::slowdown;

class DisplayTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shows_data();
    void shows();
    void marksEveryInvisibleCharacter_data();
    void marksEveryInvisibleCharacter();
    void keepsScripts_data();
    void keepsScripts();
    void allBytesAreShown();
    void randomBytesAreSafe();
    void limits_data();
    void limits();
    void combiningMarksAreBounded();
    void timeDoesNotFollowThePayload_data();
    void timeDoesNotFollowThePayload();
    void boundInBytes();
};

namespace {

QByteArray shown(const QByteArray& bytes, std::size_t maxCharacters = 1000, LineBreaks lineBreaks = LineBreaks::mark)
{
    return QByteArray::fromStdString(displayText({bytes.constData(), static_cast<std::size_t>(bytes.size())}, maxCharacters, lineBreaks));
}

bool isUtf8(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return !decoder.hasError() && !text.contains(QChar(QChar::ReplacementCharacter));
}

qsizetype characters(const QByteArray& utf8)
{
    return QString::fromUtf8(utf8).toUcs4().size();
}

/// No control, no invisible or direction-changing character is left; `lineBreaks` allows line feed and tab.
bool isSafe(const QByteArray& utf8, LineBreaks lineBreaks = LineBreaks::mark)
{
    for (const char32_t one : QString::fromUtf8(utf8).toStdU32String()) {
        const bool allowed = lineBreaks == LineBreaks::keep && (one == U'\n' || one == U'\t');
        const bool control = one < 0x20 || (one >= 0x7F && one < 0xA0);
        const bool hidden = (one >= 0x200B && one <= 0x200F) || (one >= 0x2028 && one <= 0x202E)
            || (one >= 0x2060 && one <= 0x206F) || one == 0x61C || one == 0xAD || one == 0xFEFF || (one & 0xFFFE) == 0xFFFE;
        if ((control && !allowed) || hidden) {
            return false;
        }
    }
    return true;
}

} // namespace

void DisplayTextTest::shows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("") << QByteArray("");
    QTest::newRow("null") << QByteArray() << QByteArray("");
    QTest::newRow("one byte") << QByteArray("a") << QByteArray("a");
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray("a\u2400b");
    QTest::newRow("line feed and tab") << QByteArray("a\n\tb") << QByteArray("a\u240A\u2409b");
    QTest::newRow("carriage return only") << QByteArray("secret\rshown") << QByteArray("secret\u240Dshown");
    QTest::newRow("BEL and DEL") << QByteArray("\x07\x7F") << QByteArray("\u2407\u2421");
    QTest::newRow("CSI") << QByteArray("\x1B[31mred") << QByteArray("\u241B[31mred");
    QTest::newRow("OSC 52") << QByteArray("\x1B]52;c;AAAA\x07") << QByteArray("\u241B]52;c;AAAA\u2407");
    QTest::newRow("C1 as UTF-8") << QByteArray("\xC2\x9B") << QByteArray("\u27E8U+009B\u27E9");
    QTest::newRow("C1 as a byte") << QByteArray("\x9B") << QByteArray("\\x9B");
    QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << QByteArray("\\xC0\\xAF");
    QTest::newRow("overlong, three bytes") << QByteArray("\xE0\x80\xAF") << QByteArray("\\xE0\\x80\\xAF");
    QTest::newRow("overlong, four bytes") << QByteArray("\xF0\x80\x80\xAF") << QByteArray("\\xF0\\x80\\x80\\xAF");
    QTest::newRow("lone high surrogate") << QByteArray("\xED\xA0\x80") << QByteArray("\\xED\\xA0\\x80");
    QTest::newRow("surrogate pair") << QByteArray("\xED\xA0\xBD\xED\xB8\x80") << QByteArray("\\xED\\xA0\\xBD\\xED\\xB8\\x80");
    QTest::newRow("above U+10FFFF") << QByteArray("\xF4\x90\x80\x80") << QByteArray("\\xF4\\x90\\x80\\x80");
    QTest::newRow("cut short") << QByteArray("a\xE2\x82") << QByteArray("a\\xE2\\x82");
    QTest::newRow("continuation first") << QByteArray("\x80z") << QByteArray("\\x80z");
    QTest::newRow("UTF-16 with mark") << QByteArray("\xFF\xFE\x61\x00", 4) << QByteArray("\\xFF\\xFE\x61\u2400");
    QTest::newRow("UTF-8 mark") << QByteArray("\xEF\xBB\xBFx") << QByteArray("\u27E8U+FEFF\u27E9x");
    QTest::newRow("markup stays text") << QByteArray("<img src=\"http://x\">&amp;") << QByteArray("<img src=\"http://x\">&amp;");
    QTest::newRow("noncharacter") << QByteArray("\xEF\xBF\xBF") << QByteArray("\u27E8U+FFFF\u27E9");
    QTest::newRow("tag characters") << QByteArray("\xF3\xA0\x81\x81") << QByteArray("\u27E8U+E0041\u27E9");
    QTest::newRow("ZWJ chain") << QByteArray("\U0001F468\u200D\U0001F469") << QByteArray("\U0001F468\u27E8U+200D\u27E9\U0001F469");
}

void DisplayTextTest::shows()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    QCOMPARE(shown(bytes), text);
    QVERIFY(isUtf8(shown(bytes)));
    QVERIFY(isSafe(shown(bytes)));
}

void DisplayTextTest::marksEveryInvisibleCharacter_data()
{
    QTest::addColumn<uint>("codePoint");
    const std::pair<uint, uint> ranges[] = {{0x80, 0x9F}, {0x202A, 0x202E}, {0x2066, 0x2069}, {0x200B, 0x200F}, {0x061C, 0x061C},
                                            {0x00AD, 0x00AD}, {0x2028, 0x2029}, {0xFEFF, 0xFEFF}, {0x2060, 0x2064}};
    for (const auto& [first, last] : ranges) {
        for (uint codePoint = first; codePoint <= last; ++codePoint) {
            QTest::addRow("U+%04X", codePoint) << codePoint;
        }
    }
}

/// Seen to fail with invisible characters passed through.
void DisplayTextTest::marksEveryInvisibleCharacter()
{
    QFETCH(uint, codePoint);
    const QByteArray bytes = "a" + QString(QChar(codePoint)).toUtf8() + "b";
    const QByteArray expected = "a\u27E8U+" + QByteArray::number(codePoint, 16).toUpper().rightJustified(4, '0') + "\u27E9b";
    QCOMPARE(shown(bytes), expected);
    QCOMPARE(shown(bytes, 1000, LineBreaks::keep), expected);
}

void DisplayTextTest::keepsScripts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("Arabic") << QByteArray("\u0645\u0631\u062D\u0628\u0627");
    QTest::newRow("Arabic with vowel marks") << QByteArray("\u0645\u064E\u0631\u0652");
    QTest::newRow("Hebrew") << QByteArray("\u05E9\u05DC\u05D5\u05DD");
    QTest::newRow("Chinese") << QByteArray("\u4F60\u597D");
    QTest::newRow("Devanagari") << QByteArray("\u0928\u092E\u0938\u094D\u0924\u0947");
    QTest::newRow("Thai") << QByteArray("\u0E2A\u0E27\u0E31\u0E2A");
    QTest::newRow("emoji with variation selector") << QByteArray("\u2764\uFE0F");
    QTest::newRow("accents") << QByteArray("e\u0301o\u0308");
    QTest::newRow("no-break space") << QByteArray("a\u00A0b");
}

/// Seen to fail with combining marks taken for invisible.
void DisplayTextTest::keepsScripts()
{
    QFETCH(QByteArray, text);
    QCOMPARE(shown(text), text);
}

/// Seen to fail with control characters passed through.
void DisplayTextTest::allBytesAreShown()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte) {
        all.append(static_cast<char>(byte));
    }
    const QByteArray text = shown(all, 10'000);
    QVERIFY(isUtf8(text));
    QVERIFY(isSafe(text));
    QVERIFY(text.startsWith("\u2400\u2401"));
    QVERIFY(text.contains(" !\"#$%&'()*+,-./0123456789"));
    QVERIFY(text.endsWith("\\xFE\\xFF"));
}

/// Seen to fail with invalid bytes passed through.
void DisplayTextTest::randomBytesAreSafe()
{
    std::mt19937 random(20);
    for (int round = 0; round < 3000; ++round) {
        QByteArray bytes;
        const int length = static_cast<int>(random() % 200);
        for (int index = 0; index < length; ++index) {
            // Half of them lead or continuation bytes, so that sequences come about.
            bytes.append(static_cast<char>(random() % 2 == 0 ? random() % 256 : 0x80 + random() % 0x78));
        }
        const std::size_t limit = random() % 220;
        for (const LineBreaks lineBreaks : {LineBreaks::mark, LineBreaks::keep}) {
            const QByteArray text = shown(bytes, limit, lineBreaks);
            QVERIFY2(isUtf8(text), bytes.toHex().constData());
            QVERIFY2(isSafe(text, lineBreaks), bytes.toHex().constData());
            QVERIFY2(characters(text) <= static_cast<qsizetype>(limit), bytes.toHex().constData());
        }
    }
}

void DisplayTextTest::limits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray("abc") << 0 << QByteArray("");
    QTest::newRow("one") << QByteArray("abc") << 1 << QByteArray("\u2026");
    QTest::newRow("two") << QByteArray("abc") << 2 << QByteArray("a\u2026");
    QTest::newRow("exactly") << QByteArray("abc") << 3 << QByteArray("abc");
    QTest::newRow("wide characters") << QByteArray("\U0001F600\U0001F600\U0001F600") << 2 << QByteArray("\U0001F600\u2026");
    QTest::newRow("a mark is not cut") << QByteArray("ab\u202E") << 9 << QByteArray("ab\u2026");
    QTest::newRow("a mark that fits") << QByteArray("ab\u202E") << 10 << QByteArray("ab\u27E8U+202E\u27E9");
    QTest::newRow("a byte is not cut") << QByteArray("ab\xFF") << 5 << QByteArray("ab\u2026");
    QTest::newRow("a byte that fits") << QByteArray("ab\xFF") << 6 << QByteArray("ab\\xFF");
    QTest::newRow("marks all along") << QByteArray("\xFF\xFF\xFF") << 8 << QByteArray("\\xFF\u2026");
    QTest::newRow("cell") << QByteArray(1 << 20, 'x') << int(maxCellCharacters) << QByteArray(299, 'x') + "\u2026";
}

void DisplayTextTest::limits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, limit);
    QFETCH(QByteArray, text);
    QCOMPARE(shown(bytes, static_cast<std::size_t>(limit)), text);
}

/// Seen to fail with any number of marks on one character.
void DisplayTextTest::combiningMarksAreBounded()
{
    const QByteArray mark = "\u0301";
    QCOMPARE(shown("e" + mark.repeated(8) + "x"), QByteArray("e" + mark.repeated(8) + "x"));
    QCOMPARE(shown("e" + mark.repeated(9) + "x"), QByteArray("e" + mark.repeated(8) + "\u2026x"));
    QCOMPARE(shown("e" + mark.repeated(900) + "x"), QByteArray("e" + mark.repeated(8) + "\u2026x"));
    const QByteArray long_ = shown("e" + mark.repeated(10'000) + "x", 300);
    QVERIFY(characters(long_) <= 300);
    QVERIFY(long_.endsWith("\u2026")); // not read to its end, and it says so
    QCOMPARE(shown("a" + mark.repeated(9) + "b" + mark.repeated(2)), QByteArray("a" + mark.repeated(8) + "\u2026b" + mark.repeated(2)));
}

void DisplayTextTest::timeDoesNotFollowThePayload_data()
{
    QTest::addColumn<QByteArray>("unit");
    QTest::newRow("letters") << QByteArray("x");
    QTest::newRow("combining marks") << QByteArray("\u0301");
    QTest::newRow("invalid bytes") << QByteArray("\xFF");
    QTest::newRow("direction marks") << QByteArray("\u202E");
    QTest::newRow("line feeds") << QByteArray("\n");
    QTest::newRow("NUL") << QByteArray(1, '\0');
}

/// Seen to fail with stacked marks read two million steps far.
void DisplayTextTest::timeDoesNotFollowThePayload()
{
    QFETCH(QByteArray, unit);
    const QByteArray payload = unit.repeated(100 * 1024 * 1024 / unit.size()); // 100 MiB
    QElapsedTimer timer;
    timer.start();
    for (int repeat = 0; repeat < 100; ++repeat) {
        QVERIFY(!shown(payload, maxCellCharacters).isEmpty());
    }
    QVERIFY2(timer.elapsed() < 500 * slowdown, qPrintable(QString::number(timer.elapsed())));
}

void DisplayTextTest::boundInBytes()
{
    bool truncated = true;
    QCOMPARE(displayTextWithin("abc\n", 4, LineBreaks::keep, truncated), std::string("abc\n"));
    QVERIFY(!truncated);
    QCOMPARE(displayTextWithin("abcd\n", 4, LineBreaks::keep, truncated), std::string("a\u2026"));
    QVERIFY(truncated);
    QCOMPARE(displayTextWithin("abcd\n", 2, LineBreaks::keep, truncated), std::string());
    QVERIFY(truncated);
    const std::string text = displayTextWithin(std::string(100'000, '\xFF'), 64 * 1024, LineBreaks::keep, truncated);
    QVERIFY(truncated);
    QVERIFY(text.size() <= 64 * 1024);
    QVERIFY(text.size() > 64 * 1024 - 8);
}

QTEST_APPLESS_MAIN(DisplayTextTest)
#include "tst_display_text.moc"

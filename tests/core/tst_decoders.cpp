// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

#include <random>
#include <string>

#include "core/decode/decoder.h"
#include "tests/support/instrumented.h"

using namespace headroom::core;
using headroom::test::slowdown;

class DecodersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRowIsWhole();
    void everyDecoderSurvives_data();
    void everyDecoderSurvives();
    void likely_data();
    void likely();
    void prettyPrints_data();
    void prettyPrints();
    void jsonProblems_data();
    void jsonProblems();
    void jsonStaysWhatItWas();
    void jsonLimits_data();
    void jsonLimits();
    void depthLimit();
    void tokenLimit();
    void hexLines();
    void hexIsCutAtWholeLines();
    void textKeepsLines();
};

namespace {

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

Decoded decoded(const char* id, const QByteArray& bytes, const DecodeLimits& limits = {})
{
    return findDecoder(id)->decode(view(bytes), limits);
}

QByteArray manyKeys(int count)
{
    QByteArray json = "{";
    for (int key = 0; key < count; ++key) {
        json += "\"key" + QByteArray::number(key) + "\":" + QByteArray::number(key) + ",";
    }
    json.chop(1);
    return json + "}";
}

} // namespace

void DecodersTest::everyRowIsWhole()
{
    QCOMPARE(decoderRegistry().size(), std::size_t{3});
    for (const DecoderSpec& decoder : decoderRegistry()) {
        QVERIFY(!decoder.title.empty());
        QCOMPARE(findDecoder(decoder.id), &decoder);
    }
    QCOMPARE(findDecoder("avro"), nullptr);
}

void DecodersTest::everyDecoderSurvives_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte) {
        all.append(static_cast<char>(byte));
    }
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("null") << QByteArray();
    QTest::newRow("one byte") << QByteArray("x");
    QTest::newRow("all 256") << all;
    QTest::newRow("overlong") << QByteArray("\xC0\xAF\xE0\x80\xAF");
    QTest::newRow("lone surrogates") << QByteArray("\"\xED\xA0\x80\"");
    QTest::newRow("NUL") << QByteArray(100, '\0');
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFE{\0}\0", 6);
    QTest::newRow("1 MiB line") << QByteArray(1 << 20, 'x');
    QTest::newRow("1 MiB of spaces") << QByteArray(1 << 20, ' ');
    QTest::newRow("100 MiB of spaces in JSON") << QByteArray("[") + QByteArray(100 << 20, ' ') + "]";
    QTest::newRow("depth 10,000") << QByteArray(10'000, '[') + QByteArray(10'000, ']');
    QTest::newRow("depth 10,000, objects") << QByteArray("{\"a\":").repeated(10'000) + "1" + QByteArray(10'000, '}');
    QTest::newRow("1 M keys") << manyKeys(1'000'000);
    QTest::newRow("4 MiB number") << QByteArray(4 << 20, '1');
    QTest::newRow("4 MiB string") << QByteArray("\"") + QByteArray(4 << 20, 's') + "\"";
    QTest::newRow("4 MiB of escapes") << QByteArray("\"") + QByteArray("\\u202e").repeated(700'000) + "\"";
    QTest::newRow("raw direction marks in JSON") << QByteArray("{\"a\":\"\u202E\u2066\"}");
    QTest::newRow("entity bomb") << QByteArray("<!DOCTYPE l [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><l>&b;</l>");
    QTest::newRow("combining marks") << QByteArray("\u0301").repeated(10'000);
}

void DecodersTest::everyDecoderSurvives()
{
    QFETCH(QByteArray, bytes);
    for (const DecoderSpec& decoder : decoderRegistry()) {
        QElapsedTimer timer;
        timer.start();
        static_cast<void>(decoder.fits(view(bytes)));
        const Decoded result = decoder.decode(view(bytes), {});
        QVERIFY2(timer.elapsed() < 500 * slowdown, decoder.id.data());
        QVERIFY(result.text.size() <= static_cast<std::size_t>(DecodeLimits{}.maxBytes));
        QCOMPARE(result.ok, result.problem.empty());
        const QString text = QString::fromUtf8(result.text.data(), static_cast<qsizetype>(result.text.size()));
        QVERIFY(!text.contains(QChar(QChar::ReplacementCharacter)));
        QVERIFY(!text.contains(QChar(0x202E)));
        QVERIFY(!text.contains(QChar(0)));
    }
}

void DecodersTest::likely_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("object") << QByteArray(" {\"a\": 1}") << QByteArray("json");
    QTest::newRow("array") << QByteArray("[1]") << QByteArray("json");
    QTest::newRow("empty object") << QByteArray("{}") << QByteArray("json");
    QTest::newRow("with a byte order mark") << QByteArray("\xEF\xBB\xBF{\"a\":1}") << QByteArray("json");
    QTest::newRow("cut preview") << QByteArray("{\"a\": \"long") << QByteArray("json");
    QTest::newRow("log line") << QByteArray("[main] started") << QByteArray("text");
    QTest::newRow("braces") << QByteArray("{not json}") << QByteArray("text");
    QTest::newRow("number") << QByteArray("42") << QByteArray("text");
    QTest::newRow("lines") << QByteArray("a\tb\r\nc") << QByteArray("text");
    QTest::newRow("cut within a character") << QByteArray("abc\xE2\x82") << QByteArray("text");
    QTest::newRow("empty") << QByteArray("") << QByteArray("text");
    QTest::newRow("binary") << QByteArray("\0\0\0\1{", 5) << QByteArray("hex");
    QTest::newRow("Latin-1") << QByteArray("caf\xE9 au lait") << QByteArray("hex");
}

void DecodersTest::likely()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, id);
    const std::string_view found = likelyDecoder(view(bytes)).id;
    QCOMPARE(QByteArray(found.data(), static_cast<qsizetype>(found.size())), id);
}

void DecodersTest::prettyPrints_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("object") << QByteArray(R"({"a":1,"b":[true,null]})")
                            << QByteArray("{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}");
    QTest::newRow("empty ones") << QByteArray("{ \"a\" : [ ] , \"b\" : { } }") << QByteArray("{\n  \"a\": [],\n  \"b\": {}\n}");
    QTest::newRow("number text stays") << QByteArray("[1e999,-0.0,1.10,123456789012345678901234567890,-1E+05]")
                                       << QByteArray("[\n  1e999,\n  -0.0,\n  1.10,\n  123456789012345678901234567890,\n  -1E+05\n]");
    QTest::newRow("duplicate keys stay") << QByteArray(R"({"a":1,"a":2})") << QByteArray("{\n  \"a\": 1,\n  \"a\": 2\n}");
    QTest::newRow("escapes stay") << QByteArray(R"(["\u202e\ud800\n\"\\"])") << QByteArray("[\n  \"\\u202e\\ud800\\n\\\"\\\\\"\n]");
    QTest::newRow("scalar") << QByteArray(" \"text\" ") << QByteArray("\"text\"");
    QTest::newRow("brackets in strings") << QByteArray(R"(["[{,:"])") << QByteArray("[\n  \"[{,:\"\n]");
    QTest::newRow("direction mark in a string") << QByteArray("[\"\u202E\"]") << QByteArray("[\n  \"\u27E8U+202E\u27E9\"\n]");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[]") << QByteArray("\u27E8U+FEFF\u27E9[]");
    QTest::newRow("other scripts") << QByteArray("[\"\u0645\u4F60\"]") << QByteArray("[\n  \"\u0645\u4F60\"\n]");
}

void DecodersTest::prettyPrints()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, text);
    const Decoded result = decoded("json", json);
    QCOMPARE(QByteArray::fromStdString(result.text), text);
    QVERIFY2(result.ok, result.problem.c_str());
    QVERIFY(!result.truncated);
}

void DecodersTest::jsonProblems_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("empty") << QByteArray("") << QByteArray("empty");
    QTest::newRow("spaces") << QByteArray("  ") << QByteArray("ends");
    QTest::newRow("cut object") << QByteArray("{\"a\":1,") << QByteArray("ends");
    QTest::newRow("cut string") << QByteArray("{\"a\":\"te") << QByteArray("ends");
    QTest::newRow("cut in a character") << QByteArray("[\"\xE2\x82") << QByteArray("ends");
    QTest::newRow("cut escape") << QByteArray("[\"\\u00") << QByteArray("ends");
    QTest::newRow("cut backslash") << QByteArray("[\"\\") << QByteArray("ends");
    QTest::newRow("cut word") << QByteArray("[tru") << QByteArray("ends");
    QTest::newRow("cut number") << QByteArray("[-") << QByteArray("ends");
    QTest::newRow("trailing comma") << QByteArray("[1,]") << QByteArray("value is missing (byte 3)");
    QTest::newRow("trailing comma in object") << QByteArray("{\"a\":1,}") << QByteArray("key in quotes");
    QTest::newRow("no colon") << QByteArray("{\"a\" 1}") << QByteArray("colon");
    QTest::newRow("no comma") << QByteArray("[1 2]") << QByteArray("comma or ]");
    QTest::newRow("wrong bracket") << QByteArray("{\"a\":1]") << QByteArray("comma or }");
    QTest::newRow("two values") << QByteArray("{} {}") << QByteArray("follows");
    QTest::newRow("leading zero") << QByteArray("[01]") << QByteArray("comma");
    QTest::newRow("bare point") << QByteArray("[1.]") << QByteArray("digit");
    QTest::newRow("bare exponent") << QByteArray("[1e]") << QByteArray("digit");
    QTest::newRow("NaN") << QByteArray("[NaN]") << QByteArray("value is missing");
    QTest::newRow("single quotes") << QByteArray("{'a':1}") << QByteArray("key in quotes");
    QTest::newRow("comment") << QByteArray("// x\n{}") << QByteArray("value is missing");
    QTest::newRow("line feed in a string") << QByteArray("[\"a\nb\"]") << QByteArray("control");
    QTest::newRow("bad escape") << QByteArray("[\"\\x41\"]") << QByteArray("escape");
    QTest::newRow("bad hex") << QByteArray("[\"\\u00G0\"]") << QByteArray("hex digits");
    QTest::newRow("not UTF-8") << QByteArray("[\"\xC0\xAF\"]") << QByteArray("UTF-8");
    QTest::newRow("raw surrogate") << QByteArray("[\"\xED\xA0\x80\"]") << QByteArray("UTF-8");
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFE[\0", 4) << QByteArray("value is missing");
    QTest::newRow("NUL") << QByteArray("[\0]", 3) << QByteArray("value is missing");
}

void DecodersTest::jsonProblems()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, says);
    const Decoded result = decoded("json", json);
    QVERIFY(!result.ok);
    QVERIFY2(QByteArray::fromStdString(result.problem).contains(says), result.problem.c_str());
}

void DecodersTest::jsonStaysWhatItWas()
{
    // Random documents: indented, they parse to the same thing; broken by one byte, they are judged as Qt judges them.
    std::mt19937 random(7);
    const QByteArrayList parts{"{\"a\":", "[", "1", "-2.5e3", "\"x\\n\u00E9\"", "true", "null", ",", "]", "}", "{", ":", "\"k\""};
    int valid = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray json = random() % 2 == 0 ? "[" : "{\"a\":";
        const QByteArray end = json == "[" ? "]" : "}";
        const auto count = random() % 6;
        for (auto part = count; part > 0; --part) {
            json += parts[static_cast<qsizetype>(random() % static_cast<std::size_t>(parts.size()))];
        }
        json += end;
        const QJsonDocument expected = QJsonDocument::fromJson(json);
        const Decoded result = decoded("json", json);
        QVERIFY2(result.ok == !expected.isNull(), json.constData());
        if (result.ok) {
            ++valid;
            QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(result.text)), expected);
        }
    }
    QVERIFY(valid > 500);
}

void DecodersTest::jsonLimits_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("1 M keys") << manyKeys(1'000'000);
    QTest::newRow("long string") << "[\"" + QByteArray(1 << 20, 's') + "\"]";
    QTest::newRow("long number") << QByteArray(4 << 20, '1');
    QTest::newRow("long fraction") << "[0." + QByteArray(4 << 20, '1') + "]";
    QTest::newRow("long key") << "{\"" + QByteArray(1 << 20, 'k') + "\":1}";
    QTest::newRow("multi-byte characters") << "[\"" + QByteArray("\u4F60").repeated(100'000) + "\"]";
    QTest::newRow("white space") << "[" + QByteArray(32 << 20, '\n') + "1]";
}

/// Seen to fail with the input not bounded by the text's limit.
void DecodersTest::jsonLimits()
{
    QFETCH(QByteArray, json);
    for (const Bytes maxBytes : {Bytes{0}, Bytes{1}, Bytes{100}, 64 * kib}) {
        DecodeLimits limits;
        limits.maxBytes = maxBytes;
        const Decoded result = decoded("json", json, limits);
        QVERIFY2(result.ok, result.problem.c_str()); // as far as it was read
        QVERIFY(result.truncated);
        QVERIFY(result.text.size() <= static_cast<std::size_t>(maxBytes));
    }
}

/// Seen to fail with any depth opened.
void DecodersTest::depthLimit()
{
    DecodeLimits limits;
    const auto nested = [](int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    QVERIFY(decoded("json", nested(limits.maxDepth)).ok);
    const Decoded result = decoded("json", nested(limits.maxDepth + 1));
    QVERIFY(!result.ok);
    QVERIFY(result.problem.find("100 levels") != std::string::npos);
    QVERIFY(!result.text.empty());
    limits.maxDepth = 10'000;
    limits.maxBytes = 16 * mib;
    QVERIFY(decoded("json", nested(10'000), limits).ok);
    QVERIFY(!decoded("json", nested(10'001), limits).ok);
}

/// Seen to fail with the tokens not counted.
void DecodersTest::tokenLimit()
{
    DecodeLimits limits;
    limits.maxTokens = 7; // [ 1 , 2 , 3 ]
    QVERIFY(!decoded("json", "[1,2,3]", limits).truncated);
    const Decoded result = decoded("json", "[1,2,3,4]", limits);
    QVERIFY(result.truncated);
    QVERIFY(result.ok);
}

void DecodersTest::hexLines()
{
    QCOMPARE(QByteArray::fromStdString(decoded("hex", QByteArray("0123456789abcdef\x00\xFF<", 19)).text),
             QByteArray("00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n"
                        "00000010  00 FF 3C                                          |..<|"));
    QVERIFY(decoded("hex", "").text.empty());
    QVERIFY(!decoded("hex", "").truncated);
}

void DecodersTest::hexIsCutAtWholeLines()
{
    const Decoded result = decoded("hex", QByteArray(1 << 20, 'x'));
    QVERIFY(result.truncated);
    QVERIFY(result.text.size() <= static_cast<std::size_t>(64 * kib));
    QVERIFY(result.text.ends_with("|xxxxxxxxxxxxxxxx|"));
    DecodeLimits none;
    none.maxBytes = 0;
    QVERIFY(decoded("hex", "x", none).truncated);
    none.maxBytes = -1;
    QVERIFY(decoded("hex", "x", none).text.empty());
}

void DecodersTest::textKeepsLines()
{
    const Decoded result = decoded("text", "one\n\ttwo\r\n\x1B[0m");
    QCOMPARE(QByteArray::fromStdString(result.text), QByteArray("one\n\ttwo\u240D\n\u241B[0m"));
    QVERIFY(result.ok);
    QVERIFY(!result.truncated);
    QVERIFY(decoded("text", QByteArray(1 << 20, 'x')).truncated);
}

QTEST_APPLESS_MAIN(DecodersTest)
#include "tst_decoders.moc"

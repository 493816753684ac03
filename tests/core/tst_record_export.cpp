// SPDX-License-Identifier: GPL-3.0-or-later
// Exports of records: what is read back equals what went in, no field starts a formula, and a file is whole or not there.
#include <array>
#include <limits>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "core/export/export_text.h"
#include "core/export/record_export.h"
#include "tests/support/exported_records.h"

using namespace headroom::core;
using namespace headroom::test;

namespace {

/// A record whose key, value, header and topic are these bytes.
struct Sample {
    std::string bytes;
    RecordRow row;
    std::vector<HeaderView> headers;

    explicit Sample(std::string given, std::int64_t timestampMs = 1'772'461'927'000) : bytes(std::move(given))
    {
        row.offset = 42;
        row.timestampMs = timestampMs;
        row.key = row.value = bytes;
        row.keySize = row.valueSize = static_cast<std::uint32_t>(bytes.size());
        headers = {{bytes, bytes, false}, {"", "", false}, {"twice", "1", false}, {"twice", {}, true}};
        row.headerCount = row.keptHeaders = 4;
    }
    Sample(const Sample&) = delete; // its views would be another's
    Sample& operator=(const Sample&) = delete;
    /// Kafka has no topic that is not text.
    [[nodiscard]] ExportRecord record() const { return {isUtf8(bytes) ? std::string_view(bytes) : "orders", 7, &row, headers}; }
};

std::string written(const RecordFormat& format, const ExportRecord& record, bool raw)
{
    std::string out;
    format.begin(out, {raw});
    format.append(out, record, {raw});
    return out;
}

std::vector<ExportedRecord> readBack(const RecordFormat& format, const std::string& text, bool raw)
{
    return format.id == "csv" ? readCsv(text, raw) : readNdjson(text);
}

const std::vector<std::pair<const char*, std::string>>& hostile()
{
    static const std::vector<std::pair<const char*, std::string>> rows = [] {
        std::string all;
        for (int i = 0; i < 256; ++i)
            all.push_back(static_cast<char>(i));
        return std::vector<std::pair<const char*, std::string>>{
            {"empty", ""}, {"text", "text"}, {"one quote", "\""}, {"quotes", "a\"\"b\"\""}, {"comma", "a,b"}, {"line breaks", "a\r\nb\nc\rd"}, {"only breaks", "\r\n"},
            {"all bytes", all}, {"nul", std::string("a\0b", 3)}, {"not utf-8", "\xC0\xAF\xED\xA0\x80\xFF"}, {"cut utf-8", "\xE2\x82"}, {"escape codes", "\x1b[31m\x1b]8;;x\x07"},
            {"c1", "\xC2\x9B"}, {"bidi", "user\u202Etxt.exe"}, {"zero width", "a\u200Bb\uFEFF"}, {"hebrew", "שלום"}, {"chinese", "订单"}, {"emoji", "\U0001F600"},
            {"markup", "<img src=http://127.0.0.1/x>"}, {"json", R"({"a": [1, null, "b"]})"}, {"backslashes", "\\u0000 \\n"}, {"apostrophe", "'"}, {"guarded already", "'=1"},
            {"long", std::string(100'000, 'x')}, {"spaces", "  a  "}, {"the word null", "null"}, {"base64 with a plus", "\xF8\x00"}};
    }();
    return rows;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

class TestRecordExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsBackAsItWas_data();
    void readsBackAsItWas();
    void nullIsNotEmpty();
    void oddTimestamps();
    void noFieldStartsAFormula_data();
    void noFieldStartsAFormula();
    void guardedCsvHoldsNoControls();
    void fileIsWholeOrNotThere();
    void cancelLeavesTheOldFile();
    void cutRowsAreCounted();
    void saysWhereItCannotWrite();
};

void TestRecordExport::readsBackAsItWas_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const auto& [name, bytes] : hostile())
        QTest::newRow(name) << QByteArray::fromStdString(bytes);
}

/// Seen to fail with quotes not doubled, and with any bytes taken for UTF-8.
void TestRecordExport::readsBackAsItWas()
{
    QFETCH(QByteArray, bytes);
    const Sample sample(bytes.toStdString());
    for (const RecordFormat& format : recordFormats()) {
        for (const bool raw : {false, true}) {
            const std::string text = written(format, sample.record(), raw);
            const auto read = readBack(format, text, raw);
            QCOMPARE(read.size(), std::size_t(1));
            QVERIFY2(read.front() == expected(sample.record()), text.substr(0, 500).c_str());
        }
    }
}

/// Seen to fail with the null flag of a key not looked at.
void TestRecordExport::nullIsNotEmpty()
{
    Sample sample("");
    for (const RecordFormat& format : recordFormats()) {
        for (const bool keyNull : {false, true}) {
            sample.row.keyIsNull = keyNull;
            sample.row.valueIsNull = !keyNull;
            const auto read = readBack(format, written(format, sample.record(), false), false);
            QCOMPARE(read.front().key.has_value(), !keyNull);
            QCOMPARE(read.front().value.has_value(), keyNull);
        }
    }
}

/// Seen to fail with negative times written as none.
void TestRecordExport::oddTimestamps()
{
    for (const std::int64_t time : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{-5}, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
        const Sample sample("x", time);
        for (const RecordFormat& format : recordFormats())
            QCOMPARE(readBack(format, written(format, sample.record(), false), false).front().timestampMs, time);
    }
}

void TestRecordExport::noFieldStartsAFormula_data()
{
    QTest::addColumn<QByteArray>("start");
    for (const char* start : {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"})
        QTest::newRow(QByteArray(start).toHex().constData()) << QByteArray(start);
    QTest::newRow("nul") << QByteArray("\0", 1);
}

/// Seen to fail without the guard for each row, and with the topic left out of it.
void TestRecordExport::noFieldStartsAFormula()
{
    QFETCH(QByteArray, start);
    const Sample sample((start + "cmd|' /C calc'!A0").toStdString());
    const RecordFormat& csv = *findRecordFormat("csv");
    const auto fields = readCsvFields(written(csv, sample.record(), false)).at(1);
    for (const std::string& field : fields)
        QVERIFY2(!QByteArray::fromStdString(field).startsWith(start), field.c_str());
    QVERIFY(fields.at(0).starts_with('\''));
    const auto raw = readCsvFields(written(csv, sample.record(), true)).at(1);
    QVERIFY(QByteArray::fromStdString(raw.at(0)).startsWith(start)); // the switch does what it says
    QVERIFY(QByteArray::fromStdString(raw.at(8)).startsWith(start));
}

/// What a terminal or an editor would obey: escape codes, direction marks. Seen to fail with any UTF-8 taken for text.
void TestRecordExport::guardedCsvHoldsNoControls()
{
    for (const auto& [name, bytes] : hostile()) {
        const Sample sample(bytes);
        ExportRecord record = sample.record();
        record.topic = "orders"; // Kafka allows no others
        for (const RecordFormat& format : recordFormats()) {
            const QString text = QString::fromStdString(written(format, record, false));
            for (const QChar one : text) {
                const char16_t unit = one.unicode();
                const bool breaks = unit == '\n' || unit == '\t' || unit == '\r';
                QVERIFY2(breaks || (unit >= 0x20 && unit != 0x7F && (unit < 0x80 || unit > 0x9F)), name);
                QVERIFY2(!(unit >= 0x200B && unit <= 0x202E) && unit != 0xFEFF && unit != 0xFFFD, name);
            }
        }
    }
}

void TestRecordExport::fileIsWholeOrNotThere()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("orders.ndjson"));
    const Sample sample(std::string(1000, 'x'));
    int left = 1000;
    int reports = 0;
    const ExportSource source = [&]() { return left-- > 0 ? std::optional(sample.record()) : std::nullopt; };
    const auto done = exportRecords(path.toStdString(), recordFormats().front(), {}, source, {}, [&](const ExportProgress& progress) {
        ++reports;
        QVERIFY(!QFile::exists(path)); // not before its end
        QVERIFY(progress.rows > 0);
    });
    QVERIFY(done);
    QCOMPARE(done->rows, std::uint64_t(1000));
    QVERIFY(reports > 10);
    const QByteArray content = contentOf(path);
    QCOMPARE(done->bytes, Bytes(content.size()));
    QCOMPARE(readNdjson(content.toStdString()).size(), std::size_t(1000));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

/// Seen to fail with the request looked at only when a chunk is full.
void TestRecordExport::cancelLeavesTheOldFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("orders.csv"));
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    const Sample sample("x");
    std::stop_source stop;
    int given = 0;
    const auto done = exportRecords(path.toStdString(), *findRecordFormat("csv"), {}, [&]() -> std::optional<ExportRecord> {
        if (++given == 5)
            stop.request_stop();
        return given > 1'000'000 ? std::nullopt : std::optional(sample.record());
    }, stop.get_token());
    QVERIFY(done && done->cancelled);
    QCOMPARE(given, 5);
    QCOMPARE(contentOf(path), QByteArray("old"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void TestRecordExport::cutRowsAreCounted()
{
    const QTemporaryDir folder;
    const Sample sample("x");
    std::array<RecordRow, 4> rows{sample.row, sample.row, sample.row, sample.row};
    rows[1].valueSize = 2;
    rows[2].keySize = 2;
    rows[3].headerCount = 5;
    std::size_t next = 0;
    const auto done = exportRecords(folder.filePath(QStringLiteral("x")).toStdString(), recordFormats().front(), {},
                                    [&]() { return next < rows.size() ? std::optional(ExportRecord{"orders", 7, &rows[next++], sample.headers}) : std::nullopt; });
    QVERIFY(done);
    QCOMPARE(done->cutRows, std::uint64_t(3));
}

void TestRecordExport::saysWhereItCannotWrite()
{
    for (const std::string path : {"/proc/version/none/x.csv", "/proc/none.csv", "/dev/full"}) {
        const Sample sample("x");
        int left = 3;
        const auto done = exportRecords(path, recordFormats().front(), {}, [&]() { return left-- > 0 ? std::optional(sample.record()) : std::nullopt; });
        QVERIFY2(!done, path.c_str());
        QVERIFY2(done.error().message.find(path) != std::string::npos && done.error().message.find("choose another place") != std::string::npos, done.error().message.c_str());
    }
}

QTEST_APPLESS_MAIN(TestRecordExport)
#include "tst_record_export.moc"

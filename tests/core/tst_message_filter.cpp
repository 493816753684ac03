// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <string>

#include "core/records/message_filter.h"
#include "core/records/record_store.h"
#include "tests/support/fake_messages.h"
#include "tests/support/instrumented.h"

using namespace headroom::core;
using headroom::test::FakeMessages;
using headroom::test::slowdown;

namespace {

constexpr PartitionId partition = 3;

const char* const document = R"({"id":9007199254740993,"total":99.50,"city":"Oslo","note":"two words","ok":true,"none":null,)"
                             "\"customer\":{\"name\":\"Ann \\\"A\\\" Lee\",\"tags\":[\"new\",\"vip\"]},"
                             R"("items":[{"sku":"LX-20","price":5},{"sku":"LX-21","price":120}],"a b":1,"empty":{}})";

Message messageOf(FakeMessages& owner, const std::string& value = document)
{
    return owner.make(0, 150, value, "Order-17", {{"source", "web"}, {"trace-id", "abc"}, {"source", "app"}, {"nothing", std::nullopt}});
}

FilterVerdict verdictOf(const std::string& text, const std::string& value = document)
{
    FakeMessages owner;
    const Message message = messageOf(owner, value);
    return MessageFilter::compile(text).value().match(message, owner, partition);
}

} // namespace

class MessageFilterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void conditions_data();
    void conditions();
    void json_data();
    void json();
    void badTexts_data();
    void badTexts();
    void everyExampleOfTheHelpCompiles();
    void whatIsNoJsonDoesNotMatch_data();
    void whatIsNoJsonDoesNotMatch();
    void bytesThatAreNoTextAreSearched();
    void costIsBounded_data();
    void costIsBounded();
    void hugeValuesAreUndecidedOnlyBeyondWhatIsRead();
    void cutPreviewsAreUndecidedForJson();
    void headersAreReadOnlyWhenAsked();
    void storeKeepsOnlyMatchesAndCountsExactly();
    void storeCountsMatchesAndKeepsAll();
    void aPartitionAloneIsAFilter();
    void rareMatchesAreAllKept();
    void manyMatchesAreSampledAndBounded();
    void changingTheFilterStartsItsCountsAnew();
    void hundredThousandASecond();
};

void MessageFilterTest::conditions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* text, bool matches) { QTest::newRow(text) << QString::fromUtf8(text) << matches; };
    row("", true);
    row("   ", true);
    row("order-17", true); // key, any case
    row("OSLO", true);     // value
    row("trace", true);    // a header's name
    row("APP", true);      // a header's value
    row("zebra", false);
    row("oslo order", true); // both, in different places
    row("oslo zebra", false);
    row("\"two words\"", true);
    row("\"words two\"", false);
    row("\"city\":\"Oslo\"", true); // a piece of JSON is text, quotes and all
    row("/^Order-\\d+$/", true);
    row("/^order-\\d+$/", false); // case matters
    row("/two words/", true);
    row("/^apple", false);        // unfinished: text
    row("key:order", true);
    row("key:oslo", false);
    row("key:/-17$/", true);
    row("value:oslo", true);
    row("value:order-17", false);
    row("header:source", true);
    row("header:Source", false); // names are exact
    row("header:source=app", true); // the second one
    row("header:source=/^a..$/", true);
    row("header:source=zebra", false);
    row("header:nothing", true);
    row("header:nothing=x", false);
    row("partition:3", true);
    row("partition:0-2", false);
    row("partition:0,2-4", true);
    row("offset:150", true);
    row("offset:100-200", true);
    row("offset:151-", false);
    row("offset:-150", true);
    row("!order-17", false);
    row("!zebra", true);
    row("!key:zebra !offset:7", true);
    row("http://order", false); // a word with a colon is a word
    row("$5", false);           // and so is money
}

void MessageFilterTest::conditions()
{
    QFETCH(QString, text);
    QFETCH(bool, matches);
    QCOMPARE(verdictOf(text.toStdString()), matches ? FilterVerdict::yes : FilterVerdict::no);
}

void MessageFilterTest::json_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* text, bool matches) { QTest::newRow(text) << QString::fromUtf8(text) << matches; };
    row("$.city", true);
    row("$.town", false);
    row("$.city == Oslo", true);
    row("$.city==Oslo", true);
    row("$.city = Oslo", true);
    row("$.city == oslo", false);
    row("$.city != Oslo", false);
    row("$.town != Oslo", false); // there is no such value
    row("!$.town == Oslo", true);
    row("$.note == \"two words\"", true);
    row("$.customer.name == \"Ann \\\"A\\\" Lee\"", true);
    row("$.customer.tags[1] == vip", true);
    row("$.customer.tags[0] == vip", false);
    row("$.customer.tags[*] == vip", true);
    row("$.customer.tags[2]", false);
    row("$.customer", true);
    row("$.customer == x", false);
    row("$.empty", true);
    row("$.tags", false); // only where the path leads
    row("$.name", false);
    row("$.total == 99.5", true);
    row("$.total >= 99.5", true);
    row("$.total > 99.5", false);
    row("$.total < 1e3", true);
    row("$.total == \"99.5\"", false); // a text is asked for
    row("$.id == 9007199254740993", true);
    row("$.id == 9007199254740992", false); // differs beyond what a double holds
    row("$.ok == true", true);
    row("$.ok == false", false);
    row("$.none == null", true);
    row("$.none != null", false);
    row("$.items[*].price > 99", true);
    row("$.items[0].price > 99", false);
    row("$.items[*].sku ~ lx-21", true);
    row("$.items[*].sku ~ /^LX/", true);
    row("$.items[*].sku ~ /^lx/", false);
    row("$['a b'] == 1", true);
    row("$[\"a b\"] > 0", true);
    row("$.*.name", true);
    row("$.customer.* ~ lee", true);
    row("$.city == Oslo $.total > 50 partition:3", true);
    row("$.city == Oslo $.total > 500", false);
}

void MessageFilterTest::json()
{
    conditions();
}

void MessageFilterTest::badTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const QString& text, const char* says) { QTest::newRow(qPrintable(text.left(40))) << text << QString::fromLatin1(says); };
    row(QStringLiteral("/(a/"), "Bad expression at character 3");
    row(QStringLiteral("oslo /(a/"), "Character 6: Bad expression");
    row(QStringLiteral("grøn /(a/"), "Character 6: Bad expression"); // characters, not bytes
    row(QStringLiteral("key:"), "Character 5: something has to follow key:");
    row(QStringLiteral("key: x"), "has to follow key:");
    row(QStringLiteral("header:=x"), "name of a header is missing");
    row(QStringLiteral("header:a="), "has to follow the =");
    row(QStringLiteral("partition:x"), "Character 11: a number or a range");
    row(QStringLiteral("partition:3-1"), "a number or a range");
    row(QStringLiteral("offset:-"), "a number or a range");
    row(QStringLiteral("offset:1,"), "a number or a range");
    row(QStringLiteral("offset:99999999999999999999"), "a number or a range");
    row(QStringLiteral("$."), "Character 3: a name has to follow the dot");
    row(QStringLiteral("$.a..b"), "a name has to follow the dot");
    row(QStringLiteral("$['a"), "does not end with a quote");
    row(QStringLiteral("$[x]"), "a number, * or a 'name'");
    row(QStringLiteral("$[1"), "] is expected");
    row(QStringLiteral("$.a =="), "a value has to follow");
    row(QStringLiteral("$.a!b"), "after a path");
    row(QStringLiteral("/(*UTF)a/"), "options of the engine");
    row(QString(2000, QLatin1Char('x')), "shorten");
}

void MessageFilterTest::badTexts()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const auto filter = MessageFilter::compile(text.toStdString());
    QVERIFY(!filter.has_value());
    QVERIFY2(QString::fromStdString(filter.error().message).contains(says), filter.error().message.c_str());
}

void MessageFilterTest::everyExampleOfTheHelpCompiles()
{
    QVERIFY(filterHelp().size() > 8);
    for (const FilterHelp& row : filterHelp()) {
        const auto filter = MessageFilter::compile(row.example);
        QVERIFY2(filter.has_value() && !filter->matchesAll(), std::string(row.example).c_str());
    }
}

void MessageFilterTest::whatIsNoJsonDoesNotMatch_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("city: Oslo");
    QTest::newRow("scalar") << QByteArray("5");
    QTest::newRow("broken") << QByteArray("{\"town\":1,}");
    QTest::newRow("not closed") << QByteArray("{\"town\":{\"city\":\"Oslo\"");
    QTest::newRow("binary") << QByteArray("{\"city\xFF\":1}");
    QTest::newRow("deep") << QByteArray(500'000, '[');
    QTest::newRow("huge number") << QByteArray("{\"a\":1e999999,\"city\":\"Oslo\"}");
}

void MessageFilterTest::whatIsNoJsonDoesNotMatch()
{
    QFETCH(QByteArray, value);
    QCOMPARE(verdictOf("$.city == Oslo", value.toStdString()), FilterVerdict::no);
    QCOMPARE(verdictOf("!$.city == Oslo", value.toStdString()), FilterVerdict::yes);
}

void MessageFilterTest::bytesThatAreNoTextAreSearched()
{
    const std::string bytes("\xFF\xFE oslo \x80\xC3", 10);
    QCOMPARE(verdictOf("OSLO", bytes), FilterVerdict::yes);
    QCOMPARE(verdictOf("value:/oslo/", bytes), FilterVerdict::yes);
    QCOMPARE(verdictOf("value:GRØN", "grøn"), FilterVerdict::yes);
}

void MessageFilterTest::costIsBounded_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nested repeats") << QStringLiteral("/(a+)+$/");
    QTest::newRow("alternatives") << QStringLiteral("/(a|aa)+$/");
    QTest::newRow("back reference") << QStringLiteral("/^(a+)+\\1[-_]$/");
    QTest::newRow("scan") << QStringLiteral("/[a-z]*[a-z]*[a-z]*-/");
    QTest::newRow("any text") << QStringLiteral("/(.*)*x-/");
}

void MessageFilterTest::costIsBounded()
{
    QFETCH(QString, text);
    const MessageFilter filter = MessageFilter::compile(text.toStdString()).value();
    FakeMessages owner;
    for (const std::size_t size : {std::size_t{1000}, std::size_t{2'000'000}}) {
        const Message message = owner.make(0, 0, std::string(size, 'a') + "!", "k");
        QElapsedTimer clock;
        clock.start();
        const FilterVerdict verdict = filter.match(message, owner, 0);
        QVERIFY2(clock.elapsed() < (size > 1000 ? 2000 : 100) * slowdown, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(verdict != FilterVerdict::yes);
    }
}

void MessageFilterTest::hugeValuesAreUndecidedOnlyBeyondWhatIsRead()
{
    const std::string padding(2'000'000, ' ');
    QCOMPARE(verdictOf("oslo", "oslo" + padding), FilterVerdict::yes);
    QCOMPARE(verdictOf("oslo", padding + "oslo"), FilterVerdict::undecided);
    QCOMPARE(verdictOf("!oslo", padding + "oslo"), FilterVerdict::undecided);
    QCOMPARE(verdictOf("oslo partition:7", padding + "oslo"), FilterVerdict::no); // the other condition decides
    QCOMPARE(verdictOf("$.a == 1", "{\"a\":1,\"b\":\"" + padding + "\"}"), FilterVerdict::yes);
    QCOMPARE(verdictOf("$.a == 1", "{\"b\":\"" + padding + "\",\"a\":1}"), FilterVerdict::undecided);
}

void MessageFilterTest::cutPreviewsAreUndecidedForJson()
{
    FakeMessages owner;
    PageBuilder builder(std::make_shared<PageBytes>(0));
    const std::vector<Message> messages{owner.make(0, 1, R"({"city":"Oslo","note":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","total":5})")};
    QVERIFY(builder.add(messages.front(), owner, 40));
    const auto page = builder.seal(1);
    const RecordRow& row = page->rows().front();
    const auto verdict = [&](const char* text) { return MessageFilter::compile(text).value().match(*page, row, 0); };
    QCOMPARE(verdict("$.city == Oslo"), FilterVerdict::yes);
    QCOMPARE(verdict("$.total == 5"), FilterVerdict::undecided);
    QCOMPARE(verdict("total"), FilterVerdict::no); // text is looked for in what is kept
}

void MessageFilterTest::headersAreReadOnlyWhenAsked()
{
    FakeMessages owner;
    const Message message = messageOf(owner);
    QCOMPARE(MessageFilter::compile("value:oslo partition:3").value().match(message, owner, partition), FilterVerdict::yes);
    QCOMPARE(owner.headerReads(), std::size_t{0});
    QCOMPARE(MessageFilter::compile("web app").value().match(message, owner, partition), FilterVerdict::yes);
    QCOMPARE(owner.headerReads(), std::size_t{1}); // once for both words
}

void MessageFilterTest::storeKeepsOnlyMatchesAndCountsExactly()
{
    FakeMessages owner;
    RecordStore store(64 * mib, 64);
    std::vector<Message> messages;
    for (int i = 0; i < 5000; ++i)
        messages.push_back(owner.make(i % 2, i, i % 100 == 7 ? "needle " + std::to_string(i) : "hay"));
    const auto partitionOf = [](Slot slot) { return PartitionId{slot + 10}; };
    store.setFilter(MessageFilter::compile("needle partition:11").value(), {"needle partition:11"}, partitionOf);
    for (std::size_t at = 0; at < messages.size(); at += 10)
        store.offer(std::span(messages).subspan(at, 10), owner);
    store.tick();
    const FilterCounts& found = store.filterCounts();
    QCOMPARE(found.number, std::uint64_t{1});
    QCOMPARE(found.tested, std::uint64_t{5000});
    QCOMPARE(found.matched, std::uint64_t{50}); // all of them have odd offsets
    QCOMPARE(found.kept, std::uint64_t{50});
    QCOMPARE(found.undecided, std::uint64_t{0});
    const ViewCounts counts = store.counts();
    QCOMPARE(counts.seen, counts.kept + counts.notKept + counts.filtered);
    QCOMPARE(counts.filtered, std::uint64_t{4950});
    for (const auto& page : store.pages()) {
        QCOMPARE(page->filter(), std::uint64_t{1});
        for (const RecordRow& row : page->rows())
            QVERIFY(row.value.starts_with("needle"));
    }
}

void MessageFilterTest::storeCountsMatchesAndKeepsAll()
{
    FakeMessages owner;
    RecordStore store(64 * mib, 64);
    std::vector<Message> messages;
    for (int i = 0; i < 150; ++i)
        messages.push_back(owner.make(i % 2, i, i % 10 == 7 ? "needle" : "hay"));
    const auto none = [](Slot) { return PartitionId{0}; };
    store.setFilter(MessageFilter::compile("needle").value(), {"needle", false}, none);
    store.offer(messages, owner);
    store.tick();
    QCOMPARE(store.filterCounts().tested, std::uint64_t{150});
    QCOMPARE(store.filterCounts().matched, std::uint64_t{15});
    QCOMPARE(store.filterCounts().kept, std::uint64_t{15}); // of those that match
    QCOMPARE(store.counts().kept, std::uint64_t{150});
    QCOMPARE(store.counts().filtered, std::uint64_t{0});
    QCOMPARE(store.pages().front()->filter(), std::uint64_t{0}); // not all of the page passed

    const auto flood = owner.run(0, 0, 100'000, "needle");
    store.offer(flood, owner); // sampled: of the matches, those that are there are kept
    store.tick();
    QCOMPARE(store.filterCounts().matched, std::uint64_t{100'015});
    QCOMPARE(store.filterCounts().kept, store.counts().kept - 135);
    QVERIFY(store.filterCounts().kept > 15 && store.filterCounts().kept <= 15 + RecordStore::keptPerTick);
}

void MessageFilterTest::aPartitionAloneIsAFilter()
{
    FakeMessages owner;
    RecordStore store(64 * mib, 64);
    std::vector<Message> messages;
    for (int i = 0; i < 150; ++i)
        messages.push_back(owner.make(i % 3, i, "hay"));
    store.setFilter(MessageFilter(), {"", true, 2}, [](Slot) { return PartitionId{0}; });
    store.offer(messages, owner);
    store.tick();
    QCOMPARE(store.filterCounts().tested, std::uint64_t{150});
    QCOMPARE(store.filterCounts().matched, std::uint64_t{50});
    QCOMPARE(store.counts().kept, std::uint64_t{50});
    for (const RecordRow& row : store.pages().front()->rows())
        QCOMPARE(row.slot, Slot{2});
}

void MessageFilterTest::rareMatchesAreAllKept()
{
    FakeMessages owner;
    RecordStore store(64 * mib, 64);
    const auto hay = owner.run(0, 0, 20'000, "hay");
    store.offer(hay, owner); // a flood before: the sample is thin
    store.tick();
    store.setFilter(MessageFilter::compile("needle").value(), {"needle"}, [](Slot) { return 0; });
    std::uint64_t matched = 0;
    for (int tick = 0; tick < 5; ++tick) {
        for (int poll = 0; poll < 200; ++poll) {
            auto messages = owner.run(0, 0, 50, "hay");
            if (poll % 2 == 0) {
                messages.push_back(owner.make(0, 50, "needle"));
                ++matched;
            }
            store.offer(messages, owner);
        }
        store.tick();
    }
    QCOMPARE(store.filterCounts().matched, matched);
    QCOMPARE(store.filterCounts().kept, matched);
}

void MessageFilterTest::manyMatchesAreSampledAndBounded()
{
    FakeMessages owner;
    RecordStore store(1 * mib, 1024);
    store.setFilter(MessageFilter::compile("value").value(), {"value"}, [](Slot) { return 0; });
    const auto messages = owner.run(0, 0, 10'000, "value " + std::string(900, 'x'));
    for (int tick = 0; tick < 20; ++tick) {
        const std::uint64_t before = store.filterCounts().kept;
        store.offer(messages, owner);
        store.tick();
        QVERIFY(store.filterCounts().kept - before <= RecordStore::keptPerTick);
        QVERIFY(store.counts().bytes <= 1 * mib + PageBuilder::maxPageBytes);
    }
    QCOMPARE(store.filterCounts().matched, std::uint64_t{200'000});
    QVERIFY(store.counts().evictedRows > 0);
}

void MessageFilterTest::changingTheFilterStartsItsCountsAnew()
{
    FakeMessages owner;
    RecordStore store(64 * mib, 64);
    const auto messages = owner.run(0, 0, 10, "hay");
    const auto none = [](Slot) { return PartitionId{0}; };
    store.offer(messages, owner); // unfiltered, still in the open page
    store.setFilter(MessageFilter::compile("hay").value(), {"hay"}, none);
    store.offer(messages, owner);
    store.setFilter(MessageFilter::compile("straw").value(), {"straw"}, none);
    store.offer(messages, owner);
    QCOMPARE(store.filterCounts().number, std::uint64_t{2});
    QCOMPARE(store.filterCounts().tested, std::uint64_t{10});
    QCOMPARE(store.filterCounts().matched, std::uint64_t{0});
    store.setFilter(MessageFilter(), {}, none);
    QCOMPARE(store.filterCounts().number, std::uint64_t{0});
    store.offer(messages, owner);
    store.tick();
    std::vector<std::uint64_t> filters;
    for (const auto& page : store.pages())
        filters.push_back(page->filter());
    QCOMPARE(filters, (std::vector<std::uint64_t>{0, 1, 0})); // held rows stay, and say what they passed
    QCOMPARE(store.counts().rows, std::uint64_t{30});
}

/// The worker tests each message of a flood: what a second of it may cost.
void MessageFilterTest::hundredThousandASecond()
{
    FakeMessages owner;
    RecordStore store(8 * mib, 1024);
    std::vector<Message> messages;
    for (int i = 0; i < 10'000; ++i)
        messages.push_back(owner.make(0, i, R"({"id":)" + std::to_string(i) + R"(,"sku":"LX-20","customer":{"city":"Oslo"},"note":")" + std::string(150, 'n') + R"("})", "k" + std::to_string(i)));
    for (const char* text : {"needle", "/need.e/", "$.customer.city == Bergen"}) {
        store.setFilter(MessageFilter::compile(text).value(), {text}, [](Slot) { return 0; });
        QElapsedTimer clock;
        clock.start();
        for (int round = 0; round < 10; ++round) {
            for (std::size_t at = 0; at < messages.size(); at += 10)
                store.offer(std::span(messages).subspan(at, 10), owner);
            store.tick();
        }
        qInfo("100,000 messages, %s: %lld ms", text, clock.elapsed());
        QCOMPARE(store.filterCounts().tested, std::uint64_t{100'000});
        QCOMPARE(store.filterCounts().matched, std::uint64_t{0});
        QVERIFY2(clock.elapsed() < 1000 * slowdown, qPrintable(QString::number(clock.elapsed())));
    }
}

QTEST_APPLESS_MAIN(MessageFilterTest)
#include "tst_message_filter.moc"

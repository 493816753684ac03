// SPDX-License-Identifier: GPL-3.0-or-later
// I8: one cause is one line a minute, and so are all causes beyond those that are told apart.
#include <QTest>

#include <spdlog/logger.h>
#include <spdlog/sinks/ringbuffer_sink.h>

#include "core/session/event_log.h"
#include "tests/support/fake_clock.h"

using namespace headroom::core;
using headroom::test::FakeClock;
using namespace std::chrono_literals;

namespace {

Error errorOf(int number) { return {ErrorCode::unreachable, "does not answer", "broker" + std::to_string(number), true, false, 0}; }

/// A word for a number, since the client's lines are told apart by their words.
std::string word(int number) { return {static_cast<char>('a' + number / 26), static_cast<char>('a' + number % 26)}; }

struct Log {
    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    std::shared_ptr<spdlog::sinks::ringbuffer_sink_mt> sink = std::make_shared<spdlog::sinks::ringbuffer_sink_mt>(1000);
    EventLog events;

    Log() : events(clock, std::make_shared<spdlog::logger>("test", sink)) {}
    /// Lines of level error so far.
    [[nodiscard]] std::ptrdiff_t errorLines() const
    {
        const auto lines = sink->last_raw();
        return std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.level == spdlog::level::err; });
    }
};

constexpr int many = 3 * static_cast<int>(EventLog::maxErrors);

} // namespace

class TestEventLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void repeatsAreCounted();
    void othersAreOneCause();
    void clientLinesOfOthersAreOneCause();
};

/// Seen to fail with repetitions not counted; when a cause is told once for ever.
void TestEventLog::repeatsAreCounted()
{
    Log log;
    for (int i = 0; i < 5; ++i)
        log.events.addError(errorOf(1));
    QCOMPARE(log.events.events().size(), std::size_t{1});
    QCOMPARE(log.events.events().front().repeats, 5U);
    log.clock->advance(EventLog::repeatWindow + 1s);
    log.events.addError(errorOf(1));
    QCOMPARE(log.events.events().size(), std::size_t{2});
    QCOMPARE(log.errorLines(), std::ptrdiff_t{2});
}

/// Seen to fail when what finds no place among the causes is told by itself.
void TestEventLog::othersAreOneCause()
{
    Log log;
    for (int round = 0; round < 2; ++round)
        for (int i = 0; i < many; ++i)
            log.events.addError(errorOf(i));
    const auto told = log.events.events();
    QCOMPARE(told.size(), EventLog::maxErrors + 1);
    QCOMPARE(told.front().repeats, 2U);
    QCOMPARE(static_cast<int>(told.back().repeats), 2 * (many - static_cast<int>(EventLog::maxErrors)));
    QVERIFY2(told.back().text.find("more than 32 different errors") == 0 && told.back().text.find("broker32") != std::string::npos, told.back().text.c_str());
    QCOMPARE(static_cast<std::size_t>(log.errorLines()), EventLog::maxErrors + 1);
    log.clock->advance(EventLog::repeatWindow + 1s); // then there is room again
    log.events.addError(errorOf(many));
    QVERIFY2(log.events.events().back().text.starts_with("broker"), log.events.events().back().text.c_str());
}

/// Seen to fail likewise.
void TestEventLog::clientLinesOfOthersAreOneCause()
{
    Log log;
    for (int round = 0; round < 2; ++round)
        for (int i = 0; i < many; ++i)
            log.events.clientLine(3, "FAIL", word(i) + ": connection refused");
    QCOMPARE(static_cast<std::size_t>(log.errorLines()), EventLog::maxErrors + 1);
    log.events.addError(errorOf(1)); // which takes no place from the session's own
    QVERIFY(log.events.events().size() == 1 && log.events.events().front().text.starts_with("broker1"));
}

QTEST_APPLESS_MAIN(TestEventLog)
#include "tst_event_log.moc"

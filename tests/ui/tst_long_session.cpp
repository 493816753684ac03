// SPDX-License-Identifier: GPL-3.0-or-later
// A session of eight hours costs the window no more than one of a minute: samples kept, bytes, and the time of drawing.
#include <algorithm>
#include <ctime>

#include <QTest>

#include "core/metrics/process_memory.h"
#include "tests/support/fake_clock.h"
#include "tests/support/instrumented.h"
#include "tests/support/snapshot_builder.h"
#include "tests/ui/shown_charts.h"
#include "ui/theme/theme.h"
#include "ui/views/chart_rounds.h"

using namespace headroom;
using namespace headroom::ui;
using tests::ShownCharts;

namespace {

using namespace std::chrono_literals;

constexpr double minute = 60;
constexpr double workday = 8 * 3600.0;

/// A history as the worker writes it: a reading each tenth of a second, by a clock of our own.
class Recording {
public:
    explicit Recording(double seconds)
    {
        const core::SteadyTime began = m_clock.now();
        const auto sinceBegan = [&] { return std::chrono::duration<double>(m_clock.now() - began).count(); };
        for (; sinceBegan() < seconds; m_clock.advance(100ms)) {
            m_history.add(sinceBegan(), tests::typicalReading(std::fmod(sinceBegan() + 300.0 - std::fmod(seconds, 300.0), 300.0)));
        }
        m_seconds = seconds;
    }

    [[nodiscard]] std::shared_ptr<const core::Snapshot> snapshot() const
    {
        auto made = std::make_shared<core::Snapshot>(*tests::SnapshotBuilder().build());
        made->history = m_history.view();
        made->seconds = m_seconds;
        return made;
    }
    [[nodiscard]] std::size_t samples() const
    {
        const core::HistoryView view = m_history.view();
        std::size_t sum = 0;
        for (const auto* tier : {&view.fine, &view.medium, &view.coarse}) {
            for (const auto& segment : *tier) {
                sum += segment->size();
            }
        }
        return sum;
    }
    [[nodiscard]] core::Bytes bytes() const { return m_history.bytes(); }

    /// What a tick costs the worker: one more sample, and a view of all of them. Milliseconds.
    [[nodiscard]] double tickMs();

private:
    test::FakeClock m_clock;
    core::History m_history{m_clock.wallNow()};
    double m_seconds = 0;
};

/// The median of what this thread computed, so that what else the machine does does not count. Milliseconds.
double medianMs(int times, const std::function<void()>& work)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    };
    std::vector<double> taken;
    for (int i = 0; i < times; ++i) {
        const double begin = now();
        work();
        taken.push_back(now() - begin);
    }
    std::ranges::sort(taken);
    return taken[taken.size() / 2];
}

double Recording::tickMs()
{
    const core::TickReading reading = tests::typicalReading(100);
    return medianMs(200, [&] {
        m_history.add(m_seconds += 0.1, reading);
        (void)m_history.view();
    });
}

/// What the window does for one new snapshot, and what it then holds.
struct Round {
    double ms = 0;
    double perSecond = 0; ///< rounds of its stretch of time
    std::size_t points = 0;
    core::Bytes bytes = 0;
};

Round roundOf(const Recording& recording, const char* range)
{
    const auto snapshot = recording.snapshot();
    ShownCharts shown(snapshot);
    QTest::mouseClick(shown.view.findChild<QAbstractButton*>(QLatin1String(range)), Qt::LeftButton);
    shown.settle();
    const auto panels = shown.view.findChildren<ChartPanel*>();
    Round round;
    // A window that is not exposed draws nothing, and a round of it costs nothing.
    if (!QTest::qWaitForWindowExposed(&shown.view)) {
        qFatal("the window was not shown");
    }
    round.ms = medianMs(15, [&] {
        for (ChartPanel* panel : panels) {
            panel->plot(snapshot->history, shown.view.span());
            panel->viewport()->repaint();
        }
    });
    round.perSecond = 1000 / roundPeriodMs(shown.view.span(), shown.chart()->map().area.width());
    for (const ChartPanel* panel : panels) {
        round.points += panel->curves().line.size();
    }
    round.bytes = shown.view.bytes();
    return round;
}

} // namespace

class LongSessionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeMode::light); }

    void historyIsDecimated()
    {
        const Recording brief(minute);
        const core::Bytes before = core::readRss().value_or(0);
        const Recording lasting(workday);
        const core::Bytes grown = core::readRss().value_or(0) - before;
        qInfo("samples %zu -> %zu of %d taken, bytes %lld -> %lld, RSS + %lld KiB", brief.samples(), lasting.samples(), static_cast<int>(workday * 10),
              static_cast<long long>(brief.bytes()), static_cast<long long>(lasting.bytes()), static_cast<long long>(grown / core::kib));
        QVERIFY(brief.samples() > 600);
        // 480 times the minute is kept as 0.1 s of the last one, 0.5 s of 15, and 5 s of the rest.
        QVERIFY(lasting.samples() < 700 + 2000 + 2 * static_cast<std::size_t>(workday / 5) + 10);
        // All there will ever be is within the ledger's figure from the first second on.
        QVERIFY(lasting.bytes() <= core::History::fullBytes());
        QVERIFY(core::History::fullBytes() < 5 * core::mib / 2);
        QVERIFY(before > 0 && (test::instrumented || grown < 4 * core::mib)); // freed memory is kept aside there
    }
    void aTickCostsTheSame()
    {
        Recording brief(minute);
        Recording lasting(workday);
        const double first = brief.tickMs();
        const double last = lasting.tickMs();
        qInfo("a tick of the history %.4f ms -> %.4f ms", first, last);
        QVERIFY2(last < 3 * first + 0.02, "tick"); // two hundred more segments by reference
    }
    void aRoundCostsTheSame_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<double>("bound");
        QTest::newRow("the last minute") << QByteArray("range1mButton") << 2.0;
        QTest::newRow("the last 5 minutes") << QByteArray("range5mButton") << 2.5;
        QTest::newRow("all eight hours") << QByteArray("rangeAllButton") << 8.0; // every column is a saw from its least to its most
    }
    void aRoundCostsTheSame()
    {
        QFETCH(QByteArray, range);
        QFETCH(double, bound);
        const Round brief = roundOf(Recording(minute), "range1mButton");
        const Round lasting = roundOf(Recording(workday), range.constData());
        qInfo("a round %.2f ms -> %.2f ms, %.1f -> %.1f a second, points %zu -> %zu, bytes of charts %lld -> %lld", brief.ms, lasting.ms, brief.perSecond, lasting.perSecond, brief.points, lasting.points,
              static_cast<long long>(brief.bytes), static_cast<long long>(lasting.bytes));
        QVERIFY(brief.points > 2000 && lasting.points <= 5 * 2 * maxColumns);
        // A minute has fewer samples than columns.
        QVERIFY2(static_cast<double>(lasting.points) <= 1.5 * static_cast<double>(brief.points), "points");
        QVERIFY2(static_cast<double>(lasting.bytes) <= 1.4 * static_cast<double>(brief.bytes), "bytes");
        QVERIFY2(lasting.ms <= bound * brief.ms, "time of a round");
        // Noise aside, a longer stretch costs a window less: it moves slower and is drawn less often.
        QVERIFY2(lasting.ms * lasting.perSecond <= 2 * brief.ms * brief.perSecond, "time of a second");
    }
};

QTEST_MAIN(LongSessionTest)
#include "tst_long_session.moc"

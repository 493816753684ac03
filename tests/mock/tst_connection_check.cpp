// SPDX-License-Identifier: GPL-3.0-or-later
// A try to connect names the step that fails, and the setting that mends it.
#include <QTest>

#include "core/kafka/connection_check.h"
#include "tests/support/echoing_broker.h"
#include "tests/support/instrumented.h"
#include "tests/support/mock_cluster.h"
#include "tests/support/stray_server.h"

using namespace headroom::core;
using headroom::test::EchoingBroker;
using headroom::test::MockCluster;
using headroom::test::slowdown;
using headroom::test::StrayServer;

namespace {

/// Something to connect to, and how.
struct Place {
    MockCluster mock;
    EchoingBroker echo;
    StrayServer stray{"HTTP/1.1 400 Bad Request\r\n\r\n"};
    Settings settings;

    Place()
    {
        mock.createTopic("orders", 2);
        settings.bootstrapServers = mock.bootstrapServers();
        settings.topic = "orders";
        settings.groupId = "readers";
        settings.socketTimeoutMs = 2000;
    }
    void login(const std::string& servers)
    {
        settings.bootstrapServers = servers;
        settings.securityProtocol = "sasl_plaintext";
        settings.saslMechanism = "PLAIN";
        settings.saslUsername = "alice";
        settings.saslPassword = Secret("wrong");
    }
};

using Arrange = void (*)(Place&);

struct Case {
    const char* name;
    Arrange arrange;
    int failed; ///< step; -1: none
    const char* setting;
};

const Case cases[] = {
    {"all is well", [](Place&) {}, -1, ""},
    {"a group of its own", [](Place& p) { p.settings.groupId.clear(); }, -1, ""},
    {"a setting that cannot be", [](Place& p) { p.settings.socketTimeoutMs = 1; }, int(CheckStep::settings), "socket-timeout-ms"},
    {"no such host", [](Place& p) { p.settings.bootstrapServers = "no-such-host.invalid:9092"; }, int(CheckStep::address), "bootstrap-servers"},
    {"nobody listens", [](Place& p) { p.settings.bootstrapServers = "127.0.0.1:9"; }, int(CheckStep::connection), "bootstrap-servers"},
    {"no broker", [](Place& p) { p.settings.bootstrapServers = "127.0.0.1:" + std::to_string(p.stray.port()); }, int(CheckStep::connection), "bootstrap-servers"},
    {"wrong password", [](Place& p) { p.login(p.echo.address()); }, int(CheckStep::login), "sasl-password"},
    // A topic that may not be read is not among them: with that error the mock names partitions too, as no broker does, and the client crashes.
    {"topic is not there", [](Place& p) { rd_kafka_mock_topic_set_error(p.mock.cluster(), "orders", RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART); },
     int(CheckStep::topic), "topic"},
    {"group may not be read",
     [](Place& p) { p.mock.failNext(MockCluster::apiOffsetFetch, std::vector(20, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED)); },
     int(CheckStep::group), "group-id"},
};

} // namespace

class TestConnectionCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesTheStep_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(std::size(cases)); ++i)
            QTest::newRow(cases[i].name) << i;
    }
    void namesTheStep()
    {
        QFETCH(int, index);
        const Case& wanted = cases[index];
        Place place;
        wanted.arrange(place);
        const ConnectionReport report = checkConnection(settingTable(), place.settings, Milliseconds(4000 * slowdown), [] { return false; });
        QCOMPARE(report.passed(), wanted.failed < 0);
        QCOMPARE(report.setting, std::string(wanted.setting));
        for (int step = 0; step < static_cast<int>(checkSteps); ++step) {
            const CheckLine& line = report.lines[static_cast<std::size_t>(step)];
            const std::string where = std::string(wordFor(static_cast<CheckStep>(step))) + ": " + line.text;
            const bool reached = wanted.failed < 0 || step < wanted.failed;
            const bool good = line.state == CheckState::passed || line.state == CheckState::notNeeded;
            QVERIFY2(reached ? good : line.state == (step == wanted.failed ? CheckState::failed : CheckState::notReached), where.c_str());
            QVERIFY2((line.state == CheckState::failed) == !line.text.empty(), where.c_str());
        }
        if (place.settings.groupId.empty())
            QCOMPARE(report.lines[static_cast<std::size_t>(CheckStep::group)].state, CheckState::notNeeded);
    }
};

QTEST_GUILESS_MAIN(TestConnectionCheck)
#include "tst_connection_check.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// How the command line takes secrets and profiles.
#include <QtTest>

#include <csignal>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "headroom_paths.h"
#include "tests/support/child_process.h"
#include "tests/support/echoing_broker.h"
#include "tests/support/instrumented.h"

using headroom::test::ChildProcess;
using headroom::test::EchoingBroker;
using headroom::test::slowdown;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 60s;
const QString cli = QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli");
const QString login = QStringLiteral("--bootstrap-servers 127.0.0.1:1 --topic orders --security-protocol sasl_plaintext --sasl-mechanism PLAIN --sasl-username alice ");
// The client would log in again at once; so late, a second login is one that should never have been.
const QString seldom = QStringLiteral("reconnect.backoff.ms=9000");

struct Ended {
    int code = -1;
    QByteArray output;
    QByteArray error;
};

/// By a shell, in the home, so that descriptors can be given and the environment set.
Ended run(const QTemporaryDir& home, const QString& command)
{
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), home.path());
    const QString line = QStringLiteral("cd '%1'; %2").arg(home.path(), QString(command).replace(QStringLiteral("CLI"), cli));
    // A session of its own has no terminal to ask at.
    if (!child.start(QStringLiteral("setsid"), {QStringLiteral("--wait"), QStringLiteral("/bin/sh"), QStringLiteral("-c"), line}))
        return {};
    const auto code = child.waitForEnd(patience);
    return {code.value_or(-1), child.standardOutput(), child.standardError()};
}

bool write(const QTemporaryDir& home, const char* name, const QByteArray& content)
{
    QFile file(home.filePath(QString::fromLatin1(name)));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

class TestCliSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void readsADescriptor();
    void asksAtTheTerminal();
    void exportIsMasked();
    void profileFromSaveToDelete();
    void profileOfSomebodyElseIsShownFirst();
    void repeatedPropertiesAddUp();
};

void TestCliSecrets::refuses_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QString& command, const char* says) { QTest::newRow(name) << command << QString::fromLatin1(says); };
    row("argument", QStringLiteral("CLI run ") + login + QStringLiteral("--sasl-password MARKER-1"), "a secret is never an argument");
    row("argument with =", QStringLiteral("CLI run ") + login + QStringLiteral("--sasl-password=MARKER-1"), "a secret is never an argument");
    row("alone", QStringLiteral("CLI run ") + login + QStringLiteral("--sasl-password"), "use --sasl-password-fd N");
    row("environment", QStringLiteral("HEADROOM_SASL_PASSWORD=MARKER-1 CLI run ") + login, "never stands in the environment");
    row("file", QStringLiteral("printf '{\"sasl-password\": \"MARKER-1\"}' >f.json; CLI run --settings-file f.json"), "never stands in a file");
    row("no terminal", QStringLiteral("CLI run ") + login, "there is no terminal to ask at");
    row("descriptor not open", QStringLiteral("CLI run ") + login + QStringLiteral("--sasl-password-fd 7"), "descriptor 7 is not open");
    row("empty", QStringLiteral("CLI run ") + login + QStringLiteral("--sasl-password-fd 3 3</dev/null"), "nothing was entered");
    row("endless", QStringLiteral("CLI run ") + login + QStringLiteral("--sasl-password-fd 3 3</dev/zero"), "more than 4096 bytes");
    row("denied property", QStringLiteral("CLI run --property Plugin.Library.Paths=x"), "loads a library");
    row("password as property", QStringLiteral("CLI run --property sasl.password=MARKER-1"), "a secret never stands in a property");
    row("verification", QStringLiteral("CLI run --property enable.ssl.certificate.verification=false"), "always verifies");
    row("file of certificates", QStringLiteral("mkfifo pipe; CLI run --bootstrap-servers 127.0.0.1:1 --topic t --security-protocol ssl --ssl-ca-location pipe"), "not a regular file");
    row("demo with TLS", QStringLiteral("CLI run --security-protocol ssl"), "only speaks plaintext");
    row("no such profile", QStringLiteral("CLI run --profile nobody"), "There is no profile");
}

/// Bad usage, exit code 2, and never the secret again. Must fail with the option left out: CLI11 repeats what it does not know.
void TestCliSecrets::refuses()
{
    QFETCH(QString, command);
    QFETCH(QString, says);
    const QTemporaryDir home;
    const Ended ended = run(home, command);
    QVERIFY2(ended.code == 2, ended.error.constData());
    QVERIFY2(ended.error.contains(says.toUtf8()), ended.error.constData());
    QVERIFY2(!ended.error.contains("MARKER-1") && ended.output.isEmpty(), ended.error.constData());
}

void TestCliSecrets::readsADescriptor()
{
    const QTemporaryDir home;
    EchoingBroker broker;
    QVERIFY(write(home, "secret", "from-a-descriptor\nand more"));
    const QString there = QString(login).replace(QStringLiteral("127.0.0.1:1"), QString::fromStdString(broker.address()));
    const Ended ended = run(home, QStringLiteral("CLI run ") + there + QStringLiteral("--property %1 --sasl-password-fd 5 5<secret").arg(seldom));
    QCOMPARE(broker.logins(), 1); // it ends at the first refusal
    QVERIFY2(ended.code == 1 && ended.error.contains("no such password: ********") && !ended.error.contains("from-a"), ended.error.constData());
}

/// Types the password at a terminal of its own; what comes back must not show it. Must fail without hide().
void TestCliSecrets::asksAtTheTerminal()
{
    const QTemporaryDir home;
    EchoingBroker broker;
    const QByteArray program = cli.toLocal8Bit(), where = home.path().toLocal8Bit(), late = seldom.toLocal8Bit();
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
    QVERIFY(child >= 0);
    if (child == 0) {
        setenv("HEADROOM_HOME", where.constData(), 1);
        const std::string address = broker.address();
        execl(program.constData(), "headroom-cli", "run", "--bootstrap-servers", address.c_str(), "--topic", "orders", "--security-protocol", "sasl_plaintext", "--sasl-mechanism", "PLAIN",
              "--sasl-username", "alice", "--property", late.constData(), static_cast<char*>(nullptr));
        _exit(127);
    }
    QByteArray shown;
    bool typed = false;
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < 30000 * slowdown;) {
        pollfd waiting{terminal, POLLIN, 0};
        std::array<char, 4096> piece{};
        if (poll(&waiting, 1, 50) <= 0)
            continue;
        const ssize_t got = read(terminal, piece.data(), piece.size());
        if (got <= 0)
            break; // it has ended
        shown.append(piece.data(), got);
        if (!typed && shown.contains("Password of alice at 127.0.0.1")) {
            typed = write(terminal, "TYPED-marker\n", 13) == 13;
        }
    }
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    close(terminal);
    QVERIFY2(typed, shown.constData());
    QCOMPARE(broker.logins(), 1);
    QVERIFY2(shown.contains("no such password: ********") && !shown.contains("TYPED"), shown.constData());
}

/// Seen to fail with the secret in place of its mask.
void TestCliSecrets::exportIsMasked()
{
    const QTemporaryDir home;
    QVERIFY(write(home, "secret", "MARKER-1"));
    const Ended ended = run(home, QStringLiteral("CLI settings --export kafka-python ") + login + QStringLiteral("--sasl-password-fd 3 3<secret"));
    QVERIFY2(ended.code == 0 && ended.output.contains("sasl_plain_password=\"********\"") && !ended.output.contains("MARKER"), ended.output + ended.error);
}

void TestCliSecrets::profileFromSaveToDelete()
{
    const QTemporaryDir home;
    QCOMPARE(run(home, QStringLiteral("CLI profiles")).output, QByteArray("no profile yet\n"));
    QCOMPARE(run(home, QStringLiteral("CLI profiles --save 'my test' --fetch-min-bytes 7 ") + login).code, 0);
    QVERIFY(run(home, QStringLiteral("CLI profiles")).output.contains("my test                  127.0.0.1:1\n"));
    const Ended used = run(home, QStringLiteral("CLI settings --export librdkafka --profile 'my test' --sasl-username bob"));
    QVERIFY2(used.output.contains("bootstrap.servers=127.0.0.1:1\n") && used.output.contains("sasl.username=bob\n") && used.output.contains("fetch.min.bytes=1\n"), used.output + used.error);
    const Ended tested = run(home, QStringLiteral("printf word >w; CLI profiles --test --profile 'my test' --sasl-password-fd 3 3<w"));
    QVERIFY2(tested.code == 1 && tested.output.contains("connection         failed") && tested.output.contains("login              not reached"), tested.output + tested.error);
    QCOMPARE(run(home, QStringLiteral("CLI profiles --delete 'my test'")).code, 0);
    QCOMPARE(run(home, QStringLiteral("CLI profiles --delete 'my test'")).code, 2);
    QCOMPARE(run(home, QStringLiteral("CLI profiles --save ../evil")).code, 2);
}

/// Must fail with a file that is used without being accepted.
void TestCliSecrets::profileOfSomebodyElseIsShownFirst()
{
    const QTemporaryDir home;
    QVERIFY(write(home, "given.json", R"({"bootstrap-servers": "evil:9092", "property": "ssl.engine.location=/x.so", "client-rack": "r1"})"));
    const QString command = QStringLiteral("CLI settings --export librdkafka --profile-file given.json");
    const Ended asked = run(home, command);
    QVERIFY2(asked.code == 2 && asked.output.isEmpty() && asked.error.contains("was not used"), asked.error.constData());
    QVERIFY(asked.error.contains("refused  ssl.engine.location") && asked.error.contains("look     bootstrap-servers demo -> evil:9092") && asked.error.contains("changes  client-rack - -> r1"));
    const Ended accepted = run(home, command + QStringLiteral(" --accept-profile"));
    QVERIFY2(accepted.code == 0 && accepted.output.contains("bootstrap.servers=evil:9092") && !accepted.output.contains("engine"), accepted.error.constData());
    const Ended checked = run(home, QStringLiteral("CLI profiles --check given.json"));
    QVERIFY2(checked.code == 0 && checked.output.contains("loads a library"), checked.output + checked.error);
}

void TestCliSecrets::repeatedPropertiesAddUp()
{
    const QTemporaryDir home;
    const Ended ended = run(home, QStringLiteral("CLI settings --export librdkafka --property reconnect.backoff.ms=7 --property client.dns.lookup=use_all_dns_ips"));
    QVERIFY2(ended.code == 0 && ended.output.contains("property = reconnect.backoff.ms=7; client.dns.lookup=use_all_dns_ips"), ended.output + ended.error);
}

QTEST_GUILESS_MAIN(TestCliSecrets)
#include "tst_cli_secrets.moc"

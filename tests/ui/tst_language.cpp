// SPDX-License-Identifier: GPL-3.0-or-later
// The window in another language: what it says, and how one comes to it.
#include <QAbstractButton>
#include <QActionGroup>
#include <QComboBox>
#include <QFontMetrics>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QSettings>
#include <QTabBar>
#include <QTextBrowser>
#include <QTreeWidget>

#include "headroom_paths.h"
#include "tests/support/snapshot_builder.h"
#include "tests/ui/fake_window.h"
#include "tests/ui/ts_file.h"
#include "ui/language/language.h"
#include "ui/views/commit_view.h"
#include "ui/views/guide_dialog.h"
#include "ui/views/window_holder.h"

using namespace headroom;
using headroom::test::FakeWindow;
using headroom::test::readTs;
using headroom::tests::SnapshotBuilder;

namespace {

const QString chinese = QStringLiteral("zh_CN");

bool hasHan(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

/// Words of English that are no name of Kafka's, unit or value.
QString englishIn(const QString& text)
{
    static const QRegularExpression names(QStringLiteral(
        "[a-z]+([._-][a-z0-9]+)+|headroom|Headroom|librdkafka|Kafka|Java|kafka-python|RSS|[KM]iB|Ctrl|Shift|Alt|Enter|Return|Backspace|Esc|End|JSON|Qt|"
        "[0-9.]+ ([kM] )?(ms|msg/s|B|s)\\b|\\bp(50|95|99)\\b|^(true|false|stored|earliest|latest|orders|tests|fake:9092|none|manual|auto|observe|range|classic|plaintext|read_committed|ask)\\b|"
        "(stored|earliest|latest|last|offset|timestamp|file|delay|cpu|demo|English|max|DejaVu)\\b"));
    static const QRegularExpression words(QStringLiteral("[A-Za-z]{3,}"));
    QString rest = text;
    const auto found = words.match(rest.remove(names));
    return found.hasMatch() && !hasHan(text) ? found.captured() : QString();
}

/// All that a widget says.
QStringList textsOf(const QWidget& widget)
{
    QStringList texts{widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()};
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        texts << label->text();
    } else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        texts << button->text();
    } else if (const auto* line = qobject_cast<const QLineEdit*>(&widget)) {
        texts << line->placeholderText();
    } else if (const auto* tabs = qobject_cast<const QTabBar*>(&widget)) {
        for (int tab = 0; tab < tabs->count(); ++tab) {
            texts << tabs->tabText(tab);
        }
    } else if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget); view != nullptr && view->model() != nullptr) {
        for (int column = 0; column < view->model()->columnCount(); ++column) {
            texts << view->model()->headerData(column, Qt::Horizontal).toString() << view->model()->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
        }
    }
    return texts;
}

/// The menus of the menu bar and those in them.
QList<QMenu*> menusOf(const QWidget& window) { return window.findChildren<QMenu*>(QRegularExpression(QStringLiteral("Menu$"))); }

} // namespace

class TestLanguage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { ui::useLanguage(*QCoreApplication::instance(), QStringLiteral("en")); }

    void systemDecides_data();
    void systemDecides();
    void pluralsAreEnglish();
    void composedMessages_data();
    void composedMessages();
    void everyPatternIsTranslated();
    void foreignTextStays();
    void everySettingIsExplained();
    void mnemonics_data();
    void mnemonics();
    void windowSpeaksChinese();
    void hanHasGlyphs();
    void languageChangesInARun();
    void typedSettingsAreNotLost();
    void choiceIsKept();
    void guide_data();
    void guide();
};

void TestLanguage::systemDecides_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QStringList>("preferred");
    QTest::addColumn<QString>("language");
    const QString system = QStringLiteral("system");
    QTest::newRow("Chinese") << system << QStringList{QStringLiteral("zh-Hans-CN"), QStringLiteral("zh")} << chinese;
    QTest::newRow("Singapore") << system << QStringList{QStringLiteral("zh_SG")} << chinese;
    QTest::newRow("Taiwan") << system << QStringList{QStringLiteral("zh_TW"), QStringLiteral("en")} << QStringLiteral("en");
    QTest::newRow("German, then Chinese") << system << QStringList{QStringLiteral("de_DE"), QStringLiteral("zh_CN")} << chinese;
    QTest::newRow("English before Chinese") << system << QStringList{QStringLiteral("en_GB"), QStringLiteral("zh_CN")} << QStringLiteral("en");
    QTest::newRow("nothing") << system << QStringList{QStringLiteral("C")} << QStringLiteral("en");
    QTest::newRow("asked for") << chinese << QStringList{QStringLiteral("en")} << chinese;
    QTest::newRow("unknown") << QStringLiteral("tlh") << QStringList{QStringLiteral("zh_CN")} << chinese;
}

void TestLanguage::systemDecides()
{
    QFETCH(QString, code);
    QFETCH(QStringList, preferred);
    QTEST(ui::resolvedLanguage(code, preferred), "language");
}

void TestLanguage::pluralsAreEnglish()
{
    ui::useLanguage(*QCoreApplication::instance(), QStringLiteral("en"));
    const auto said = [](int n) { return ui::CommitView::tr("%1 processed messages", nullptr, n).arg(n); };
    QCOMPARE(said(0), QStringLiteral("0 processed messages"));
    QCOMPARE(said(1), QStringLiteral("1 processed message"));
    QCOMPARE(said(2), QStringLiteral("2 processed messages"));
    ui::useLanguage(*QCoreApplication::instance(), chinese);
    QCOMPARE(said(1), QStringLiteral("1 条已处理的消息"));
    QCOMPARE(ui::pluralOf(5'000'000'000), std::numeric_limits<int>::max());
}

void TestLanguage::composedMessages_data()
{
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("translated");
    QTest::newRow("word") << QStringLiteral("resumed: the guard only observes") << QStringLiteral("已恢复拉取：守卫只观察");
    QTest::newRow("guard, with what it cost")
        << QStringLiteral("guard paused: RSS 250.0 MiB is above the limit 240.0 MiB; 31.5 MiB of prefetch dropped, to be fetched again; trim: 3.0 MiB returned in 4.2 ms")
        << QStringLiteral("守卫已暂停：RSS 250.0 MiB 高于限制 240.0 MiB；丢弃预取 31.5 MiB，稍后重新拉取；归还内存：4.2 ms 内归还 3.0 MiB");
    QTest::newRow("places change their order") << QStringLiteral("connecting to a:9092 as group readers") << QStringLiteral("以消费组 readers 连接到 a:9092");
    QTest::newRow("counts") << QStringLiteral("committed 1 message on 3 partitions in 4.1 ms") << QStringLiteral("已提交 3 个分区上的 1 条消息，用时 4.1 ms");
    QTest::newRow("the client's words stay")
        << QStringLiteral("Unknown topic x (UNKNOWN_TOPIC_OR_PART). Check the topic's name, or create it; Headroom never creates topics.")
        << QStringLiteral("Unknown topic x (UNKNOWN_TOPIC_OR_PART). 请检查主题名称，或创建它；Headroom 从不创建主题。");
    QTest::newRow("a label holds what follows its place") << QStringLiteral("B: RSS, peak 180.0 MiB is within the ceiling, 190.0 MiB")
                                                           << QStringLiteral("B：RSS 峰值 180.0 MiB 未超出预测上限 190.0 MiB");
    QTest::newRow("what a colon says of a label") << QStringLiteral("prefetch queue, peak: C 4.1 MiB ≤ 0.3 × A 32.0 MiB")
                                                  << QStringLiteral("预取队列峰值：C 4.1 MiB ≤ 0.3 × A 32.0 MiB");
    QTest::newRow("step of a scenario") << QStringLiteral("3 s to warm up, 22 s measured; the broker is away for 5 of them")
                                        << QStringLiteral("预热 3 秒，测量 22 秒；其中 5 秒没有代理");
    QTest::newRow("begin of a run") << QStringLiteral("scenario 6, run B: one budget, broker away for 5 s") << QStringLiteral("场景 6，运行 B：一个预算，代理离开 5 秒");
    QTest::newRow("peak of a run") << QStringLiteral("run B: RSS peak 180.0 MiB") << QStringLiteral("运行 B：RSS 峰值 180.0 MiB");
    QTest::newRow("killed") << QStringLiteral("the reader in its own process was killed in the middle of a batch; another one reads on")
                            << QStringLiteral("独立进程中的读取者在批次处理到一半时被杀死；另一个接着读取");
    QTest::newRow("refusal") << QStringLiteral("batch-size = \"x\": not a whole number. Allowed: 1 ... 100000.")
                             << QStringLiteral("batch-size = \"x\"：不是整数。允许：1 ... 100000。");
}

void TestLanguage::composedMessages()
{
    QFETCH(QString, english);
    QCOMPARE(ui::coreText(english.toStdString()), english);
    ui::useLanguage(*QCoreApplication::instance(), chinese);
    QTEST(ui::coreText(english.toStdString()), "translated");
}

/// A message made from each pattern of the core comes out translated, with everything that was put into it.
void TestLanguage::everyPatternIsTranslated()
{
    static const QRegularExpression place(QStringLiteral("\\{([0-9]*)(?::[^{}]*)?\\}"));
    ui::useLanguage(*QCoreApplication::instance(), chinese);
    int patterns = 0;
    for (const test::TsMessage& message : readTs(QStringLiteral(HEADROOM_SOURCE_DIR "/resources/translations/core_zh_CN.ts"))) {
        QString made = message.source;
        QStringList values;
        for (auto match = place.match(made); match.hasMatch(); match = place.match(made)) {
            const bool again = !match.captured(1).isEmpty() && match.captured(1).toInt() < values.size();
            if (!again) {
                values << QStringLiteral("<%1>").arg(values.size() + 1);
            }
            made.replace(match.capturedStart(), match.capturedLength(), again ? values[match.captured(1).toInt()] : values.back());
        }
        const QString said = ui::coreText(made.toStdString());
        QVERIFY2(message.forms.front() == message.source || said != made, qPrintable(made));
        for (const QString& value : values) {
            QVERIFY2(said.contains(value), qPrintable(made + QStringLiteral(" -> ") + said));
        }
        patterns += values.isEmpty() ? 0 : 1;
    }
    QVERIFY(patterns > 100);
}

void TestLanguage::foreignTextStays()
{
    ui::useLanguage(*QCoreApplication::instance(), chinese);
    for (const std::string text : {"", "orders", "a text that nobody knows; and another", "broker.example.org:9092", "100 %", "%1 %n {} {0}"}) {
        QCOMPARE(ui::coreText(text).toStdString(), text);
        QCOMPARE(ui::coreUtf8(text), text);
    }
    const std::string raw("raw \xff\x00 bytes", 12);
    QCOMPARE(ui::coreUtf8(raw), raw);
}

void TestLanguage::everySettingIsExplained()
{
    ui::useLanguage(*QCoreApplication::instance(), chinese);
    for (const core::SettingSpec& row : core::settingTable()) {
        QVERIFY2(hasHan(ui::coreText(row.help)), row.help.data());
        QVERIFY2(hasHan(ui::coreText(core::groupTitle(row.group))), core::groupTitle(row.group).data());
        const bool kafkas = row.label.find('.') != std::string_view::npos;
        QVERIFY2(hasHan(ui::coreText(row.label)) != kafkas, row.label.data());
    }
}

void TestLanguage::mnemonics_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QStringLiteral("en");
    QTest::newRow("Chinese") << chinese;
}

/// Each entry has a key of its own in its menu. Languages, commit modes and columns are chosen from a list.
void TestLanguage::mnemonics()
{
    QFETCH(QString, language);
    ui::useLanguage(*QCoreApplication::instance(), language);
    const FakeWindow w;
    QList<QList<QAction*>> groups{w.window.menuBar()->actions()};
    static const QSet<QString> lists{QStringLiteral("languageMenu"), QStringLiteral("commitModeMenu"), QStringLiteral("columnsMenu"), QStringLiteral("sortMenu")};
    for (const QMenu* menu : menusOf(w.window)) {
        if (!lists.contains(menu->objectName())) {
            groups << menu->actions();
        }
    }
    QVERIFY(groups.size() > 7);
    static const QRegularExpression key(QStringLiteral("&(\\w)"));
    for (const QList<QAction*>& group : groups) {
        QSet<QString> taken;
        for (const QAction* action : group) {
            if (action->isSeparator()) {
                continue;
            }
            const QString letter = key.match(action->text()).captured(1).toUpper();
            QVERIFY2(!letter.isEmpty(), qPrintable(action->text()));
            QVERIFY2(!taken.contains(letter), qPrintable(action->text()));
            taken.insert(letter);
        }
    }
}

void TestLanguage::windowSpeaksChinese()
{
    ui::useLanguage(*QCoreApplication::instance(), chinese);
    FakeWindow w;
    w.start();
    QTRY_COMPARE_WITH_TIMEOUT(w.state(), core::SessionState::running, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(hasHan(w.find<QLabel>("stateLabel")->text()), 20000);
    Q_EMIT w.bridge.snapshotChanged(SnapshotBuilder::typical().build());
    QStringList left;
    for (const QWidget* widget : w.window.findChildren<QWidget*>()) {
        const QStringList texts = textsOf(*widget);
        for (const QString& text : texts) {
            if (const QString word = englishIn(text); !word.isEmpty()) {
                left << QStringLiteral("%1: %2").arg(widget->objectName(), text);
            }
        }
    }
    for (const QMenu* menu : menusOf(w.window)) {
        for (const QAction* action : menu->actions()) {
            left << (englishIn(action->text()).isEmpty() ? QString() : action->text()) << (englishIn(action->statusTip()).isEmpty() ? QString() : action->statusTip());
        }
    }
    left.removeAll(QString());
    left.removeDuplicates();
    QVERIFY2(left.isEmpty(), qPrintable(QLatin1Char('\n') + left.join(QLatin1Char('\n'))));
}

/// Pictures of boxes would say nothing of the layout.
void TestLanguage::hanHasGlyphs()
{
    const QFontMetrics metrics{QApplication::font()};
    for (const QChar c : QStringLiteral("内存余量提交")) {
        QVERIFY2(metrics.inFont(c), "no font with Chinese characters: install fonts-noto-cjk");
    }
}

void TestLanguage::languageChangesInARun()
{
    const auto broker = std::make_shared<test::FakeBroker>();
    broker->fill(3, 20);
    QTemporaryDir home;
    ui::SessionBridge bridge(FakeWindow::dependencies(broker));
    bridge.apply(FakeWindow::quickSettings(), false);
    ui::WindowOptions options = FakeWindow::options(home, false);
    options.language = QStringLiteral("en");
    ui::WindowHolder holder(bridge, std::make_shared<core::LogRing>(100), options);
    holder.window().show();
    bridge.start(FakeWindow::quickSettings());
    QTRY_COMPARE_WITH_TIMEOUT(bridge.latest()->state, core::SessionState::running, 20000);
    const auto began = bridge.latest()->history.began;
    const auto label = [&holder] { return holder.window().findChild<QLabel*>(QStringLiteral("stateLabel"))->text(); };
    const auto choose = [&holder](const char* action) { holder.window().findChild<QAction*>(QString::fromLatin1(action))->trigger(); };
    QTRY_VERIFY(label().contains(QStringLiteral("Running")));

    choose("language_zh_CN");
    QTRY_VERIFY(label().contains(QStringLiteral("运行中")));
    QVERIFY(holder.window().isVisible());
    QVERIFY(holder.window().findChild<QAction*>(QStringLiteral("language_zh_CN"))->isChecked());
    QCOMPARE(bridge.latest()->state, core::SessionState::running);
    QCOMPARE(bridge.latest()->history.began, began); // the same run
    choose("language_en");
    QTRY_VERIFY(label().contains(QStringLiteral("Running")));
    bridge.force();
    QTRY_VERIFY_WITH_TIMEOUT(!bridge.running(), 20000);
    choose("language_zh_CN"); // also when there is nothing new to come
    QTRY_VERIFY(label().contains(QStringLiteral("已停止")));
}

void TestLanguage::typedSettingsAreNotLost()
{
    FakeWindow w;
    QSignalSpy chosen(&w.window, &ui::MainWindow::languageChosen);
    auto* edit = w.find<QLineEdit>("edit_batch-size");
    edit->setText(QStringLiteral("77"));
    Q_EMIT edit->textEdited(edit->text());
    w.find<QAction>("language_zh_CN")->trigger();
    QVERIFY(chosen.isEmpty());
    QTRY_VERIFY(w.find<QLabel>("banner_language_text") != nullptr);
    QCOMPARE(edit->text(), QStringLiteral("77"));
}

void TestLanguage::choiceIsKept()
{
    FakeWindow w;
    w.find<QAction>("language_zh_CN")->trigger();
    const QSettings kept(w.home.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    QCOMPARE(kept.value(QStringLiteral("window/language")).toString(), chinese);
}

void TestLanguage::guide_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("word");
    QTest::newRow("English") << QStringLiteral("en") << QStringLiteral("prefetch queue");
    QTest::newRow("Chinese") << chinese << QStringLiteral("预取队列");
}

void TestLanguage::guide()
{
    QFETCH(QString, language);
    QFETCH(QString, word);
    ui::useLanguage(*QCoreApplication::instance(), language);
    FakeWindow w;
    w.find<QAction>("guideAction")->trigger();
    const auto* dialog = w.find<ui::GuideDialog>("guideDialog");
    QTRY_VERIFY(dialog != nullptr && dialog->isVisible());
    auto* text = dialog->findChild<QTextBrowser*>();
    QVERIFY(text->toPlainText().contains(word));
    auto* chapters = dialog->findChild<QListWidget*>();
    QVERIFY(chapters->count() >= 8);
    chapters->setCurrentRow(chapters->count() - 1);
    QTRY_VERIFY(text->verticalScrollBar()->value() > 0);
    int pictures = 0;
    static const QRegularExpression picture(QStringLiteral("<img src=\"([^\"]+)"));
    for (auto it = picture.globalMatch(text->document()->toHtml()); it.hasNext(); ++pictures) {
        const QUrl url(text->source().resolved(QUrl(it.next().captured(1))));
        const auto shown = text->document()->resource(QTextDocument::ImageResource, url).value<QImage>();
        QVERIFY2(!shown.isNull(), qPrintable(url.toString()));
        QVERIFY(shown.deviceIndependentSize().width() <= 680);
    }
    QVERIFY2(pictures >= 4, qPrintable(QString::number(pictures)));
    // Nothing is fetched: every link leads to a page that is built in.
    static const QRegularExpression link(QStringLiteral("href=\"([^\"#]+)"));
    for (auto it = link.globalMatch(text->document()->toHtml()); it.hasNext();) {
        const QString target = it.next().captured(1);
        QVERIFY2(QFile::exists(QStringLiteral(":/docs/") + target), qPrintable(target));
    }
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"

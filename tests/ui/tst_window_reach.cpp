// SPDX-License-Identifier: GPL-3.0-or-later
// The window without a mouse and without eyes: every control has a name that a screen reader can say, and every key is on the
// list of keys. In the window and in each dialog that its menus open.
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QScrollBar>
#include <QShortcut>
#include <QTest>
#include <QTextEdit>
#include <QTreeWidget>

#include "tests/ui/fake_window.h"
#include "ui/views/shortcuts_dialog.h"

using namespace headroom;
using headroom::test::FakeWindow;

namespace {

bool isControl(const QWidget& widget)
{
    return qobject_cast<const QAbstractButton*>(&widget) != nullptr || qobject_cast<const QComboBox*>(&widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(&widget) != nullptr || qobject_cast<const QLineEdit*>(&widget) != nullptr ||
           qobject_cast<const QAbstractItemView*>(&widget) != nullptr || qobject_cast<const QTextEdit*>(&widget) != nullptr;
}

/// A part of another control: the line of a spin box, the list of a combo box, what Qt adds by itself.
bool isPart(const QWidget& widget)
{
    for (const QWidget* up = widget.parentWidget(); up != nullptr && !up->isWindow(); up = up->parentWidget()) {
        if (qobject_cast<const QComboBox*>(up) != nullptr || qobject_cast<const QAbstractSpinBox*>(up) != nullptr || qobject_cast<const QAbstractItemView*>(up) != nullptr) {
            return true;
        }
    }
    return widget.objectName().startsWith(QStringLiteral("qt_")) || widget.objectName() == QStringLiteral("ScrollLeftButton") ||
           widget.objectName() == QStringLiteral("ScrollRightButton") || qobject_cast<const QLineEdit*>(widget.parentWidget()) != nullptr;
}

QString nameOf(QWidget& widget)
{
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&widget);
    return interface == nullptr ? QString() : interface->text(QAccessible::Name);
}

QStringList unnamed(const QWidget& root)
{
    QStringList found;
    for (QWidget* widget : root.findChildren<QWidget*>()) {
        if (isControl(*widget) && !isPart(*widget) && widget->window() == &root && widget->isVisibleTo(&root) && nameOf(*widget).trimmed().isEmpty()) {
            found << QStringLiteral("%1 %2 in %3").arg(QLatin1String(widget->metaObject()->className()), widget->objectName(), widget->parentWidget()->objectName());
        }
    }
    return found;
}

QString plainText(const QAction& action)
{
    return action.text().remove(QLatin1Char('&'));
}

/// All texts of the list of keys, and all keys.
void collect(const QTreeWidgetItem* item, QSet<QString>& texts, QSet<QString>& keys)
{
    for (int i = 0; i < item->childCount(); ++i) {
        texts << item->child(i)->text(0);
        static const QRegularExpression between(QStringLiteral("[;,] "));
        for (const QString& key : item->child(i)->text(1).split(between)) {
            keys << key;
        }
        collect(item->child(i), texts, keys);
    }
}

} // namespace

class TestWindowReach : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void windowsControlsHaveNames();
    void dialogsControlsHaveNames_data();
    void dialogsControlsHaveNames();
    void everyKeyIsListed();
    void keysAreUnique();
    void exportCanBeForbidden();
};

void TestWindowReach::windowsControlsHaveNames()
{
    FakeWindow w;
    w.start();
    QTRY_COMPARE_WITH_TIMEOUT(w.state(), core::SessionState::running, 20000);
    for (const char* panel : {"showSettingsAction", "showMemoryAction", "showMessagesAction", "showCommitAction", "showEventsAction", "scenario1Action"}) {
        auto* action = w.find<QAction>(panel);
        QVERIFY2(action != nullptr, panel);
        action->trigger();
        QCoreApplication::processEvents();
        const QStringList left = unnamed(w.window);
        QVERIFY2(left.isEmpty(), qPrintable(QLatin1String(panel) + QLatin1Char('\n') + left.join(QLatin1Char('\n'))));
    }
}

void TestWindowReach::dialogsControlsHaveNames_data()
{
    QTest::addColumn<QString>("action");
    for (const char* action : {"profilesAction", "topicsAction", "exportMessagesAction", "exportSeriesAction", "deriveAction", "formulaAction", "guideAction",
                               "shortcutsAction", "aboutAction"}) {
        QTest::newRow(action) << QString::fromLatin1(action);
    }
}

void TestWindowReach::dialogsControlsHaveNames()
{
    QFETCH(QString, action);
    FakeWindow w;
    w.start();
    QTRY_VERIFY_WITH_TIMEOUT(w.bridge.latest()->messages > 0, 20000);
    auto* does = w.window.findChild<QAction*>(action);
    QVERIFY(does != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(does->isEnabled(), 20000);
    does->trigger();
    const auto dialogs = [&w] {
        QList<QDialog*> shown = w.window.findChildren<QDialog*>();
        shown.removeIf([](const QDialog* dialog) { return !dialog->isVisible(); });
        return shown;
    };
    QTRY_COMPARE(dialogs().size(), 1);
    QDialog* dialog = dialogs().front();
    const QStringList left = unnamed(*dialog);
    QVERIFY2(left.isEmpty(), qPrintable(QLatin1Char('\n') + left.join(QLatin1Char('\n'))));
    QVERIFY(!dialog->windowTitle().isEmpty());
    QTest::keyClick(dialog, Qt::Key_Escape); // each goes away by key
    QTRY_VERIFY(dialogs().isEmpty());
}

void TestWindowReach::everyKeyIsListed()
{
    const FakeWindow w;
    w.find<QAction>("shortcutsAction")->trigger();
    const auto* tree = w.find<QTreeWidget>("shortcutsTree");
    QVERIFY(tree != nullptr);
    QSet<QString> texts;
    QSet<QString> keys;
    for (int i = 0; i < tree->topLevelItemCount(); ++i) {
        collect(tree->topLevelItem(i), texts, keys);
    }
    int actions = 0;
    QStringList missing;
    for (const QAction* action : w.window.findChildren<QAction*>()) {
        const bool inMenus = action->shortcutContext() == Qt::WindowShortcut;
        for (const QKeySequence& sequence : action->shortcuts()) {
            const QString key = sequence.toString(QKeySequence::NativeText).replace(QStringLiteral("Enter"), QStringLiteral("Return")); // that of the number pad
            if (!keys.contains(key) || (inMenus && !texts.contains(plainText(*action)))) {
                missing << QStringLiteral("%1: %2").arg(plainText(*action), key);
            }
            ++actions;
        }
    }
    QVERIFY2(actions > 30, qPrintable(QString::number(actions)));
    for (const QShortcut* shortcut : w.window.findChildren<QShortcut*>()) {
        const QString key = shortcut->keys().front().toString(QKeySequence::NativeText); // standard ones have further keys of old keyboards
        if (!keys.contains(key)) {
            missing << QStringLiteral("%1 of %2").arg(key, shortcut->parent()->objectName());
        }
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
}

/// A key that two actions of the window want does nothing at all.
void TestWindowReach::keysAreUnique()
{
    const FakeWindow w;
    QHash<QString, QString> taken;
    for (const QAction* action : w.window.findChildren<QAction*>()) {
        if (action->shortcutContext() != Qt::WindowShortcut) {
            continue;
        }
        for (const QKeySequence& sequence : action->shortcuts()) {
            const QString key = sequence.toString(QKeySequence::PortableText);
            QVERIFY2(!taken.contains(key), qPrintable(QStringLiteral("%1: %2 and %3").arg(key, taken.value(key), action->objectName())));
            taken.insert(key, action->objectName());
        }
    }
    QVERIFY(taken.size() > 30);
}

/// For screens that others use: no way to a file with messages in it, not by key either.
void TestWindowReach::exportCanBeForbidden()
{
    FakeWindow w;
    ui::WindowOptions options = FakeWindow::options(w.home, false);
    options.mayExport = false;
    ui::MainWindow strict(w.bridge, std::make_shared<core::LogRing>(100), options);
    strict.resize(2000, 900);
    strict.show();
    strict.showPage(QStringLiteral("messages"));
    w.window.resize(2000, 900);
    w.window.showPage(QStringLiteral("messages"));
    QTRY_VERIFY(w.find<QWidget>("exportButton")->isVisibleTo(&w.window));
    QVERIFY(!strict.findChild<QWidget*>(QStringLiteral("exportButton"))->isVisibleTo(&strict));
    for (const char* name : {"exportMessagesAction", "exportSeriesAction"}) {
        const auto* action = strict.findChild<QAction*>(QLatin1String(name));
        QVERIFY(!action->isVisible() && !action->isEnabled());
        QVERIFY(w.find<QAction>(name)->isVisible());
    }
    strict.resize(2100, 900); // what is asked anew with each size stays away
    QCoreApplication::processEvents();
    QVERIFY(!strict.findChild<QWidget*>(QStringLiteral("exportButton"))->isVisibleTo(&strict));
}

QTEST_MAIN(TestWindowReach)
#include "tst_window_reach.moc"

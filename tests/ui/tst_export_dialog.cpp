// SPDX-License-Identifier: GPL-3.0-or-later
// The export as people reach it: from the messages view, all rows or those of the filter, to a file.
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "tests/support/exported_records.h"
#include "tests/support/instrumented.h"
#include "tests/support/snapshot_builder.h"
#include "tests/ui/raw_page.h"
#include "tests/ui/view_pictures.h"
#include "ui/models/record_filter_model.h"
#include "ui/views/export_dialog.h"
#include "ui/views/messages_view.h"

using namespace headroom;
using namespace headroom::ui;
using headroom::test::slowdown;
using tests::RawRecord;
using tests::SnapshotBuilder;

namespace {

std::string contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string("unreadable");
}

/// A messages view with rows, and its export dialog.
struct Stage {
    QTemporaryDir folder;
    MessagesView view;
    ExportDialog* dialog = nullptr;

    explicit Stage(const std::vector<std::shared_ptr<const core::RecordPage>>& pages)
    {
        SnapshotBuilder builder;
        builder.partitions(2);
        builder.edit().pages = pages;
        view.resize(1200, 300);
        view.show();
        view.apply(builder.build());
    }
    void open()
    {
        QTest::mouseClick(view.findChild<QToolButton*>(QStringLiteral("exportButton")), Qt::LeftButton);
        dialog = view.findChild<ExportDialog*>();
    }
    template <class T>
    [[nodiscard]] T* find(const char* name) const
    {
        return dialog->findChild<T*>(QLatin1String(name));
    }
    [[nodiscard]] QString status() const { return find<QLabel>("exportStatusLabel")->text(); }
    [[nodiscard]] QString file(const char* name) const { return folder.filePath(QLatin1String(name)); }
};

std::vector<RawRecord> someRecords(int count)
{
    std::vector<RawRecord> records;
    for (int i = 0; i < count; ++i) {
        RawRecord record;
        record.offset = i;
        record.slot = i % 2;
        record.key = "key-" + std::to_string(i);
        record.value = i % 3 == 0 ? "third" : "=SUM(A1)";
        record.headers = {{"trace", std::to_string(i)}};
        records.push_back(record);
    }
    return records;
}

} // namespace

class TestExportDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesAllRowsAsNdjson();
    void writesTheFilteredRowsAsCsv();
    void writesTheLastRowsOnly();
    void cancelLeavesNothing();
    void saysWhyItFailed();
    void pictures();
};

void TestExportDialog::writesAllRowsAsNdjson()
{
    Stage stage({tests::rawPage(1, someRecords(30)), tests::rawPage(2, someRecords(12))});
    stage.open();
    QVERIFY(stage.dialog != nullptr);
    QCOMPARE(stage.find<QComboBox>("exportRowsCombo")->count(), 1); // nothing is filtered
    stage.dialog->exportTo(stage.file("all.ndjson"));
    QTRY_VERIFY_WITH_TIMEOUT(!stage.dialog->running(), 5000 * slowdown);
    const auto read = test::readNdjson(contentOf(stage.file("all.ndjson")));
    QCOMPARE(read.size(), std::size_t(42));
    QCOMPARE(read[1].topic, std::string("demo.orders"));
    QCOMPARE(read[1].partition, std::int64_t(1));
    QCOMPARE(read[1].key.value(), std::string("key-1"));
    QCOMPARE(read[1].value.value(), std::string("=SUM(A1)"));
    QCOMPARE(read[1].headers.at(0).second.value(), std::string("1"));
    QVERIFY2(stage.status().startsWith(QStringLiteral("42 rows")), qPrintable(stage.status()));
}

void TestExportDialog::writesTheFilteredRowsAsCsv()
{
    Stage stage({tests::rawPage(1, someRecords(30))});
    auto* filter = stage.view.findChild<QLineEdit*>(QStringLiteral("messageFilter"));
    filter->setText(QStringLiteral("SUM"));
    QTest::keyClick(filter, Qt::Key_Return);
    stage.open();
    QCOMPARE(stage.find<QComboBox>("exportRowsCombo")->currentText(), QStringLiteral("Rows that match the filter (20)"));
    auto* raw = stage.find<QCheckBox>("exportRawCheck");
    QVERIFY(!raw->isChecked() && !raw->isEnabled()); // NDJSON has no such switch
    stage.find<QComboBox>("exportFormatCombo")->setCurrentIndex(1);
    QVERIFY(raw->isEnabled());
    for (const bool asRaw : {false, true}) {
        raw->setChecked(asRaw);
        stage.dialog->exportTo(stage.file("some.csv"));
        QTRY_VERIFY_WITH_TIMEOUT(!stage.dialog->running(), 5000 * slowdown);
        const std::string text = contentOf(stage.file("some.csv"));
        QCOMPARE(text.find(",'=SUM") != std::string::npos || text.find("\"'=SUM") != std::string::npos, !asRaw);
        const auto read = test::readCsv(text, asRaw);
        QCOMPARE(read.size(), std::size_t(20));
        QCOMPARE(read.front().value.value(), std::string("=SUM(A1)"));
    }
}

/// Many more rows than can be written before the click.
void TestExportDialog::writesTheLastRowsOnly()
{
    Stage stage({tests::rawPage(1, someRecords(30)), tests::rawPage(2, someRecords(12))});
    stage.open();
    auto* most = stage.find<QSpinBox>("exportMostSpin");
    QCOMPARE(most->text(), QStringLiteral("all rows"));
    most->setValue(5);
    stage.dialog->exportTo(stage.file("last.ndjson"));
    QTRY_VERIFY_WITH_TIMEOUT(!stage.dialog->running(), 5000 * slowdown);
    const auto read = test::readNdjson(contentOf(stage.file("last.ndjson")));
    QCOMPARE(read.size(), std::size_t{5});
    QCOMPARE(read.front().key.value(), std::string("key-7")); // of the twelve of the last page
    most->setValue(100);
    stage.dialog->exportTo(stage.file("many.ndjson"));
    QTRY_VERIFY_WITH_TIMEOUT(!stage.dialog->running(), 5000 * slowdown);
    QCOMPARE(test::readNdjson(contentOf(stage.file("many.ndjson"))).size(), std::size_t{42});
}

void TestExportDialog::cancelLeavesNothing()
{
    std::vector<std::shared_ptr<const core::RecordPage>> pages;
    for (std::uint64_t number = 1; number <= 400; ++number) {
        pages.push_back(tests::rawPage(number, someRecords(1000)));
    }
    Stage stage(pages);
    stage.open();
    stage.dialog->exportTo(stage.file("cancelled.ndjson"));
    QVERIFY(stage.dialog->running());
    QTest::mouseClick(stage.find<QPushButton>("exportCloseButton"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!stage.dialog->running(), 5000 * slowdown);
    QCOMPARE(stage.status(), QStringLiteral("Cancelled; nothing was written."));
    QVERIFY(QDir(stage.folder.path()).isEmpty());
    QTest::mouseClick(stage.find<QPushButton>("exportCloseButton"), Qt::LeftButton);
    QTRY_VERIFY(stage.view.findChild<ExportDialog*>() == nullptr);
}

void TestExportDialog::saysWhyItFailed()
{
    Stage stage({tests::rawPage(1, someRecords(3))});
    stage.open();
    stage.dialog->exportTo(QStringLiteral("/proc/none/<b>x</b>.ndjson"));
    QTRY_VERIFY_WITH_TIMEOUT(!stage.dialog->running(), 5000 * slowdown);
    QVERIFY2(stage.status().contains(QStringLiteral("/proc/none/<b>x</b>.ndjson")), qPrintable(stage.status()));
    QCOMPARE(stage.find<QLabel>("exportStatusLabel")->textFormat(), Qt::PlainText);
}

void TestExportDialog::pictures()
{
    Stage stage({tests::rawPage(1, someRecords(40))});
    stage.open();
    QVERIFY(tests::savePictures(*stage.dialog, QStringLiteral("export"), stage.dialog->sizeHint()));
    stage.dialog->exportTo(stage.file("rows.ndjson"));
    QTRY_VERIFY_WITH_TIMEOUT(!stage.dialog->running(), 5000 * slowdown);
    QVERIFY(tests::savePictures(*stage.dialog, QStringLiteral("export-done"), stage.dialog->sizeHint()));
}

QTEST_MAIN(TestExportDialog)
#include "tst_export_dialog.moc"

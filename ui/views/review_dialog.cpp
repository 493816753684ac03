// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/review_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "core/base/display_text.h"
#include "ui/language/language.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

constexpr std::size_t longestCell = 300;

/// What somebody else wrote: marks in the place of what could hide or turn it.
QString shown(const std::string& text)
{
    return QString::fromStdString(core::displayText(text, longestCell));
}

QString wordFor(core::ReviewVerdict verdict)
{
    switch (verdict) {
    case core::ReviewVerdict::refuse:
        return ReviewDialog::tr("refused");
    case core::ReviewVerdict::confirm:
        return ReviewDialog::tr("look");
    case core::ReviewVerdict::change:
        break;
    }
    return ReviewDialog::tr("changes");
}

} // namespace

ReviewDialog::ReviewDialog(const core::ProfileReview& review, const QString& file, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("reviewDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Profile from a file"));
    auto* head = new QLabel(tr("%1 would change this. Refused lines are left out; nothing is used before you say so.").arg(file), this);
    head->setObjectName(QStringLiteral("reviewHead"));
    head->setTextFormat(Qt::PlainText);
    head->setWordWrap(true);
    auto* table = new QTreeWidget(this);
    table->setObjectName(QStringLiteral("reviewTable"));
    table->setAccessibleName(tr("What the profile would change"));
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setHeaderLabels({QString(), tr("Setting"), tr("Now"), tr("Would be"), tr("Why to look")});
    const ThemeColors& colors = themeColors(palette());
    for (const core::ReviewLine& line : review.lines) {
        auto* item = new QTreeWidgetItem(table, {wordFor(line.verdict), shown(line.what), shown(line.now), shown(line.then), shown(coreUtf8(line.reason))});
        for (int column = 0; column < item->columnCount(); ++column) {
            item->setToolTip(column, item->text(column).toHtmlEscaped());
        }
        if (line.verdict != core::ReviewVerdict::change) {
            item->setForeground(0, line.verdict == core::ReviewVerdict::refuse ? colors.error : colors.adapt);
        }
    }
    for (int column = 0; column < 4; ++column) {
        table->resizeColumnToContents(column);
        table->setColumnWidth(column, std::min(table->columnWidth(column), 220));
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* use = buttons->addButton(tr("Take over"), QDialogButtonBox::AcceptRole);
    use->setObjectName(QStringLiteral("reviewUseButton"));
    use->setEnabled(!review.accepted.empty());
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(head);
    column->addWidget(table, 1);
    column->addWidget(buttons);
    resize(860, 420);
}

} // namespace headroom::ui

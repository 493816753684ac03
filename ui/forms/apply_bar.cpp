// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/apply_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "core/base/number_format.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

ApplyBar::ApplyBar(QWidget* parent)
    : QWidget(parent), m_apply(new QPushButton(tr("Apply"), this)), m_revert(new QPushButton(tr("Revert"), this)), m_note(new QLabel(this))
{
    m_apply->setObjectName(QStringLiteral("applyButton"));
    m_apply->setToolTip(tr("Put the changed values in force (Ctrl+S)"));
    connect(m_apply, &QPushButton::clicked, this, &ApplyBar::applyPressed);
    m_revert->setObjectName(QStringLiteral("revertButton"));
    m_revert->setToolTip(tr("Back to the values in force"));
    connect(m_revert, &QPushButton::clicked, this, &ApplyBar::revertPressed);
    m_note->setObjectName(QStringLiteral("applyNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setMinimumWidth(40);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_apply);
    line->addWidget(m_revert);
    line->addWidget(m_note, 1);
}

void ApplyBar::display(const PendingEdits& edits)
{
    m_apply->setText(edits.restart ? tr("Restart and apply") : tr("Apply"));
    m_apply->setEnabled(edits.count > 0 && edits.refusal.isEmpty());
    m_revert->setEnabled(edits.count > 0);
    QString note = tr("no pending changes");
    if (edits.count > 0 && !edits.refusal.isEmpty()) {
        note = edits.refusal;
    } else if (edits.count > 0) {
        note = edits.count == 1 ? tr("1 change") : tr("%1 changes").arg(edits.count);
        note += edits.restart ? tr(": one rebalance") : QString();
        note += edits.restart && edits.prefetched > 0
                    ? tr(", %1 fetched again").arg(QString::fromStdString(core::formatBytes(edits.prefetched)))
                    : QString();
    }
    m_note->setText(note);
    QPalette colors;
    colors.setColor(QPalette::WindowText, edits.refusal.isEmpty() ? themeColors(palette()).dimText : themeColors(palette()).error);
    m_note->setPalette(colors);
}

} // namespace headroom::ui

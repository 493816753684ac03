// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_detail.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/settings/setting_codec.h"
#include "ui/forms/setting_names.h"
#include "ui/language/language.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

QLabel* SettingDetail::makeLabel(const char* name)
{
    auto* label = new QLabel(m_page);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setMinimumWidth(60);
    return label;
}

SettingDetail::SettingDetail(QWidget* parent)
    : QScrollArea(parent), m_page(new QWidget(this)), m_title(makeLabel("settingDetailTitle")), m_range(makeLabel("settingDetailRange")),
      m_meaning(makeLabel("settingDetailMeaning")), m_default(makeLabel("settingDetailDefault")), m_inUse(makeLabel("settingDetailInUse")),
      m_names(makeLabel("settingDetailNames")), m_share(makeLabel("settingDetailShare")), m_refusal(makeLabel("settingDetailRefusal")),
      m_reset(new QPushButton(tr("Reset"), m_page))
{
    setObjectName(QStringLiteral("settingDetail"));
    setAccessibleName(tr("About the selected setting"));
    setFrameShape(QFrame::StyledPanel);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus); // the keys must reach what is below
    m_page->installEventFilter(this);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_refusal->setFont(bold);
    m_reset->setObjectName(QStringLiteral("resetRowButton"));
    m_reset->setToolTip(tr("Type the default into this row (Backspace in the table)"));
    m_reset->setAccessibleName(tr("Reset the selected setting to its default"));
    connect(m_reset, &QPushButton::clicked, this, &SettingDetail::resetRequested);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(2);
    const std::pair<QString, QLabel*> lines[] = {
        {tr("means"), m_meaning}, {tr("allowed"), m_range}, {tr("default"), m_default}, {tr("elsewhere"), m_names}, {tr("ceiling"), m_share}};
    int line = 0;
    for (const auto& [word, label] : lines) {
        auto* name = new QLabel(word, m_page);
        name->setTextFormat(Qt::PlainText);
        name->setForegroundRole(QPalette::PlaceholderText);
        name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        grid->addWidget(name, line, 0);
        grid->addWidget(label, line, 1);
        ++line;
    }
    grid->setColumnStretch(1, 1);

    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_reset);
    auto* layout = new QVBoxLayout(m_page);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_refusal);
    layout->addWidget(m_inUse);
    layout->addLayout(grid);
    layout->addStretch(1);
    m_refusal->hide();
    m_inUse->hide();
    m_reset->setEnabled(false);
    setWidget(m_page);
}

QSize SettingDetail::sizeHint() const
{
    const int inner = viewport()->width();
    // As wide as the form is anyway: its text wraps.
    return {minimumSizeHint().width(), m_page->layout()->heightForWidth(inner) + 2 * frameWidth()};
}

bool SettingDetail::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) {
        updateGeometry(); // as high as its text, where the form lets it
    }
    return QScrollArea::eventFilter(watched, event);
}

void SettingDetail::showRow(const core::SettingSpec& row, const QString& defaultText, bool isDefault, const QString& refusal)
{
    m_title->setText(coreText(row.label));
    m_meaning->setText(coreText(row.help));
    m_range->setText(coreText(core::allowedText(row)));
    m_default->setText(defaultText.isEmpty() ? tr("empty") : defaultText);
    m_names->setText(namesElsewhere(row));
    m_refusal->setText(refusal);
    m_refusal->setVisible(!refusal.isEmpty());
    QPalette colors;
    colors.setColor(QPalette::WindowText, themeColors(palette()).error);
    m_refusal->setPalette(colors);
    m_reset->setEnabled(!isDefault);
}

void SettingDetail::showInUse(const QString& text)
{
    m_inUse->setText(text.isEmpty() ? QString() : tr("The run uses %1").arg(text));
    m_inUse->setVisible(!text.isEmpty());
    QPalette colors;
    colors.setColor(QPalette::WindowText, themeColors(palette()).risk);
    m_inUse->setPalette(colors);
}

void SettingDetail::showShare(const QString& formula)
{
    if (m_share->text() != formula) {
        m_share->setText(formula);
    }
}

} // namespace headroom::ui

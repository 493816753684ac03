// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/lost_offset_dialog.h"

#include <algorithm>

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

#include "core/base/number_format.h"
#include "core/settings/setting_codec.h"
#include "ui/language/language.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

QString count(std::int64_t number)
{
    return QString::fromStdString(core::formatCount(number));
}

} // namespace

LostOffsetDialog::LostOffsetDialog(std::vector<core::LostOffset> lost, QWidget* parent)
    : QDialog(parent), m_lost(std::move(lost)), m_title(new QLabel(this)), m_text(new QLabel(this)),
      m_earliest(new QRadioButton(this)), m_latest(new QRadioButton(this)), m_typed(new QRadioButton(tr("Choose offset or time…"), this)),
      m_place(new QLineEdit(this)), m_hint(new QLabel(this)), m_all(new QCheckBox(this))
{
    setObjectName(QStringLiteral("lostOffsetDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Offset out of range"));
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    for (QLabel* label : {m_title, m_text, m_hint}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_title->setObjectName(QStringLiteral("lostTitle"));
    m_text->setObjectName(QStringLiteral("lostText"));
    m_earliest->setObjectName(QStringLiteral("lostEarliestButton"));
    m_latest->setObjectName(QStringLiteral("lostLatestButton"));
    m_typed->setObjectName(QStringLiteral("lostTypedButton"));
    m_place->setObjectName(QStringLiteral("lostPlace"));
    m_place->setAccessibleName(tr("Offset or time"));
    m_place->setPlaceholderText(tr("offset, or time such as 2026-03-01T12:00:00"));
    m_hint->setObjectName(QStringLiteral("lostHint"));
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_all->setObjectName(QStringLiteral("lostAllCheck"));
    auto* icon = new QLabel(this);
    icon->setPixmap(themedIcon("warning", themeColors(palette()).adapt).pixmap(40, 40));

    auto* buttons = new QDialogButtonBox(this);
    m_go = buttons->addButton(tr("Continue"), QDialogButtonBox::AcceptRole);
    m_go->setObjectName(QStringLiteral("lostContinueButton"));
    QPushButton* stand = buttons->addButton(tr("Leave it standing"), QDialogButtonBox::RejectRole);
    stand->setObjectName(QStringLiteral("lostStandButton"));
    connect(buttons, &QDialogButtonBox::accepted, this, &LostOffsetDialog::answer);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_go->setDefault(true);
    connect(m_typed, &QRadioButton::toggled, this, [this](bool on) {
        if (on) {
            m_place->setFocus(Qt::OtherFocusReason);
        }
        check();
    });
    connect(m_place, &QLineEdit::textEdited, this, [this] {
        m_typed->setChecked(true);
        check();
    });

    auto* layout = new QGridLayout(this);
    layout->setHorizontalSpacing(16);
    layout->addWidget(icon, 0, 0, 2, 1, Qt::AlignTop);
    QWidget* const lines[] = {m_title, m_text, m_earliest, m_latest, m_typed, m_place, m_hint, m_all};
    int line = 0;
    for (QWidget* widget : lines) {
        layout->addWidget(widget, line++, 1);
    }
    layout->addWidget(buttons, line, 0, 1, 2);
    layout->setColumnStretch(1, 1);
    setMinimumWidth(460);
    showNext();
}

void LostOffsetDialog::showNext()
{
    const core::LostOffset& lost = m_lost[m_at];
    const QString title = lost.unreadable() ? tr("%1 partition %2: the batch at offset %3 cannot be read.") : tr("%1 partition %2: offset %3 no longer exists.");
    m_title->setText(title.arg(QString::fromStdString(lost.topic)).arg(lost.partition).arg(count(lost.wanted)));
    const std::int64_t gone = std::max<std::int64_t>(0, lost.low - lost.wanted);
    const QString kept = tr("The broker now keeps %1 … %2.").arg(count(lost.low), count(lost.high));
    m_text->setText(gone > 0             ? kept + tr(" %1 messages between were deleted and cannot be read.", nullptr, pluralOf(gone)).arg(count(gone))
                    : lost.cutAt >= 0   ? kept + tr(" Its log was cut off at %1: what was read behind it is gone, or other messages stand there.").arg(count(lost.cutAt))
                    : lost.unreadable() ? kept + tr(" Nothing was passed over. The batch may be damaged on the broker.")
                                        : kept + tr(" The wanted offset lies beyond the end: the topic may have been created anew."));
    const std::int64_t toRead = std::max<std::int64_t>(0, lost.high - lost.low);
    m_earliest->setText(gone > 0 ? tr("Earliest kept (%1): %2 messages lost, %3 to read", nullptr, pluralOf(gone)).arg(count(lost.low), count(gone), count(toRead))
                                 : tr("Earliest kept (%1): %2 to read, perhaps again").arg(count(lost.low), count(toRead)));
    const std::int64_t skipped = lost.unreadable() ? lost.high - lost.wanted : toRead + gone;
    m_latest->setText(tr("Latest (%1): %2 messages skipped", nullptr, pluralOf(skipped)).arg(count(lost.high), count(skipped)));
    m_earliest->setChecked(true);
    m_place->clear();
    const std::size_t more = m_lost.size() - m_at - 1;
    m_all->setVisible(more > 0);
    m_all->setText(tr("The same for %1 more partitions", nullptr, pluralOf(static_cast<std::int64_t>(more))).arg(more));
    check();
}

std::optional<core::SeekCommand> LostOffsetDialog::choice(const core::LostOffset& lost) const
{
    if (!m_typed->isChecked()) {
        return core::SeekCommand{{lost.slot, m_earliest->isChecked() ? core::StartOffset::Kind::beginning : core::StartOffset::Kind::end, 0}};
    }
    const QString text = m_place->text().trimmed().remove(QChar(0x202F)).remove(QLatin1Char(' '));
    bool number = false;
    const qlonglong offset = text.toLongLong(&number);
    if (number) {
        const bool there = offset >= lost.low && offset <= lost.high;
        return there ? std::optional(core::SeekCommand{{lost.slot, core::StartOffset::Kind::exact, offset}}) : std::nullopt;
    }
    const auto time = core::parseTimestamp(m_place->text().trimmed().toStdString());
    return time && *time >= 0 ? std::optional(core::SeekCommand{{lost.slot, core::StartOffset::Kind::end, 0}, *time}) : std::nullopt;
}

/// An offset is one of this partition; a time is one for all.
void LostOffsetDialog::check()
{
    const core::LostOffset& lost = m_lost[m_at];
    const auto chosen = choice(lost);
    m_hint->setText(chosen ? tr("At a time: at the first message that is not older. Times are UTC unless they name their offset.")
                           : tr("An offset from %1 to %2, or a time such as 2026-03-01T12:00:00 (UTC).").arg(count(lost.low), count(lost.high)));
    m_hint->setVisible(m_typed->isChecked());
    m_go->setEnabled(chosen.has_value());
    const bool forAll = !m_typed->isChecked() || (chosen && chosen->fromMs >= 0);
    m_all->setEnabled(forAll);
    if (!forAll) {
        m_all->setChecked(false);
    }
}

void LostOffsetDialog::answer()
{
    const std::size_t until = m_all->isChecked() ? m_lost.size() : m_at + 1;
    for (; m_at < until; ++m_at) {
        if (const auto where = choice(m_lost[m_at])) {
            Q_EMIT answered(*where);
        }
    }
    if (m_at < m_lost.size()) {
        showNext();
        return;
    }
    Q_EMIT answeredAll();
    accept();
}

} // namespace headroom::ui

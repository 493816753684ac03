// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/memory_controls.h"

#include <array>

#include <QAction>
#include <QButtonGroup>
#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

namespace headroom::ui {

namespace {

/// Fusion marks a chosen button by a shade only.
constexpr auto rangeStyle = "QToolButton { border: 1px solid palette(mid); border-radius: 3px; padding: 3px 8px; background: palette(button); }"
                            "QToolButton:hover { border-color: palette(highlight); }"
                            "QToolButton:focus { border: 2px solid palette(highlight); padding: 2px 7px; }"
                            "QToolButton:checked { background: palette(highlight); color: palette(highlighted-text); }"
                            "QToolButton:checked:focus { border-color: palette(text); }";

struct RangeSpec {
    const char* name;
    const char* label;
    int seconds; ///< 0: all
};

constexpr std::array ranges{
    RangeSpec{"range1mButton", QT_TRANSLATE_NOOP("headroom::ui::MemoryControls", "1 min"), 60},
    RangeSpec{"range5mButton", QT_TRANSLATE_NOOP("headroom::ui::MemoryControls", "5 min"), 300},
    RangeSpec{"range15mButton", QT_TRANSLATE_NOOP("headroom::ui::MemoryControls", "15 min"), 900},
    RangeSpec{"rangeAllButton", QT_TRANSLATE_NOOP("headroom::ui::MemoryControls", "all"), 0},
};

QLabel* plainLabel(const QString& text)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

MemoryControls::MemoryControls(int rangeSeconds, QWidget* parent) : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_title = plainLabel(tr("Memory (RSS by owner)"));
    QFont bold(m_title->font());
    bold.setBold(true);
    m_title->setFont(bold);
    row->addWidget(m_title);
    row->addSpacing(12);
    row->addWidget(plainLabel(tr("Range")));
    row->addSpacing(2);
    addRanges(row, rangeSeconds);
    row->addSpacing(8);
    m_follow = addCheck(row, "followCheck", tr("Follow"), tr("Keep the newest sample in sight (End)"));
    auto* markers = addCheck(row, "markersCheck", tr("Markers"), tr("Show the labels of markers; their lines stay"));
    row->addStretch(1);
    connect(m_follow, &QCheckBox::toggled, this, &MemoryControls::followToggled);
    connect(markers, &QCheckBox::toggled, this, &MemoryControls::markersToggled);
}

void MemoryControls::addRanges(QHBoxLayout* row, int rangeSeconds)
{
    auto* group = new QButtonGroup(this);
    for (const RangeSpec& range : ranges) {
        auto* button = new QToolButton;
        button->setObjectName(QString::fromLatin1(range.name));
        button->setText(tr(range.label));
        button->setAccessibleName(tr("Range: %1").arg(button->text()));
        button->setToolTip(range.seconds > 0 ? tr("Show the last %1").arg(button->text()) : tr("Show the whole history, at most 12 hours"));
        button->setFocusPolicy(Qt::StrongFocus); // a tool button is not on the Tab key's way by itself
        button->setCheckable(true);
        button->setChecked(range.seconds == rangeSeconds);
        group->addButton(button, range.seconds);
        row->addWidget(button);
        m_ranges.append(button);
    }
    connect(group, &QButtonGroup::idClicked, this, &MemoryControls::rangeChosen);
    styleRanges();
}

/// A style sheet keeps the colours of the palette it was first drawn with.
void MemoryControls::styleRanges()
{
    for (auto* button : m_ranges) {
        button->setStyleSheet({});
        button->setStyleSheet(QString::fromLatin1(rangeStyle));
    }
}

void MemoryControls::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        styleRanges();
    }
}

int MemoryControls::titleWidth() const
{
    return m_title->sizeHint().width() + layout()->spacing();
}

int MemoryControls::widthWithoutTitle() const
{
    return layout()->minimumSize().width() - (m_title->isHidden() ? 0 : titleWidth());
}

QSize MemoryControls::minimumSizeHint() const
{
    return {widthWithoutTitle(), QWidget::minimumSizeHint().height()};
}

void MemoryControls::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_title->setVisible(width() >= widthWithoutTitle() + titleWidth());
}

QCheckBox* MemoryControls::addCheck(QHBoxLayout* row, const char* name, const QString& label, const QString& tip)
{
    auto* check = new QCheckBox(label);
    check->setObjectName(QString::fromLatin1(name));
    check->setToolTip(tip);
    check->setChecked(true);
    row->addWidget(check);
    return check;
}

void MemoryControls::setPictureActions(const QList<QAction*>& actions)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("savePictureButton"));
    button->setText(tr("Picture"));
    button->setAccessibleName(tr("Save picture"));
    button->setToolTip(actions.front()->toolTip());
    button->setFocusPolicy(Qt::StrongFocus);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    auto* menu = new QMenu(button);
    menu->addActions(actions);
    button->setMenu(menu);
    connect(button, &QToolButton::clicked, actions.front(), &QAction::trigger);
    layout()->addWidget(button);
}

void MemoryControls::showFollow(bool follows)
{
    const QSignalBlocker quiet(m_follow);
    m_follow->setChecked(follows);
}

} // namespace headroom::ui

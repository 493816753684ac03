// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/commit_mode_box.h"

#include <algorithm>
#include <array>

#include <QButtonGroup>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/views/cell_delegate.h"

namespace headroom::ui {

namespace {

struct ModeSpec {
    const char* id; ///< as in the setting commit-mode
    const char* objectName;
    const char* label;
    const char* toolTip;
};

constexpr std::array<ModeSpec, 4> modes{{
    {"manual", "commitModeManual", QT_TRANSLATE_NOOP("headroom::ui::CommitModeBox", "Manual"),
     QT_TRANSLATE_NOOP("headroom::ui::CommitModeBox", "Offsets are committed only when you press Commit batch")},
    {"batch", "commitModeBatch", QT_TRANSLATE_NOOP("headroom::ui::CommitModeBox", "After each batch"),
     QT_TRANSLATE_NOOP("headroom::ui::CommitModeBox", "Offsets are committed when a batch is processed")},
    {"interval", "commitModeInterval", QT_TRANSLATE_NOOP("headroom::ui::CommitModeBox", "Every"),
     QT_TRANSLATE_NOOP("headroom::ui::CommitModeBox", "What is processed is committed at this interval")},
    {"auto", "commitModeAuto", QT_TRANSLATE_NOOP("headroom::ui::CommitModeBox", "Auto (risky)"),
     QT_TRANSLATE_NOOP("headroom::ui::CommitModeBox", "The client commits by itself what it handed out, processed or not")},
}};
constexpr int intervalMode = 2;
constexpr int autoMode = 3;
/// A choice that is not in force after this long was refused or taken back.
constexpr int patienceMs = 3000;

} // namespace

CommitModeBox::CommitModeBox(QWidget* parent)
    : QGroupBox(tr("Commit mode"), parent), m_modes(new QButtonGroup(this)), m_seconds(new QSpinBox(this)), m_choice(new QComboBox(this)),
      m_warning(new QLabel(this))
{
    build();
    color();
    setCompact(false);
    connect(m_choice, &QComboBox::activated, this, [this](int mode) { m_modes->button(mode)->click(); });
    connect(m_modes, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on) {
            showChoice();
        }
    });
    connect(m_modes, &QButtonGroup::idClicked, this, &CommitModeBox::request);
    connect(m_seconds, &QSpinBox::editingFinished, this, [this] {
        if (m_modes->checkedId() == intervalMode) {
            request();
        }
    });
}

void CommitModeBox::build()
{
    setObjectName(QStringLiteral("commitModeGroup"));
    m_seconds->setObjectName(QStringLiteral("commitIntervalSpin"));
    m_seconds->setAccessibleName(tr("Commit interval in seconds"));
    m_seconds->setRange(1, 3600);
    m_seconds->setValue(5);
    m_seconds->setSuffix(tr(" s"));
    m_seconds->setKeyboardTracking(false);
    m_warning->setObjectName(QStringLiteral("commitModeWarning"));
    m_warning->setTextFormat(Qt::PlainText);
    m_warning->setWordWrap(true);
    m_warning->setText(tr("Auto commits what is not processed yet: messages are lost after a crash"));

    m_choice->setObjectName(QStringLiteral("commitModeChoice"));
    m_choice->setAccessibleName(tr("Commit mode"));
    auto* column = new QVBoxLayout(this);
    column->setSpacing(3);
    column->addWidget(m_choice);
    for (int i = 0; i < static_cast<int>(modes.size()); ++i) {
        const ModeSpec& mode = modes[static_cast<std::size_t>(i)];
        auto* button = new QRadioButton(tr(mode.label), this);
        button->setObjectName(QLatin1String(mode.objectName));
        button->setToolTip(tr(mode.toolTip));
        m_modes->addButton(button, i);
        m_choice->addItem(i == intervalMode ? tr("Every %1 s").arg(m_seconds->value()) : button->text());
        if (i != intervalMode) {
            column->addWidget(button);
            continue;
        }
        auto* line = new QHBoxLayout;
        line->addWidget(button);
        line->addWidget(m_seconds);
        line->addStretch();
        column->addLayout(line);
    }
    column->addWidget(m_warning);
}

void CommitModeBox::setCompact(bool compact)
{
    m_compact = compact;
    setTitle(compact ? QString() : tr("Commit mode"));
    setFlat(compact);
    constexpr int margin = 9;
    compact ? layout()->setContentsMargins(0, 0, 0, 0) : layout()->setContentsMargins(margin, margin, margin, margin);
    for (QAbstractButton* button : m_modes->buttons()) {
        button->setVisible(!compact);
    }
    m_seconds->setVisible(!compact);
    m_choice->setVisible(compact);
    showChoice();
}

void CommitModeBox::showChoice()
{
    m_choice->setItemText(intervalMode, tr("Every %1 s").arg(m_seconds->value()));
    m_choice->setCurrentIndex(m_modes->checkedId());
    m_warning->setVisible(!m_compact || m_modes->checkedId() == autoMode);
}

void CommitModeBox::request()
{
    m_asked.start();
    Q_EMIT modeRequested(QLatin1String(modes[static_cast<std::size_t>(m_modes->checkedId())].id), m_seconds->value());
}

void CommitModeBox::apply(const core::Settings& settings)
{
    const auto inForce = std::ranges::find_if(modes, [&settings](const ModeSpec& mode) { return settings.commitMode == mode.id; });
    if (inForce == modes.end()) {
        return;
    }
    const int id = static_cast<int>(inForce - modes.begin());
    const int seconds = static_cast<int>(std::clamp<std::int64_t>(settings.commitIntervalMs / 1000, 1, 3600));
    if (m_asked.isValid() && m_asked.elapsed() < patienceMs && (id != m_modes->checkedId() || seconds != m_seconds->value())) {
        return; // asked for, not yet in force
    }
    m_asked.invalidate();
    m_modes->button(id)->setChecked(true);
    if (!m_seconds->hasFocus()) {
        m_seconds->setValue(seconds);
    }
    showChoice();
}

void CommitModeBox::changeEvent(QEvent* event)
{
    QGroupBox::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        color();
    }
}

void CommitModeBox::color()
{
    for (QWidget* risky : {static_cast<QWidget*>(m_modes->button(autoMode)), static_cast<QWidget*>(m_warning)}) {
        QPalette own;
        own.setColor(QPalette::WindowText, toneColor(Tone::risk, palette()));
        risky->setPalette(own);
    }
}

} // namespace headroom::ui

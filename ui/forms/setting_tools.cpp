// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_tools.h"

#include <QAction>
#include <QKeySequence>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QUndoStack>

#include "core/settings/presets.h"
#include "ui/language/language.h"

namespace headroom::ui {
namespace {

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

SettingTools::SettingTools(QUndoStack& steps, QWidget* parent) : QWidget(parent), m_filter(new QLineEdit(this)), m_presets(new QToolButton(this))
{
    m_filter->setObjectName(QStringLiteral("settingsFilter"));
    m_filter->setAccessibleName(tr("Filter settings"));
    m_filter->setPlaceholderText(tr("Filter settings, by any client's name (Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    buildPresets();

    QToolButton* undo = addStep("undoSettingButton", tr("Undo"), QKeySequence(Qt::CTRL | Qt::Key_Z));
    QToolButton* redo = addStep("redoSettingButton", tr("Redo"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    connect(undo->defaultAction(), &QAction::triggered, &steps, &QUndoStack::undo);
    connect(redo->defaultAction(), &QAction::triggered, &steps, &QUndoStack::redo);
    connect(&steps, &QUndoStack::canUndoChanged, undo->defaultAction(), &QAction::setEnabled);
    connect(&steps, &QUndoStack::canRedoChanged, redo->defaultAction(), &QAction::setEnabled);
    connect(&steps, &QUndoStack::undoTextChanged, undo, [undo](const QString& what) { undo->setAccessibleDescription(what); });
    connect(&steps, &QUndoStack::redoTextChanged, redo, [redo](const QString& what) { redo->setAccessibleDescription(what); });

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_filter, 1);
    row->addWidget(m_presets);
    row->addWidget(undo);
    row->addWidget(redo);
}

void SettingTools::buildPresets()
{
    m_presets->setObjectName(QStringLiteral("presetButton"));
    m_presets->setText(tr("Presets"));
    m_presets->setToolTip(tr("Fill in values that belong together; nothing changes before Apply"));
    m_presets->setAccessibleName(tr("Presets"));
    m_presets->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_presets);
    menu->setToolTipsVisible(true);
    int index = 0;
    for (const core::Preset& preset : core::presetTable()) {
        QAction* action = menu->addAction(coreText(preset.title));
        action->setObjectName(QStringLiteral("preset_") + fromUtf8(preset.id));
        action->setToolTip(coreText(preset.help));
        connect(action, &QAction::triggered, this, [this, index] { Q_EMIT presetChosen(index); });
        ++index;
    }
    m_presets->setMenu(menu);
}

QToolButton* SettingTools::addStep(const char* name, const QString& text, const QKeySequence& keys)
{
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(tr("%1 a change of the settings (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    action->setEnabled(false);
    parentWidget()->addAction(action); // its keys work in the whole panel
    auto* button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleName(text);
    button->setDefaultAction(action);
    return button;
}

} // namespace headroom::ui

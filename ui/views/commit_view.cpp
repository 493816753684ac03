// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/commit_view.h"

#include <algorithm>
#include <iterator>

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/theme/icons.h"
#include "ui/views/accent_style.h"
#include "ui/views/commit_mode_box.h"
#include "ui/views/commit_preview.h"
#include "ui/views/commit_tables.h"
#include "ui/views/committable.h"
#include "ui/views/last_commit_box.h"

namespace headroom::ui {

namespace {

/// Lower than this the controls take their compact form, so that the outcome of the last commit stays in sight.
constexpr int roomyHeight = 400;

QString count(std::int64_t value)
{
    return fromUtf8(core::formatCount(value));
}

} // namespace

struct CommitView::Parts {
    QAction* action = nullptr;
    QAction* selectedAction = nullptr;
    QPushButton* button = nullptr;
    QPushButton* selectedButton = nullptr;
    QAction* previewAction = nullptr;
    QToolButton* previewButton = nullptr;
    QLabel* does = nullptr;
    CommitModeBox* mode = nullptr;
    LastCommitBox* lastCommit = nullptr;
    CommitTables* tables = nullptr;
    QString reason = tr("nothing to commit: not running");
    std::vector<core::PartitionRow> next; ///< where there is something to commit
    bool committing = false;
    bool compact = false;

    void build(CommitView& view);
    QWidget* buildPreview(CommitView& view, QWidget* parent);
    void preview(CommitView& view);
    QWidget* buildControls(CommitView& view);
    void setCompact(bool wanted);
    void accent(const CommitView& view);
    void mirrorAction();
    [[nodiscard]] std::vector<core::PartitionRow> selectedNext() const;
    void offerSelected();
    void applyButton(const core::Snapshot& snapshot);
};

CommitView::CommitView(QAction* commitAction, QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>())
{
    setObjectName(QStringLiteral("commitView"));
    m_parts->action = commitAction;
    m_parts->build(*this);
    connect(m_parts->button, &QPushButton::clicked, commitAction, &QAction::trigger);
    connect(commitAction, &QAction::changed, this, [this] { m_parts->mirrorAction(); });
    connect(m_parts->tables, &CommitTables::selectionChanged, this, [this] { m_parts->offerSelected(); });
    connect(m_parts->selectedAction, &QAction::triggered, this, [this] {
        std::vector<core::SlotOffset> upTo;
        for (const core::PartitionRow& row : m_parts->selectedNext()) {
            upTo.push_back({row.slot, row.processed, 0}); // as it stood when it was pressed
        }
        if (!upTo.empty()) {
            Q_EMIT commitWanted(upTo);
        }
    });
    connect(m_parts->previewAction, &QAction::triggered, this, [this] { m_parts->preview(*this); });
    connect(m_parts->mode, &CommitModeBox::modeRequested, this, &CommitView::commitModeRequested);
    m_parts->accent(*this);
    apply(std::make_shared<const core::Snapshot>());
}

CommitView::~CommitView() = default;

void CommitView::Parts::build(CommitView& view)
{
    tables = new CommitTables(&view);
    auto* line = new QHBoxLayout(&view);
    line->setContentsMargins(6, 6, 6, 6);
    line->addWidget(buildControls(view));
    line->addWidget(tables, 1);
}

QWidget* CommitView::Parts::buildControls(CommitView& view)
{
    auto* controls = new QWidget(&view);
    button = new QPushButton(controls);
    button->setObjectName(QStringLiteral("commitBatchButton2"));
    button->setMinimumHeight(view.fontMetrics().height() * 2 + 4);
    selectedAction = new QAction(tr("Commit selected"), &view);
    selectedAction->setObjectName(QStringLiteral("commitSelectedAction"));
    selectedAction->setShortcuts({QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Enter)});
    selectedAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    view.addAction(selectedAction);
    selectedButton = new QPushButton(selectedAction->text(), controls);
    selectedButton->setObjectName(QStringLiteral("commitSelectedButton"));
    selectedButton->setMinimumHeight(button->minimumHeight());
    QObject::connect(selectedButton, &QPushButton::clicked, selectedAction, &QAction::trigger);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(button, 1);
    buttons->addWidget(selectedButton);
    mode = new CommitModeBox(controls);
    lastCommit = new LastCommitBox(controls);
    auto* column = new QVBoxLayout(controls);
    column->setContentsMargins(0, 0, 4, 0);
    column->addLayout(buttons);
    column->addWidget(buildPreview(view, controls));
    column->addWidget(mode);
    column->addWidget(lastCommit);
    column->addStretch();
    auto* scroll = new QScrollArea(&view);
    scroll->setObjectName(QStringLiteral("commitControls"));
    scroll->setWidget(controls);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(view.fontMetrics().averageCharWidth() * 42);
    return scroll;
}

/// What a press would do, and beside it the way to see it partition by partition.
QWidget* CommitView::Parts::buildPreview(CommitView& view, QWidget* parent)
{
    auto* box = new QWidget(parent);
    does = new QLabel(box);
    does->setObjectName(QStringLiteral("commitDoesLabel"));
    does->setTextFormat(Qt::PlainText);
    does->setWordWrap(true);
    does->setForegroundRole(QPalette::PlaceholderText);
    previewAction = new QAction(tr("Preview commit…"), &view);
    previewAction->setObjectName(QStringLiteral("previewCommitAction"));
    previewAction->setIconText(tr("Preview…"));
    previewAction->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Enter)});
    previewAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    view.addAction(previewAction);
    previewButton = new QToolButton(box);
    previewButton->setObjectName(QStringLiteral("previewCommitButton"));
    previewButton->setDefaultAction(previewAction);
    previewButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(does, 1);
    line->addWidget(previewButton, 0, Qt::AlignTop);
    return box;
}

void CommitView::Parts::preview(CommitView& view)
{
    const std::vector<core::PartitionRow> chosen = selectedNext();
    const std::vector<core::PartitionRow>& rows = chosen.empty() ? next : chosen;
    if (rows.empty()) {
        return;
    }
    auto* dialog = new CommitPreview(rows, !chosen.empty(), &view);
    QObject::connect(dialog, &CommitPreview::confirmed, &view, &CommitView::commitWanted);
    dialog->open();
}

void CommitView::Parts::setCompact(bool wanted)
{
    if (compact == wanted) {
        return;
    }
    compact = wanted;
    mode->setCompact(compact);
    lastCommit->setCompact(compact);
    button->parentWidget()->layout()->setSpacing(compact ? 4 : 6);
}

void CommitView::Parts::accent(const CommitView& view)
{
    button->setStyleSheet(accentButtonStyle(view.palette()));
    button->setIcon(themedIcon("commit", Qt::white));
}

void CommitView::Parts::mirrorAction()
{
    button->setText(committing ? tr("Committing…") : action->text());
    const QString why = !action->isEnabled() || reason.isEmpty() ? action->toolTip() : reason;
    button->setToolTip(why);
    button->setAccessibleDescription(why);
    button->setEnabled(action->isEnabled() && reason.isEmpty());
    offerSelected();
}

std::vector<core::PartitionRow> CommitView::Parts::selectedNext() const
{
    const std::vector<core::Slot> selected = tables->selectedSlots();
    std::vector<core::PartitionRow> rows;
    std::ranges::copy_if(next, std::back_inserter(rows), [&](const core::PartitionRow& row) { return std::ranges::find(selected, row.slot) != selected.end(); });
    return rows;
}

void CommitView::Parts::offerSelected()
{
    const Committable some = sumOf(selectedNext());
    const bool may = button->isEnabled() && some.messages > 0;
    const QString tip = may ? tr("Commits %1 processed messages of the selected partitions only (Ctrl+Alt+Enter)").arg(count(some.messages))
                        : !button->isEnabled() ? button->toolTip()
                        : tables->selectedSlots().empty() ? tr("Select partitions in the table first") : tr("Nothing to commit on the selected partitions");
    previewAction->setEnabled(button->isEnabled() && !next.empty());
    previewAction->setToolTip(previewAction->isEnabled() ? tr("Shows partition by partition what a commit would do, of the selected ones if there are any (Ctrl+Shift+Enter)")
                                                         : button->toolTip());
    selectedAction->setEnabled(may);
    selectedButton->setEnabled(may);
    selectedButton->setToolTip(tip);
    selectedButton->setAccessibleDescription(tip);
}

void CommitView::Parts::applyButton(const core::Snapshot& snapshot)
{
    committing = snapshot.commitInFlight.has_value();
    reason = committing ? QString() : commitRefusal(snapshot);
    next = reason.isEmpty() && !committing ? committableRows(snapshot) : std::vector<core::PartitionRow>();
    if (committing) {
        does->setText(tr("waiting for the answer to request %1; pressing again commits what follows").arg(snapshot.commitInFlight->number));
    } else if (!reason.isEmpty()) {
        does->setText(reason);
    } else {
        const auto [allMessages, allPartitions] = sumOf(next);
        const QString messages = tr("%1 processed messages", nullptr, pluralOf(allMessages)).arg(count(allMessages));
        does->setText(tr("commits %1 on %2").arg(messages, tr("%1 partitions", nullptr, pluralOf(allPartitions)).arg(count(allPartitions))));
    }
    mirrorAction();
}

void CommitView::apply(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    Parts& p = *m_parts;
    p.tables->apply(*snapshot);
    if (snapshot->settings) {
        p.mode->apply(*snapshot->settings);
    }
    p.lastCommit->apply(*snapshot);
    p.applyButton(*snapshot);
}

void CommitView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_parts->setCompact(height() < roomyHeight);
}

void CommitView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_parts->accent(*this);
    }
}

} // namespace headroom::ui

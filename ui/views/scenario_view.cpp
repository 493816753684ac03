// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/scenario_view.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/scenario/scenario_report.h"
#include "ui/language/language.h"
#include "ui/views/before_after_card.h"
#include "ui/views/scenario_stage.h"
#include "ui/views/step_rows.h"

namespace headroom::ui {

namespace {

constexpr int leastWidth = 420; ///< px; four runs fit beside the names of the figures

QLabel* wrapped(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QPushButton* button(const char* name, const QString& title, const QString& tip, QWidget* parent)
{
    auto* made = new QPushButton(title, parent);
    made->setObjectName(QString::fromLatin1(name));
    made->setToolTip(tip);
    made->setAutoDefault(false);
    return made;
}

} // namespace

ScenarioView::ScenarioView(ScenarioStage& stage, const Actions& actions, QWidget* parent) : QWidget(parent), m_stage(stage), m_actions(actions)
{
    setObjectName(QStringLiteral("scenarioView"));
    setAccessibleName(tr("Scenario"));
    setMinimumWidth(leastWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, 8, 8);
    column->addWidget(makeHead());
    column->addWidget(makeBody(), 1);
    column->addWidget(makeFoot());
    setFocusProxy(m_combo);
    connectAll();
    refresh();
}

QWidget* ScenarioView::makeHead()
{
    auto* head = new QWidget(this);
    m_combo = new QComboBox(head);
    m_combo->setObjectName(QStringLiteral("scenarioCombo"));
    m_combo->setAccessibleName(tr("Scenario"));
    for (const core::ScenarioSpec& row : core::scenarioTable()) {
        m_combo->addItem(tr("%1 · %2").arg(row.id).arg(coreText(row.title)));
    }
    m_restart = new QToolButton(head);
    m_restart->setObjectName(QStringLiteral("restartScenarioButton"));
    m_restart->setDefaultAction(m_actions.restart);
    m_restart->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto* line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_combo, 1);
    line->addWidget(m_restart);
    return head;
}

QWidget* ScenarioView::makeBody()
{
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("scenarioScroll"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* body = new QWidget(m_scroll);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    m_steps = new StepRows(body);
    m_steps->setObjectName(QStringLiteral("stepList"));
    m_steps->setAccessibleName(tr("Steps"));
    m_failure = wrapped("scenarioFailure", body);
    auto* box = new QFrame(body);
    box->setFrameShape(QFrame::StyledPanel);
    box->setObjectName(QStringLiteral("watchBox"));
    box->setAccessibleName(tr("What to watch"));
    auto* inside = new QVBoxLayout(box);
    auto* title = wrapped("watchTitle", box);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    title->setText(tr("What to watch"));
    m_watch = wrapped("watchText", box);
    inside->addWidget(title);
    inside->addWidget(m_watch);
    m_card = new BeforeAfterCard(body);
    column->addWidget(m_steps);
    column->addWidget(m_failure);
    column->addWidget(box);
    column->addWidget(m_card);
    column->addStretch(1);
    m_scroll->setWidget(body);
    return m_scroll;
}

QWidget* ScenarioView::makeFoot()
{
    auto* foot = new QWidget(this);
    m_next = button("nextStepButton", tr("Next"), {}, foot);
    m_byItself = new QCheckBox(tr("&Go on by itself"), foot);
    m_byItself->setObjectName(QStringLiteral("goOnCheck"));
    m_byItself->setToolTip(tr("Take the next step as soon as the one before has waited long enough; otherwise a step is held until Next"));
    m_byItself->setChecked(!m_stage.paced());
    m_save = button("saveCardButton", tr("Save card…"), m_actions.saveCard->toolTip(), foot);
    m_copy = button("copyCardButton", tr("Copy"), tr("Copy the card as text"), foot);
    m_nextScenario = button("nextScenarioButton", tr("Next scenario"), tr("Choose the next scenario"), foot);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    auto* steps = new QHBoxLayout;
    steps->addWidget(m_next, 1);
    steps->addWidget(m_byItself);
    auto* card = new QHBoxLayout;
    card->addWidget(m_save);
    card->addWidget(m_copy);
    card->addStretch(1);
    card->addWidget(m_nextScenario);
    column->addLayout(steps);
    column->addLayout(card);
    return foot;
}

void ScenarioView::connectAll()
{
    connect(&m_stage, &ScenarioStage::changed, this, &ScenarioView::refresh);
    connect(m_combo, &QComboBox::currentIndexChanged, this, &ScenarioView::choose);
    connect(m_actions.next, &QAction::triggered, &m_stage, &ScenarioStage::next);
    connect(m_actions.restart, &QAction::triggered, &m_stage, &ScenarioStage::start);
    connect(m_actions.saveCard, &QAction::triggered, this, &ScenarioView::saveCard);
    connect(m_next, &QPushButton::clicked, m_actions.next, &QAction::trigger);
    connect(m_save, &QPushButton::clicked, m_actions.saveCard, &QAction::trigger);
    connect(m_copy, &QPushButton::clicked, this, &ScenarioView::copyCard);
    connect(m_nextScenario, &QPushButton::clicked, this, [this] { m_combo->setCurrentIndex((m_combo->currentIndex() + 1) % m_combo->count()); });
    connect(m_byItself, &QCheckBox::toggled, &m_stage, [this](bool on) { m_stage.setPaced(!on); });
}

void ScenarioView::play(int id)
{
    m_combo->setCurrentIndex(id - 1);
    m_byItself->setChecked(true);
    m_stage.start();
}

void ScenarioView::choose(int row)
{
    m_stage.choose(core::scenarioTable()[static_cast<std::size_t>(row)]);
}

void ScenarioView::refresh()
{
    const core::ScenarioSpec& spec = m_stage.chosen();
    m_combo->setCurrentIndex(spec.id - 1);
    if (spec.id != m_shown) {
        m_shown = spec.id;
        m_steps->setSteps(core::stepsOf(spec));
        m_watch->setText(coreText(spec.watch));
        m_scroll->verticalScrollBar()->setValue(0);
    }
    refreshSteps();
    refreshCard();
    refreshActions();
}

void ScenarioView::refreshSteps()
{
    using State = ScenarioStage::State;
    const State state = m_stage.state();
    const auto mark = state == State::playing ? StepRows::Mark::running
                      : state == State::waiting ? StepRows::Mark::waiting
                      : state == State::failed  ? StepRows::Mark::failed
                                                : StepRows::Mark::none;
    m_steps->setProgress(state == State::done ? m_steps->count() : m_stage.stepIndex(), mark);
    m_failure->setText(m_stage.failure());
    m_failure->setVisible(state == State::failed);
}

void ScenarioView::refreshCard()
{
    const bool before = m_card->complete();
    if (const core::ScenarioResult* result = m_stage.result()) {
        m_card->display(*result);
    } else {
        core::ScenarioResult empty;
        empty.spec = &m_stage.chosen();
        m_card->display(empty);
    }
    if (m_card->complete() && !before) { // what all of it was for
        QTimer::singleShot(0, this, [this] { m_scroll->verticalScrollBar()->setValue(m_card->y()); });
    }
}

void ScenarioView::refreshActions()
{
    using State = ScenarioStage::State;
    const State state = m_stage.state();
    const QString words[] = {tr("Start"), tr("Next"), tr("Next"), tr("Next scenario"), tr("Start again")};
    const QString keys = m_actions.next->shortcut().toString(QKeySequence::NativeText);
    m_next->setText(tr("%1 (%2)").arg(words[static_cast<std::size_t>(state)], keys));
    m_next->setToolTip(state == State::playing ? tr("The step is not over yet") : m_actions.next->toolTip());
    m_next->setEnabled(state != State::playing);
    m_actions.next->setEnabled(state != State::playing);
    m_actions.restart->setText(state == State::idle ? tr("&Start") : tr("&Restart"));
    m_actions.saveCard->setEnabled(m_card->complete());
    m_save->setEnabled(m_card->complete());
    m_copy->setEnabled(m_card->complete());
}

void ScenarioView::saveCard()
{
    const QPixmap picture = m_card->grab(); // before the dialog covers it
    auto* files = new QFileDialog(this, tr("Save card"), QString(), tr("PNG pictures (*.png)"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setDefaultSuffix(QStringLiteral("png"));
    files->selectFile(QStringLiteral("headroom-scenario-%1.png").arg(m_stage.chosen().id));
    connect(files, &QFileDialog::fileSelected, this, [this, picture](const QString& file) {
        if (!picture.save(file, "PNG")) {
            Q_EMIT saveFailed(file);
        }
    });
    files->open();
}

void ScenarioView::copyCard()
{
    QGuiApplication::clipboard()->setText(QString::fromStdString(core::scenarioText(*m_stage.result(), coreUtf8)));
}

} // namespace headroom::ui

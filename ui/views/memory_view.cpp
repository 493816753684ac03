// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/memory_view.h"

#include <algorithm>

#include <QClipboard>
#include <QElapsedTimer>
#include <QGridLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "ui/charts/chart_panel.h"
#include "ui/charts/readout.h"
#include "ui/charts/time_axis.h"
#include "ui/views/ceiling_notice.h"
#include "ui/views/chart_cursor.h"
#include "ui/views/chart_rounds.h"
#include "ui/views/memory_controls.h"
#include "ui/views/memory_readout.h"
#include "ui/views/note_edit.h"

namespace headroom::ui {

namespace {

constexpr qint64 figuresMs = 250;

} // namespace

struct MemoryView::Parts {
    std::shared_ptr<const core::Snapshot> snapshot = std::make_shared<const core::Snapshot>();
    core::SessionState figuresState = core::SessionState::idle;

    MemoryControls* controls = nullptr;
    CeilingNotice* notice = nullptr;
    QWidget* area = nullptr; ///< holds the charts and what is beside them
    std::vector<ChartPanel*> panels;
    std::vector<FigureReadout*> figures; ///< null where a chart has none
    Readout* readout = nullptr;
    TimeAxis* axis = nullptr;
    ChartCursor* cursor = nullptr;
    ChartRounds* rounds = nullptr;
    NoteEdit* note = nullptr;
    QElapsedTimer sinceFigures;
};

MemoryView::MemoryView(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>())
{
    setObjectName(QStringLiteral("memoryPanel"));
    setAccessibleName(tr("Memory (RSS by owner)"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, 8, 4);
    column->setSpacing(4);
    buildControls();
    m_parts->notice = new CeilingNotice(this);
    column->addWidget(m_parts->notice);
    buildCharts();
    buildCursor();
}

MemoryView::~MemoryView() = default;

void MemoryView::buildControls()
{
    m_parts->controls = new MemoryControls(static_cast<int>(TimeWindow().range()), this);
    layout()->addWidget(m_parts->controls);
    connect(m_parts->controls, &MemoryControls::rangeChosen, this, [this](int seconds) { m_parts->cursor->showRange(seconds); });
    connect(m_parts->controls, &MemoryControls::followToggled, this, [this](bool on) { m_parts->cursor->setFollow(on); });
    connect(m_parts->controls, &MemoryControls::markersToggled, this, [this](bool on) { m_parts->panels.front()->setMarkerLabels(on); });
}

void MemoryView::buildCharts()
{
    m_parts->area = new QWidget(this);
    auto* grid = new QGridLayout(m_parts->area);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    int row = 0;
    for (const ChartSpec& spec : chartCatalog()) {
        auto* panel = new ChartPanel(spec, m_parts->area);
        m_parts->panels.push_back(panel);
        m_parts->figures.push_back(nullptr);
        grid->addWidget(panel, row, 0);
        grid->setRowStretch(row, spec.height > 0 ? 2 : 9);
        if (spec.readout != nullptr) {
            auto* figure = new FigureReadout(chartText(spec.title), m_parts->area);
            figure->setObjectName(QString::fromLatin1(spec.id) + QStringLiteral("Figure"));
            m_parts->figures.back() = figure;
            grid->addWidget(figure, row, 1);
        } else {
            m_parts->readout = new Readout(m_parts->area);
            grid->addWidget(m_parts->readout, row, 1);
        }
        ++row;
    }
    m_parts->axis = new TimeAxis(m_parts->area);
    grid->addWidget(m_parts->axis, row, 0);
    static_cast<QVBoxLayout*>(layout())->addWidget(m_parts->area, 1);
    ChartPanel* first = m_parts->panels.front();
    first->setMarkerLabels(true);
    first->installEventFilter(this);
    setFocusProxy(first);
}

void MemoryView::buildCursor()
{
    Parts& parts = *m_parts;
    parts.cursor = new ChartCursor(parts.panels, this);
    parts.rounds = new ChartRounds(parts.cursor->window(), parts.panels, *parts.axis, this);
    parts.note = new NoteEdit(parts.panels.front());
    connect(parts.rounds, &ChartRounds::due, this, [this] { apply(m_parts->snapshot); });
    connect(parts.cursor, &ChartCursor::hoverChanged, this, &MemoryView::updateFigures);
    connect(parts.cursor, &ChartCursor::markerChosen, this, &MemoryView::markerChosen);
    connect(parts.cursor, &ChartCursor::windowChanged, this, [this] {
        m_parts->controls->showFollow(m_parts->cursor->window().follows());
        startRound();
    });
    connect(parts.note, &NoteEdit::entered, this, &MemoryView::noteEntered);
}

void MemoryView::apply(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    Parts& parts = *m_parts;
    parts.snapshot = snapshot;
    parts.cursor->take(snapshot);
    if (!isVisible() || window()->isMinimized()) {
        return;
    }
    if (!parts.sinceFigures.isValid() || parts.sinceFigures.elapsed() >= figuresMs || snapshot->state != parts.figuresState) {
        updateFigures();
    }
    parts.figuresState = snapshot->state;
    parts.rounds->offer(snapshot);
}

void MemoryView::startRound()
{
    if (isVisible()) {
        m_parts->rounds->start(m_parts->snapshot);
    }
}

void MemoryView::updateFigures()
{
    Parts& parts = *m_parts;
    parts.sinceFigures.restart();
    const std::optional<double> hover = parts.cursor->hover();
    for (std::size_t i = 0; i < parts.panels.size(); ++i) {
        if (parts.figures[i] != nullptr) {
            const ChartSpec& spec = parts.panels[i]->spec();
            parts.figures[i]->display(hover ? hoverFigure(spec, parts.snapshot->history, *hover) : spec.readout(*parts.snapshot));
        }
    }
    const ReadoutContent content = memoryReadout(*parts.snapshot, hover);
    parts.readout->display(content.title, content.rows, content.note);
    parts.notice->apply(*parts.snapshot);
}

core::Bytes MemoryView::bytes() const
{
    core::Bytes sum = 0;
    for (const ChartPanel* panel : m_parts->panels) {
        sum += panel->bytes();
    }
    return sum;
}

TimeSpan MemoryView::span() const
{
    return m_parts->cursor->window().span();
}

void MemoryView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    updateFigures();
    startRound();
}

void MemoryView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(readoutText());
    } else if (event->modifiers().testFlag(Qt::ControlModifier) || !m_parts->cursor->handleKey(*event)) {
        QWidget::keyPressEvent(event);
    }
}

void MemoryView::setPictureActions(const QList<QAction*>& actions)
{
    m_parts->controls->setPictureActions(actions);
}

void MemoryView::selectMarker(quint64 number)
{
    m_parts->cursor->selectMarker(number);
}

void MemoryView::askForNote()
{
    const ChartPanel& chart = *m_parts->panels.front();
    const double seconds = m_parts->cursor->hover().value_or(m_parts->snapshot->seconds);
    m_parts->note->ask(seconds, std::clamp(chart.map().x(seconds), chart.map().area.left(), chart.map().area.right()), chart.map().area);
}

QWidget& MemoryView::chartArea() const
{
    return *m_parts->area;
}

const std::shared_ptr<const core::Snapshot>& MemoryView::snapshot() const
{
    return m_parts->snapshot;
}

QString MemoryView::readoutText() const
{
    QStringList lines{m_parts->readout->text()};
    for (const FigureReadout* figure : m_parts->figures) {
        if (figure != nullptr) {
            lines << figure->line();
        }
    }
    return lines.join(QLatin1Char('\n'));
}

bool MemoryView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        m_parts->panels.front()->setFocusMark(event->type() == QEvent::FocusIn);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace headroom::ui

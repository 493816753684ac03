// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/memory_view.h"

#include <algorithm>

#include <QClipboard>
#include <QElapsedTimer>
#include <QGridLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "core/metrics/decimate.h"
#include "ui/charts/chart_panel.h"
#include "ui/charts/readout.h"
#include "ui/charts/time_axis.h"
#include "ui/views/ceiling_notice.h"
#include "ui/views/chart_rounds.h"
#include "ui/views/memory_controls.h"
#include "ui/views/memory_readout.h"

namespace headroom::ui {

namespace {

constexpr qint64 figuresMs = 250;
constexpr double keyZoom = 0.7;

} // namespace

struct MemoryView::Parts {
    std::shared_ptr<const core::Snapshot> snapshot = std::make_shared<const core::Snapshot>();
    TimeWindow window;
    std::optional<double> hover;
    core::SessionState figuresState = core::SessionState::idle;

    MemoryControls* controls = nullptr;
    CeilingNotice* notice = nullptr;
    std::vector<ChartPanel*> panels;
    std::vector<FigureReadout*> figures; ///< null where a chart has none
    Readout* readout = nullptr;
    TimeAxis* axis = nullptr;
    ChartRounds* rounds = nullptr;
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
    connectPanels();
    m_parts->rounds = new ChartRounds(m_parts->window, m_parts->panels, *m_parts->axis, this);
    connect(m_parts->rounds, &ChartRounds::due, this, [this] { apply(m_parts->snapshot); });
}

MemoryView::~MemoryView() = default;

void MemoryView::buildControls()
{
    m_parts->controls = new MemoryControls(static_cast<int>(m_parts->window.range()), this);
    layout()->addWidget(m_parts->controls);
    connect(m_parts->controls, &MemoryControls::rangeChosen, this, [this](int seconds) { showRange(seconds); });
    connect(m_parts->controls, &MemoryControls::followToggled, this, &MemoryView::setFollow);
    connect(m_parts->controls, &MemoryControls::markersToggled, this, [this](bool on) { m_parts->panels.front()->setMarkerLabels(on); });
}

void MemoryView::buildCharts()
{
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    int row = 0;
    for (const ChartSpec& spec : chartCatalog()) {
        auto* panel = new ChartPanel(spec, this);
        m_parts->panels.push_back(panel);
        m_parts->figures.push_back(nullptr);
        grid->addWidget(panel, row, 0);
        grid->setRowStretch(row, spec.height > 0 ? 2 : 9);
        if (spec.readout != nullptr) {
            auto* figure = new FigureReadout(chartText(spec.title), this);
            figure->setObjectName(QString::fromLatin1(spec.id) + QStringLiteral("Figure"));
            m_parts->figures.back() = figure;
            grid->addWidget(figure, row, 1);
        } else {
            m_parts->readout = new Readout(this);
            grid->addWidget(m_parts->readout, row, 1);
        }
        ++row;
    }
    m_parts->axis = new TimeAxis(this);
    grid->addWidget(m_parts->axis, row, 0);
    static_cast<QVBoxLayout*>(layout())->addLayout(grid, 1);
    ChartPanel* first = m_parts->panels.front();
    first->setMarkerLabels(true);
    first->installEventFilter(this);
    setFocusProxy(first);
}

void MemoryView::connectPanels()
{
    for (ChartPanel* panel : m_parts->panels) {
        connect(panel, &ChartPanel::hovered, this, [this](double seconds) { setHover(seconds); });
        connect(panel, &ChartPanel::hoverLeft, this, [this] { setHover(std::nullopt); });
        connect(panel, &ChartPanel::liveRequested, this, [this] { setFollow(true); });
        connect(panel, &ChartPanel::panned, this, [this](double seconds) {
            m_parts->window.pan(seconds);
            changeWindow();
        });
        connect(panel, &ChartPanel::zoomed, this, [this](double factor, double at) {
            m_parts->window.zoom(factor, at);
            changeWindow();
        });
    }
}

void MemoryView::showRange(double seconds)
{
    m_parts->window.setRange(seconds);
    for (ChartPanel* panel : m_parts->panels) {
        panel->resetScale();
    }
    changeWindow();
}

void MemoryView::setFollow(bool follow)
{
    m_parts->window.setFollow(follow);
    changeWindow();
}

void MemoryView::changeWindow()
{
    m_parts->controls->showFollow(m_parts->window.follows());
    startRound();
}

void MemoryView::apply(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    Parts& parts = *m_parts;
    parts.snapshot = snapshot;
    parts.window.setNow(snapshot->seconds);
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
    m_parts->rounds->start(m_parts->snapshot);
}

void MemoryView::setHover(std::optional<double> seconds)
{
    Parts& parts = *m_parts;
    const TimeSpan shown = parts.rounds->span();
    if (seconds && (*seconds < shown.from || *seconds > shown.to || *seconds > parts.snapshot->seconds)) {
        seconds.reset();
    }
    if (seconds == parts.hover) {
        return;
    }
    parts.hover = seconds;
    for (ChartPanel* panel : parts.panels) {
        std::optional<double> value;
        if (seconds && panel == parts.panels.front()) {
            value = core::valueAt(parts.snapshot->history, core::metricIndex(panel->spec().metric), *seconds);
        }
        panel->setHover(seconds, value);
    }
    updateFigures();
}

void MemoryView::stepHover(double pixels)
{
    const PlotMap& map = m_parts->panels.front()->map();
    const double step = map.span.length() / std::max(1.0, map.area.width());
    const double newest = std::min(map.span.to, m_parts->snapshot->seconds);
    setHover(std::clamp(m_parts->hover.value_or(newest) + pixels * step, map.span.from, newest));
}

void MemoryView::stepMarker(bool forward)
{
    const auto& markers = m_parts->panels.front()->overlay().markers;
    const TimeSpan shown = span();
    const double from = m_parts->hover.value_or(forward ? shown.from - 1 : shown.to + 1);
    std::optional<double> found;
    for (const ChartMarker& marker : markers) {
        const bool candidate = marker.seconds >= shown.from && (forward ? marker.seconds > from : marker.seconds < from);
        if (candidate && (!found || !forward)) {
            found = marker.seconds;
        }
    }
    if (found) {
        setHover(found);
    }
}

void MemoryView::updateFigures()
{
    Parts& parts = *m_parts;
    parts.sinceFigures.restart();
    if (parts.hover && *parts.hover < span().from) {
        setHover(std::nullopt); // it has left at the left
        return;
    }
    for (std::size_t i = 0; i < parts.panels.size(); ++i) {
        if (parts.figures[i] != nullptr) {
            const ChartSpec& spec = parts.panels[i]->spec();
            parts.figures[i]->display(parts.hover ? hoverFigure(spec, parts.snapshot->history, *parts.hover) : spec.readout(*parts.snapshot));
        }
    }
    const ReadoutContent content = memoryReadout(*parts.snapshot, parts.hover);
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
    return m_parts->window.span();
}

void MemoryView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    updateFigures();
    startRound();
}

void MemoryView::keyPressEvent(QKeyEvent* event)
{
    const double stride = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    const TimeSpan shown = span();
    const double middle = m_parts->hover.value_or(shown.from + shown.length() / 2);
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(m_parts->readout->text());
        return;
    }
    switch (event->key()) {
    case Qt::Key_End:
        setHover(std::nullopt);
        setFollow(true);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_parts->window.zoom(keyZoom, middle);
        changeWindow();
        break;
    case Qt::Key_Minus:
        m_parts->window.zoom(1 / keyZoom, middle);
        changeWindow();
        break;
    case Qt::Key_Left:
        stepHover(-stride);
        break;
    case Qt::Key_Right:
        stepHover(stride);
        break;
    case Qt::Key_M:
        stepMarker(stride == 1);
        break;
    case Qt::Key_Escape:
        setHover(std::nullopt);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool MemoryView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        m_parts->panels.front()->setFocusMark(event->type() == QEvent::FocusIn);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace headroom::ui

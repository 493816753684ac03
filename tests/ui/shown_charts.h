// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QApplication>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>

#include "ui/charts/chart_panel.h"
#include "ui/charts/readout.h"
#include "ui/views/memory_view.h"

namespace headroom::tests {

/// A shown memory view of usual size with a snapshot, all charts drawn; with a hand on the mouse.
struct ShownCharts {
    explicit ShownCharts(const std::shared_ptr<const core::Snapshot>& snapshot, QSize size = {1000, 540})
    {
        view.resize(size);
        view.show();
        view.apply(snapshot);
        settle();
    }
    /// Charts are drawn one a turn: the last one has the window of the view when all have.
    void settle()
    {
        QVERIFY(QTest::qWaitFor([this] { return chart("batchFillChart")->map().span == view.span(); }));
    }
    [[nodiscard]] ui::ChartPanel* chart(const char* name = "memoryChart") const { return view.findChild<ui::ChartPanel*>(QLatin1String(name)); }
    [[nodiscard]] ui::Readout* readout() const { return view.findChild<ui::Readout*>(); }

    /// A place of the main chart: at this second, `y` pixels below the plot's top.
    [[nodiscard]] QPointF place(double seconds, double y = 60) const { return {chart()->map().x(seconds), chart()->map().area.top() + y}; }
    void mouse(QEvent::Type type, const QPointF& at, Qt::MouseButton button, Qt::KeyboardModifiers keys = {}) const
    {
        const Qt::MouseButtons down = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::MouseButtons(button);
        const Qt::MouseButton cause = type == QEvent::MouseMove ? Qt::NoButton : button;
        QWidget* viewport = chart()->viewport();
        QMouseEvent event(type, at, viewport->mapToGlobal(at), cause, down, keys);
        QApplication::sendEvent(viewport, &event);
    }
    void move(const QPointF& to) const { mouse(QEvent::MouseMove, to, Qt::NoButton); }
    void click(const QPointF& at) const
    {
        mouse(QEvent::MouseButtonPress, at, Qt::LeftButton);
        mouse(QEvent::MouseButtonRelease, at, Qt::LeftButton);
    }
    /// Pressed at one place, moved in steps to the other; `release` lets go.
    void drag(const QPointF& from, const QPointF& to, Qt::MouseButton button, Qt::KeyboardModifiers keys = {}, bool release = true) const
    {
        mouse(QEvent::MouseButtonPress, from, button, keys);
        for (const double share : {0.3, 0.7, 1.0}) {
            mouse(QEvent::MouseMove, from + share * (to - from), button, keys);
        }
        if (release) {
            mouse(QEvent::MouseButtonRelease, to, button, keys);
        }
    }
    void wheel(const QPointF& at, int delta) const
    {
        QWidget* viewport = chart()->viewport();
        QWheelEvent event(at, viewport->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(viewport, &event);
    }
    void key(int key, Qt::KeyboardModifiers keys = {}) const { QTest::keyClick(chart(), static_cast<Qt::Key>(key), keys); }

    ui::MemoryView view;
};

} // namespace headroom::tests

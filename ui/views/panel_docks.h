// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QByteArray>
#include <QObject>
#include <QSize>

class QDockWidget;
class QMainWindow;
class QWidget;

namespace headroom::ui {

/// The panels of a workspace in their order for keys: one in the centre, the others in docks around it. Thread: GUI.
class PanelDocks : public QObject {
    Q_OBJECT
public:
    explicit PanelDocks(QMainWindow* workspace);

    void addCentre(QWidget* panel);
    void addDock(const char* name, const QString& title, QWidget* panel, Qt::DockWidgetArea area);
    /// A dock at the right that is hidden until somebody goes to it. In a window that is not very wide the one at the left gives
    /// way to it as long as it is open.
    void addGuest(const char* name, const QString& title, QWidget* panel);

    /// Brings a panel into sight, if it is in a dock, and leaves the focus where it is.
    void raise(std::size_t panel);
    [[nodiscard]] bool shown(std::size_t panel) const;
    void setShown(std::size_t panel, bool shown);
    /// Shows a panel and puts the focus into it.
    void goTo(std::size_t panel);
    /// The next (or previous) panel that is not closed, from where the focus is.
    void step(int by);
    /// The first layout: docks open, sized for this window, bottom docks as tabs with the first one up.
    void layOut(QSize window);
    [[nodiscard]] QByteArray save() const;
    void restore(const QByteArray& state);

Q_SIGNALS:
    /// A panel can be seen again; it was not drawn meanwhile.
    void uncovered();

private:
    struct Panel {
        QWidget* view = nullptr;
        QDockWidget* dock = nullptr; ///< null: in the centre
        Qt::DockWidgetArea area = Qt::NoDockWidgetArea;
    };
    void makeRoom(bool open);
    void watchTabs();
    /// Gives the docks at the bottom what the one at the left and the centre can spare, or takes it back.
    void toggleBottom();
    QMainWindow* m_workspace;
    std::vector<Panel> m_panels;
    QDockWidget* m_gaveWay = nullptr; ///< is hidden for a guest
    QByteArray m_before; ///< the layout that comes back when the bottom is as large as it gets; else empty
};

} // namespace headroom::ui

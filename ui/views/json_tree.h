// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <QTreeView>

namespace headroom::ui {

class JsonTreeModel;

/// A JSON value as a tree; what stands at a place of it can become a filter (Ctrl+Return, context menu). Thread: GUI.
class JsonTree : public QTreeView {
    Q_OBJECT
public:
    explicit JsonTree(QWidget* parent);

    /// Copies what it shows.
    void read(std::string_view json);
    /// All of the value is in the tree.
    [[nodiscard]] bool complete() const;

Q_SIGNALS:
    /// A filter that finds what stands at the current place.
    void filterWanted(const QString& text);

private:
    void filterByCurrent();

    JsonTreeModel* m_model;
};

} // namespace headroom::ui

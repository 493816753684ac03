// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include <QAbstractItemModel>

namespace headroom::ui {

/// A JSON document as a tree: members and elements in their order, duplicates and the digits of numbers as they stand.
/// What cannot be read ends the tree; what was read before stays. Thread: GUI. Bound: mostNodes, mostDepth; texts as in
/// cells. Filled whole: for values of a few MiB at most.
class JsonTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column : int { nameColumn, valueColumn, columnTotal };
    static constexpr std::size_t mostNodes = 20'000;
    static constexpr int mostDepth = 100;

    explicit JsonTreeModel(QObject* parent = nullptr);

    void read(std::string_view json);
    /// All of the document is in the tree.
    [[nodiscard]] bool complete() const noexcept { return m_complete; }
    /// "$.items[3].price": what the filter calls this place. Empty for an invalid index.
    [[nodiscard]] QString pathOf(const QModelIndex& index) const;
    /// A filter that finds documents with the same value there: $.city == "Oslo". Empty for objects and arrays.
    [[nodiscard]] QString conditionFor(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    friend class JsonTreeReader;
    enum class Kind { scalar, object, array };
    struct Node {
        Kind kind = Kind::scalar;
        int parent = -1;
        int row = 0;
        QString name;
        QString value;
        std::vector<int> children;
    };
    [[nodiscard]] const Node& node(const QModelIndex& index) const;

    std::vector<Node> m_nodes; ///< the first one is above the document
    bool m_complete = true;
};

} // namespace headroom::ui

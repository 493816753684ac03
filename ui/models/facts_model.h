// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QStringList>

namespace headroom::ui {

/// One cell of a FactsModel: what it shows and what it is sorted by.
struct FactCell {
    QString text;
    QVariant sortValue; ///< invalid: the text
    [[nodiscard]] static FactCell number(qint64 value, qint64 unknown = -1);
};

/// A table of facts that is replaced as a whole: topics, partitions, members. Thread: GUI. Bound: what it is given.
class FactsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using Row = std::vector<FactCell>;

    explicit FactsModel(QStringList headers, QObject* parent = nullptr);

    void setRows(std::vector<Row> rows);
    /// The text of a cell of this model.
    [[nodiscard]] QString text(int row, int column) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// Columns of numbers are right-aligned, by the first row.
    [[nodiscard]] Qt::Alignment alignment(int column) const;

    QStringList m_headers;
    std::vector<Row> m_rows;
};

} // namespace headroom::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/json_tree_model.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "ui/models/cell_text.h"

namespace headroom::ui {

/// Makes nodes from the parser's events; stops at the bounds.
class JsonTreeReader final : public nlohmann::json::json_sax_t {
public:
    explicit JsonTreeReader(std::vector<JsonTreeModel::Node>& nodes) : m_nodes(nodes) {}

    bool null() override { return add(QStringLiteral("null")); }
    bool boolean(bool value) override { return add(value ? QStringLiteral("true") : QStringLiteral("false")); }
    bool number_integer(number_integer_t value) override { return add(QString::number(value)); }
    bool number_unsigned(number_unsigned_t value) override { return add(QString::number(value)); }
    bool number_float(number_float_t, const string_t& digits) override { return add(fromUtf8(digits)); }
    bool string(string_t& text) override { return add(QLatin1Char('"') + cellText(text) + QLatin1Char('"')); }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return open(JsonTreeModel::Kind::object); }
    bool end_object() override { return shut(QStringLiteral("{%1}")); }
    bool start_array(std::size_t) override { return open(JsonTreeModel::Kind::array); }
    bool end_array() override { return shut(QStringLiteral("[%1]")); }
    bool key(string_t& name) override
    {
        m_name = cellText(name);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

    /// Containers that were not closed, from the outside.
    void closeAll()
    {
        while (m_at > 0)
            shut(m_nodes[static_cast<std::size_t>(m_at)].kind == JsonTreeModel::Kind::array ? QStringLiteral("[%1…]") : QStringLiteral("{%1…}"));
    }

private:
    bool add(QString value, JsonTreeModel::Kind kind = JsonTreeModel::Kind::scalar)
    {
        if (m_nodes.size() >= JsonTreeModel::mostNodes) {
            return false;
        }
        JsonTreeModel::Node& in = m_nodes[static_cast<std::size_t>(m_at)];
        JsonTreeModel::Node made;
        made.kind = kind;
        made.parent = m_at;
        made.row = static_cast<int>(in.children.size());
        made.name = in.kind == JsonTreeModel::Kind::array ? QStringLiteral("[%1]").arg(made.row) : m_at == 0 ? QStringLiteral("$") : m_name;
        made.value = std::move(value);
        in.children.push_back(static_cast<int>(m_nodes.size()));
        m_nodes.push_back(std::move(made));
        return true;
    }
    bool open(JsonTreeModel::Kind kind)
    {
        if (m_depth == JsonTreeModel::mostDepth || !add({}, kind)) {
            return false;
        }
        m_at = static_cast<int>(m_nodes.size()) - 1;
        ++m_depth;
        return true;
    }
    bool shut(const QString& form)
    {
        JsonTreeModel::Node& node = m_nodes[static_cast<std::size_t>(m_at)];
        node.value = form.arg(node.children.size());
        m_at = node.parent;
        --m_depth;
        return true;
    }

    std::vector<JsonTreeModel::Node>& m_nodes;
    QString m_name;
    int m_at = 0;
    int m_depth = 0;
};

JsonTreeModel::JsonTreeModel(QObject* parent) : QAbstractItemModel(parent), m_nodes(1) {}

void JsonTreeModel::read(std::string_view json)
{
    beginResetModel();
    m_nodes.assign(1, {});
    JsonTreeReader reader(m_nodes);
    m_complete = json.empty() || nlohmann::json::sax_parse(json.begin(), json.end(), &reader);
    reader.closeAll();
    endResetModel();
}

const JsonTreeModel::Node& JsonTreeModel::node(const QModelIndex& index) const
{
    return m_nodes[index.isValid() ? static_cast<std::size_t>(index.internalId()) : 0];
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column, static_cast<quintptr>(node(parent).children[static_cast<std::size_t>(row)])) : QModelIndex();
}

QModelIndex JsonTreeModel::parent(const QModelIndex& child) const
{
    const int above = child.isValid() ? node(child).parent : 0;
    return above <= 0 ? QModelIndex() : createIndex(m_nodes[static_cast<std::size_t>(above)].row, 0, static_cast<quintptr>(above));
}

int JsonTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(node(parent).children.size());
}

int JsonTreeModel::columnCount(const QModelIndex&) const
{
    return columnTotal;
}

QVariant JsonTreeModel::data(const QModelIndex& index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    return index.column() == nameColumn ? node(index).name : node(index).value;
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == nameColumn ? tr("Name") : tr("Value");
}

QString JsonTreeModel::pathOf(const QModelIndex& index) const
{
    if (!index.isValid()) {
        return {};
    }
    QString path;
    for (int at = static_cast<int>(index.internalId()); at > 0; at = m_nodes[static_cast<std::size_t>(at)].parent) {
        const Node& one = m_nodes[static_cast<std::size_t>(at)];
        const Node& above = m_nodes[static_cast<std::size_t>(one.parent)];
        const bool plain = !one.name.isEmpty() && std::ranges::all_of(one.name, [](QChar c) { return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('-'); });
        path.prepend(one.parent == 0 || above.kind == Kind::array ? one.name : plain ? QLatin1Char('.') + one.name : QStringLiteral("['%1']").arg(one.name));
    }
    return path;
}

QString JsonTreeModel::conditionFor(const QModelIndex& index) const
{
    if (!index.isValid() || node(index).kind != Kind::scalar || node(index).parent == 0) {
        return {};
    }
    QString value = node(index).value;
    if (value.startsWith(QLatin1Char('"'))) {
        value = value.mid(1, value.size() - 2);
        value.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('"'), QStringLiteral("\\\""));
        value = QLatin1Char('"') + value + QLatin1Char('"');
    }
    return QStringLiteral("%1 == %2").arg(pathOf(index), value);
}

} // namespace headroom::ui

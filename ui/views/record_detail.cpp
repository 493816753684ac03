// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/record_detail.h"

#include <algorithm>
#include <utility>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QProxyStyle>
#include <QTableWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/base/display_text.h"
#include "core/base/number_format.h"
#include "core/decode/decoder.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/models/json_tree_model.h"
#include "ui/views/elided_label.h"
#include "ui/views/json_tree.h"
#include "ui/views/payload_text.h"

namespace headroom::ui {

namespace {
constexpr std::size_t maxShownHeaders = 256;
constexpr const char* decoderIds[] = {"json", "text", "hex"}; ///< by tab
/// Its tabs leave the room that they do not need to the table beside it: 13 px are around a name.
struct SlimTabs : QProxyStyle {
    explicit SlimTabs(QObject* parent) { setParent(parent); }
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override
    {
        return metric == PM_TabBarTabHSpace ? 13 : QProxyStyle::pixelMetric(metric, option, widget);
    }
};
} // namespace

RecordDetail::RecordDetail(QWidget* parent)
    : QWidget(parent), m_tabs(new QTabWidget(this)), m_headers(new QTableWidget(this)), m_tree(new JsonTree(this)),
      m_title(new ElidedLabel(QStringLiteral("detailTitle"), this)), m_key(new ElidedLabel(QStringLiteral("detailKey"), this)),
      m_note(new ElidedLabel(QStringLiteral("detailNote"), this)), m_load(new QToolButton(this))
{
    build();
    connect(m_tabs, &QTabWidget::currentChanged, this, &RecordDetail::fillTab);
    connect(m_tree, &JsonTree::filterWanted, this, &RecordDetail::filterWanted);
    connect(m_load, &QToolButton::clicked, this, [this] {
        if (m_loading) {
            Q_EMIT cancelWanted();
        } else {
            Q_EMIT loadWanted();
        }
    });
    clear();
}

void RecordDetail::build()
{
    setObjectName(QStringLiteral("recordDetail"));
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setStyle(new SlimTabs(this));
    m_texts = {new PayloadText("detailJson", tr("Value as JSON"), this), new PayloadText("detailText", tr("Value as text"), this),
               new PayloadText("detailHex", tr("Value as bytes"), this)};
    m_texts[hexTab]->setLineWrapMode(QPlainTextEdit::NoWrap);
    buildHeaders();
    m_tabs->addTab(m_texts[jsonTab], tr("JSON"));
    m_tabs->addTab(m_texts[textTab], tr("Text"));
    m_tabs->addTab(m_texts[hexTab], tr("Hex"));
    m_tabs->addTab(m_headers, tr("Headers (%1)").arg(QStringLiteral("99+"))); // the widest that it gets
    m_tabs->addTab(m_tree, tr("Tree"));
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        m_tabs->widget(tab)->setMinimumHeight(fontMetrics().height() * 3); // a low window needs the rest for the charts
    }
    setMinimumWidth(m_tabs->tabBar()->sizeHint().width() + 8); // no scroll buttons beside the tabs
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_load->setObjectName(QStringLiteral("loadAllButton"));
    m_load->setText(tr("Load all"));
    m_load->setToolTip(tr("Read this one message again from the broker, with a connection beside the group's; nothing is committed"));
    m_load->setFocusPolicy(Qt::TabFocus);

    auto* foot = new QHBoxLayout;
    foot->addWidget(m_note, 1);
    foot->addWidget(m_load);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_title);
    column->addWidget(m_key);
    column->addWidget(m_tabs, 1);
    column->addLayout(foot);
}

void RecordDetail::buildHeaders()
{
    m_headers->setObjectName(QStringLiteral("detailHeaders"));
    m_headers->setAccessibleName(tr("Headers"));
    m_headers->setColumnCount(2);
    m_headers->setHorizontalHeaderLabels({tr("Name"), tr("Value")});
    m_headers->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_headers->setWordWrap(false);
    m_headers->setTabKeyNavigation(false);
    m_headers->verticalHeader()->hide();
    m_headers->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 5);
    m_headers->horizontalHeader()->setStretchLastSection(true);
    m_headers->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void RecordDetail::show(const core::RecordPage& page, const core::RecordRow& row, const QString& title, const QString& key)
{
    m_value.assign(row.value);
    m_valueSize = row.valueSize;
    m_null = row.valueIsNull;
    m_headerCount = row.headerCount;
    m_keptHeaders.clear();
    for (const core::HeaderView& header : page.headers(row).first(std::min<std::size_t>(row.keptHeaders, maxShownHeaders))) {
        m_keptHeaders.push_back({std::string(header.name), std::string(header.value), header.valueIsNull});
    }
    m_empty = false;
    m_evicted = false;
    m_loaded = false;
    m_filled = {};
    m_title->setToolTip({});
    m_title->setText(title);
    m_key->setText(shownControls(key, m_key->fontMetrics()));
    const QString headers = fromUtf8(core::formatCount(m_headerCount));
    m_tabs->setTabText(headersTab, tr("Headers (%1)").arg(m_headerCount > 99 ? QStringLiteral("99+") : headers));
    m_tabs->setTabToolTip(headersTab, tr("%1 headers", nullptr, pluralOf(static_cast<std::int64_t>(m_headerCount))).arg(headers));
    m_tabs->setEnabled(true);
    setLoading(false);
    showFittingTab();
}

void RecordDetail::showFittingTab()
{
    const std::string_view likely = core::likelyDecoder(m_value).id;
    const bool stays = m_tabs->currentIndex() == headersTab || (m_tabs->currentIndex() == treeTab && likely == decoderIds[jsonTab]);
    if (!stays) {
        const auto* const fits = std::ranges::find_if(decoderIds, [likely](const char* id) { return id == likely; });
        const QSignalBlocker quiet(m_tabs);
        m_tabs->setCurrentIndex(m_null || fits == std::end(decoderIds) ? textTab : static_cast<int>(fits - decoderIds));
    }
    m_tabs->setTabEnabled(treeTab, likely == decoderIds[jsonTab] && !m_null);
    fillTab(m_tabs->currentIndex());
}

void RecordDetail::setLoading(bool loading)
{
    m_loading = loading;
    m_load->setText(loading ? tr("Cancel") : tr("Load all"));
    m_load->setVisible(!m_empty && m_valueSize > static_cast<core::Bytes>(m_value.size()));
    if (loading) {
        m_note->setText(tr("Reading offset again…"));
    }
}

void RecordDetail::showLoaded(std::string value, core::Bytes wholeSize)
{
    m_loaded = true;
    m_value = std::move(value);
    m_valueSize = wholeSize;
    m_filled = {};
    setLoading(false);
    m_load->hide();
    showFittingTab();
}

void RecordDetail::showLoadFailure(const QString& reason)
{
    setLoading(false);
    m_note->setText(reason);
}

void RecordDetail::clear()
{
    m_empty = true;
    m_value.clear();
    m_valueSize = 0;
    m_tree->read({});
    setLoading(false);
    m_keptHeaders.clear();
    m_filled = {};
    for (PayloadText* text : m_texts) {
        text->showText({});
    }
    m_headers->setRowCount(0);
    m_tabs->setTabText(headersTab, tr("Headers"));
    m_tabs->setTabToolTip(headersTab, {});
    m_tabs->setEnabled(false);
    m_title->setText(tr("No message selected"));
    m_key->setText(QStringLiteral(" ")); // a line even so: the docks do not move with the first selection
    m_note->setText(tr("Select a message to see it here"));
}

void RecordDetail::markEvicted()
{
    if (!m_empty && !m_evicted) {
        m_evicted = true;
        m_title->setText(tr("%1 · evicted").arg(m_title->text()));
        m_title->setToolTip(tr("The record view no longer holds it"));
    }
}

QString RecordDetail::valueText() const
{
    return m_null ? tr("(tombstone)") : fromUtf8(core::displayText(m_value, static_cast<std::size_t>(64 * core::kib), core::LineBreaks::keep));
}

void RecordDetail::fillTab(int tab)
{
    if (m_empty || tab < 0) {
        return;
    }
    if (tab == headersTab) {
        fillHeaders();
        showNote({});
        return;
    }
    if (tab == treeTab) {
        return fillTree();
    }
    const auto index = static_cast<std::size_t>(tab);
    if (!m_filled[index]) {
        m_filled[index] = true;
        m_problems[index] = decodeInto(*m_texts[index], decoderIds[index]);
    }
    showNote(m_problems[index]);
}

void RecordDetail::fillTree()
{
    if (!m_filled[treeTab]) {
        m_filled[treeTab] = true;
        m_tree->read(m_null ? std::string_view() : std::string_view(m_value));
    }
    const bool whole = m_tree->complete() || m_valueSize > static_cast<core::Bytes>(m_value.size());
    showNote(whole ? QString() : tr("the tree ends where the JSON is broken, or at %1 nodes").arg(JsonTreeModel::mostNodes));
}

QString RecordDetail::decodeInto(PayloadText& text, const char* decoderId) const
{
    if (m_null) {
        text.showText(tr("(tombstone)"));
        return {};
    }
    core::DecodeLimits limits;
    if (m_loaded) { // all of it was asked for, in four characters a byte at most
        limits.maxBytes = std::max(limits.maxBytes, 4 * static_cast<core::Bytes>(m_value.size()));
    }
    const core::Decoded decoded = core::findDecoder(decoderId)->decode(m_value, limits);
    text.showText(fromUtf8(decoded.text));
    if (decoded.truncated) {
        return tr("text cut at %1").arg(fromUtf8(core::formatBytes(limits.maxBytes)));
    }
    // The end of a preview is no fault of the payload.
    return decoded.ok || m_valueSize > static_cast<core::Bytes>(m_value.size()) ? QString() : cellText(coreUtf8(decoded.problem));
}

void RecordDetail::fillHeaders()
{
    if (m_filled[headersTab]) {
        return;
    }
    m_headers->setRowCount(static_cast<int>(m_keptHeaders.size()));
    int row = 0;
    for (const Header& header : m_keptHeaders) {
        m_headers->setItem(row, 0, new QTableWidgetItem(shownControls(cellText(header.name), m_headers->fontMetrics())));
        m_headers->setItem(row, 1, new QTableWidgetItem(header.null ? tr("(null)") : shownControls(cellText(header.value), m_headers->fontMetrics())));
        ++row;
    }
    m_filled[headersTab] = true;
}

QString RecordDetail::keptNote() const
{
    if (m_tabs->currentIndex() == headersTab) {
        return m_headerCount > m_keptHeaders.size()
            ? tr("first %1 of %2 headers shown", nullptr, pluralOf(static_cast<std::int64_t>(m_headerCount)))
                  .arg(fromUtf8(core::formatCount(static_cast<std::int64_t>(m_keptHeaders.size()))), fromUtf8(core::formatCount(m_headerCount)))
            : QString();
    }
    if (m_null) {
        return tr("null value");
    }
    const QString whole = fromUtf8(core::formatBytes(m_valueSize));
    return m_valueSize > static_cast<core::Bytes>(m_value.size()) ? tr("first %1 of %2 shown").arg(fromUtf8(core::formatBytes(static_cast<core::Bytes>(m_value.size()))), whole)
                                        : tr("%1, all shown").arg(whole);
}

void RecordDetail::showNote(const QString& problem)
{
    QStringList parts{keptNote(), problem};
    parts.removeAll(QString());
    m_note->setText(parts.join(QStringLiteral(" · ")));
}

} // namespace headroom::ui

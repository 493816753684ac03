// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <vector>

#include <QWidget>

#include "core/records/record_page.h"

class QTableWidget;
class QTabWidget;
class QToolButton;

namespace headroom::ui {

class ElidedLabel;
class JsonTree;
class PayloadText;

/// One record as JSON, text, hex, headers and tree. Keeps a copy of the preview, so that it neither changes nor holds a page
/// when the view evicts the record. Only the tab in sight is decoded. Of a value that is cut, the
/// whole can be asked for. Thread: GUI. Bound: one preview, or one loaded value.
class RecordDetail : public QWidget {
    Q_OBJECT
public:
    explicit RecordDetail(QWidget* parent = nullptr);

    /// Shows a record: `title` is where it is, `key` what else identifies it. The tab becomes the reading that fits the bytes best; Headers stays when it is in sight.
    void show(const core::RecordPage& page, const core::RecordRow& row, const QString& title, const QString& key);
    void clear();
    [[nodiscard]] bool empty() const noexcept { return m_empty; }
    /// The record is still shown although the view no longer keeps it.
    void markEvicted();
    /// The kept part of the value as safe text.
    [[nodiscard]] QString valueText() const;

    /// The whole value is on its way; a second press of the button cancels.
    void setLoading(bool loading);
    /// The value as it was read again; `wholeSize` is above its size when it was too large.
    void showLoaded(std::string value, core::Bytes wholeSize);
    void showLoadFailure(const QString& reason);

Q_SIGNALS:
    void loadWanted();
    void cancelWanted();
    /// A filter that finds what stands at a place of the tree.
    void filterWanted(const QString& text);

private:
    enum Tab : int { jsonTab, textTab, hexTab, headersTab, treeTab, tabTotal };
    struct Header {
        std::string name;
        std::string value;
        bool null = false;
    };
    void build();
    void buildHeaders();
    void fillTab(int tab);
    void fillTree();
    void showFittingTab();

    /// Returns what is worth saying about the reading.
    [[nodiscard]] QString decodeInto(PayloadText& text, const char* decoderId) const;
    void fillHeaders();
    [[nodiscard]] QString keptNote() const;
    void showNote(const QString& problem);

    QTabWidget* m_tabs;
    std::array<PayloadText*, 3> m_texts{};
    QTableWidget* m_headers;
    JsonTree* m_tree;
    ElidedLabel* m_title;
    ElidedLabel* m_key;
    ElidedLabel* m_note;
    QToolButton* m_load;
    std::string m_value;
    std::vector<Header> m_keptHeaders;
    core::Bytes m_valueSize = 0;
    std::uint32_t m_headerCount = 0;
    bool m_null = false;
    bool m_empty = true;
    bool m_evicted = false;
    bool m_loading = false;
    bool m_loaded = false;
    std::array<bool, tabTotal> m_filled{};
    std::array<QString, 3> m_problems;
};

} // namespace headroom::ui

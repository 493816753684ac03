// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "core/settings/setting_table.h"

class QWidget;

namespace headroom::ui {

/// One control for one row of the settings table, named edit_<id>: a check box, a line or a choice by the kind of the
/// field. Its value is the text core's codec reads and writes. Thread: GUI; lives as long as its parent.
class SettingEditor : public QObject {
    Q_OBJECT
public:
    /// Makes the editor that fits the row; the widget is its and its parent's child.
    static SettingEditor* make(const core::SettingSpec& row, QWidget* parent);

    [[nodiscard]] virtual QWidget* widget() const = 0;
    [[nodiscard]] virtual QString text() const = 0;
    /// Shows a value without reporting it as an edit.
    virtual void setText(const QString& text) = 0;
    /// Bold for a value that is not applied, the error colour for one that cannot be, dim for a default.
    void mark(bool changed, bool refused, bool isDefault);

Q_SIGNALS:
    void edited(const QString& text);

protected:
    explicit SettingEditor(QWidget* parent);
};

} // namespace headroom::ui

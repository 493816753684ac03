// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/base/secret.h"

class QCheckBox;
class QLineEdit;

namespace headroom::ui {

/// Asks for one secret. What is typed is shown as dots and leaves the dialog only as a Secret. Thread: GUI.
class SecretDialog : public QDialog {
    Q_OBJECT
public:
    /// `question` names whose secret it is; `mayKeep`: there is a keychain that could keep it.
    SecretDialog(const QString& question, bool mayKeep, QWidget* parent);

Q_SIGNALS:
    void entered(const headroom::core::Secret& secret, bool keep);

protected:
    void accept() override;

private:
    QLineEdit* m_line;
    QCheckBox* m_keep;
};

} // namespace headroom::ui

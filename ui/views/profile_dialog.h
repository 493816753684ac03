// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QDialog>

#include "core/kafka/connection_check.h"
#include "core/settings/settings.h"

class QLabel;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace headroom::ui {

class ConnectionProbe;
class ProfileForm;

/// What the dialog begins with.
struct ProfileStart {
    core::SettingRows rows;
    core::Settings inForce;
    core::Settings defaults;
    std::string directory; ///< of the profiles
};

/// Choose, make, save, delete, import and test connection profiles. The first in the list is the demo broker. Secrets typed here
/// are used and not saved. The test runs elsewhere and never blocks. Thread: GUI.
class ProfileDialog : public QDialog {
    Q_OBJECT
public:
    /// `probe` outlives the dialog.
    ProfileDialog(ProfileStart start, ConnectionProbe& probe, QWidget* parent);
    ~ProfileDialog() override;

    /// Opens the review of a profile file from somebody else.
    void review(const QString& file);
    /// Names that are offered while one types a topic, and the one that was chosen from a list.
    void setTopics(const QStringList& names);
    void setTopic(const QString& name);

Q_SIGNALS:
    /// A topic of the brokers that these settings reach is to be chosen.
    void chooseTopicWanted(const headroom::core::Settings& settings);
    /// The user pressed Use; the settings are valid.
    void useRequested(const headroom::core::Settings& settings, const QString& profile);

private:
    void buildList(QVBoxLayout* column);
    void buildRight(QVBoxLayout* column);
    QPushButton* button(const char* name, const QString& text, const QString& tip);
    void refill(const QString& select);
    void choose();
    void save();
    void saveAs(const QString& name, const core::Settings& settings);
    void removeChosen();
    void import();
    void test();
    void showReport(const core::ConnectionReport& report);
    void use();
    void refresh();
    void say(const QString& text, bool bad);
    [[nodiscard]] QString chosen() const; ///< empty: the demo broker

    const ProfileStart m_start;
    ConnectionProbe& m_probe;
    QListWidget* m_list = nullptr;
    ProfileForm* m_form = nullptr;
    QLabel* m_result = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_delete = nullptr;
    QPushButton* m_test = nullptr;
    QPushButton* m_use = nullptr;
};

} // namespace headroom::ui

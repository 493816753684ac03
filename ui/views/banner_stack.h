// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QString>
#include <QWidget>

class QVBoxLayout;

namespace headroom::ui {

/// One thing the user should know, in a line if possible, with what can be done about it.
struct Banner {
    enum class Severity { error, warning, info };
    struct Action {
        QString label;
        std::function<void()> run;
    };
    QString key; ///< showing the same key again replaces the banner
    Severity severity = Severity::info;
    QString text;
    std::vector<Action> actions; ///< at least one
};

/// At most three banners of one to three lines above the charts, errors before warnings before news, the newest first. Further ones
/// wait until there is room. Thread: GUI. Bound: 16 banners; the oldest of the least severe goes first.
class BannerStack : public QWidget {
    Q_OBJECT
public:
    static constexpr int maxShown = 3;
    static constexpr std::size_t maxKept = 16;

    explicit BannerStack(QWidget* parent = nullptr);

    void show(Banner banner);
    void remove(const QString& key);
    [[nodiscard]] bool contains(const QString& key) const;
    /// Moves the focus to the first action of the first banner.
    void focusFirst();

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    QWidget* makeRow(const Banner& banner);

    QVBoxLayout* m_layout;
    std::vector<Banner> m_banners; ///< in the order shown
};

} // namespace headroom::ui

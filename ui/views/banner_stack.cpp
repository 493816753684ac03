// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/banner_stack.h"

#include <algorithm>

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTextDocument>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

struct Look {
    const char* icon;
    QColor color;
    QColor tint;
    QString word;
};

Look lookOf(Banner::Severity severity, const ThemeColors& colors)
{
    switch (severity) {
    case Banner::Severity::error:
        return {"error", colors.error, colors.errorTint, BannerStack::tr("Error")};
    case Banner::Severity::warning:
        return {"warning", colors.adapt, colors.adaptTint, BannerStack::tr("Warning")};
    case Banner::Severity::info:
        break;
    }
    return {"info", colors.info, colors.infoTint, BannerStack::tr("Note")};
}

/// Text of as many lines as it needs, three at most: it makes its row higher, never the window wider. Where even these are
/// too few it ends in "…", and the tool tip has the whole.
class BannerText final : public QLabel {
public:
    BannerText(const QString& text, QWidget* parent) : QLabel(text, parent), m_full(text)
    {
        setTextFormat(Qt::PlainText);
        setWordWrap(true);
        QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {40, fontMetrics().lineSpacing()}; }
    [[nodiscard]] int heightForWidth(int width) const override { return std::min(heightOf(m_full, width), mostHeight()); }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QLabel::resizeEvent(event);
        const QString shown = fitting(event->size().width());
        if (shown != text()) {
            setText(shown);
        }
    }

private:
    static constexpr int maxLines = 3;

    [[nodiscard]] int mostHeight() const { return maxLines * fontMetrics().lineSpacing(); }
    [[nodiscard]] int heightOf(const QString& text, int width) const
    {
        return fontMetrics().boundingRect(QRect(0, 0, width, 10000), Qt::TextWordWrap, text).height();
    }
    [[nodiscard]] QString fitting(int width) const
    {
        if (heightOf(m_full, width) <= mostHeight()) {
            return m_full;
        }
        qsizetype fits = 0;
        for (qsizetype over = m_full.size(); over - fits > 1;) {
            const qsizetype middle = (fits + over) / 2;
            (heightOf(m_full.left(middle) + QChar(u'…'), width) <= mostHeight() ? fits : over) = middle;
        }
        return m_full.left(fits) + QChar(u'…');
    }

    QString m_full;
};

} // namespace

BannerStack::BannerStack(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("bannerStack"));
    setAccessibleName(tr("Banners"));
    m_layout->setContentsMargins(6, 0, 6, 0);
    m_layout->setSpacing(3);
    hide();
}

void BannerStack::show(Banner banner)
{
    const auto same = std::ranges::find(m_banners, banner.key, &Banner::key);
    const auto sameButtons = [&] { return std::ranges::equal(same->actions, banner.actions, {}, &Banner::Action::label, &Banner::Action::label); };
    if (same != m_banners.end() && same->text == banner.text && same->severity == banner.severity && sameButtons()) {
        same->actions = std::move(banner.actions);
        return; // nothing to see changed: a button under the mouse must stay
    }
    std::erase_if(m_banners, [&](const Banner& other) { return other.key == banner.key; });
    const auto place = std::ranges::find_if(m_banners, [&](const Banner& other) { return other.severity >= banner.severity; });
    m_banners.insert(place, std::move(banner));
    if (m_banners.size() > maxKept) {
        m_banners.pop_back();
    }
    rebuild();
}

void BannerStack::remove(const QString& key)
{
    if (std::erase_if(m_banners, [&](const Banner& banner) { return banner.key == key; }) > 0) {
        rebuild();
    }
}

bool BannerStack::contains(const QString& key) const
{
    return std::ranges::find(m_banners, key, &Banner::key) != m_banners.end();
}

void BannerStack::focusFirst()
{
    if (auto* first = findChild<QPushButton*>()) {
        first->setFocus(Qt::ShortcutFocusReason);
    }
}

void BannerStack::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        rebuild();
    }
}

void BannerStack::rebuild()
{
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        item->widget()->hide();
        item->widget()->setParent(nullptr); // no longer found by name while it waits for deletion
        item->widget()->deleteLater();
        delete item;
    }
    const auto shown = std::min<std::size_t>(m_banners.size(), maxShown);
    for (std::size_t i = 0; i < shown; ++i) {
        m_layout->addWidget(makeRow(m_banners[i]));
    }
    setVisible(shown > 0);
}

QWidget* BannerStack::makeRow(const Banner& banner)
{
    const Look look = lookOf(banner.severity, themeColors(palette()));
    auto* row = new QFrame(this);
    row->setObjectName(QStringLiteral("banner_") + banner.key);
    row->setAccessibleName(look.word + QStringLiteral(": ") + banner.text);
    row->setStyleSheet(QStringLiteral("QFrame#%1 { background: %2; border: 1px solid %3; }")
                           .arg(row->objectName(), look.tint.name(), look.color.name()));
    auto* icon = new QLabel(row);
    icon->setPixmap(themedIcon(look.icon, look.color).pixmap(16, 16));
    auto* text = new BannerText(banner.text, row);
    text->setObjectName(QStringLiteral("banner_%1_text").arg(banner.key));
    text->setToolTip(Qt::convertFromPlainText(banner.text));
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont bold = font();
    bold.setBold(true);
    text->setFont(bold);
    QPalette colors;
    colors.setColor(QPalette::WindowText, look.color);
    text->setPalette(colors);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 2, 4, 2);
    layout->addWidget(icon);
    layout->addWidget(text, 1);
    for (std::size_t i = 0; i < banner.actions.size(); ++i) {
        auto* button = new QPushButton(banner.actions[i].label, row);
        button->setObjectName(QStringLiteral("banner_%1_action%2").arg(banner.key).arg(i));
        button->setAccessibleDescription(banner.text);
        connect(button, &QPushButton::clicked, this, [run = banner.actions[i].run] { run(); });
        layout->addWidget(button);
    }
    return row;
}

} // namespace headroom::ui

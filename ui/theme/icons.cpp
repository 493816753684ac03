// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace headroom::ui {

namespace {

/// The name and the inside of an SVG of 16 x 16. "F" and "S" open an element filled or stroked in the icon's colour.
struct IconSpec {
    const char* name;
    const char* body;
};

constexpr std::array icons{
    IconSpec{"start", "F<path d='M4 2.5v11l9-5.5z'/></g>"},
    IconSpec{"stop", "F<rect x='3' y='3' width='10' height='10' rx='1'/></g>"},
    IconSpec{"pause", "F<rect x='3.5' y='3' width='3.2' height='10'/><rect x='9.3' y='3' width='3.2' height='10'/></g>"},
    IconSpec{"resume", "F<rect x='2.5' y='3' width='2.6' height='10'/><path d='M7 3v10l7-5z'/></g>"},
    IconSpec{"commit", "S<path d='M2.5 8.5l3.7 3.8L13.5 4' stroke-width='2.2'/></g>"},
    IconSpec{"trim", "S<circle cx='4' cy='12.2' r='1.8'/><circle cx='12' cy='12.2' r='1.8'/><path d='M5 10.7L11.5 2M11 10.7L4.5 2'/></g>"},
    IconSpec{"ok", "S<circle cx='8' cy='8' r='6'/><path d='M5.2 8.2l2 2.1 3.8-4.4'/></g>"},
    IconSpec{"question", "S<circle cx='8' cy='8' r='6'/><path d='M6.1 6.5a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.7.5-.7 1.1'/></g>"
                         "F<circle cx='8' cy='11.4' r='.9'/></g>"},
    IconSpec{"error", "S<circle cx='8' cy='8' r='6'/><path d='M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6'/></g>"},
    IconSpec{"warning", "S<path d='M8 2.2L14.2 13.3H1.8z'/><path d='M8 6.2v3.4'/></g>F<circle cx='8' cy='11.4' r='.85'/></g>"},
    IconSpec{"info", "S<circle cx='8' cy='8' r='6'/><path d='M8 7.6v3.6'/></g>F<circle cx='8' cy='5.2' r='.95'/></g>"},
    IconSpec{"settings", "S<circle cx='8' cy='8' r='3.1'/><path d='M8 1.6v2.4M8 12v2.4M1.6 8H4M12 8h2.4M3.5 3.5l1.7 1.7M10.8 10.8l1.7 "
                         "1.7M3.5 12.5l1.7-1.7M10.8 5.2l1.7-1.7' stroke-width='1.9'/></g>"},
    IconSpec{"export", "S<path d='M8 2v7.6M4.9 6.8L8 9.9l3.1-3.1M2.6 11v2.6h10.8V11'/></g>"},
    IconSpec{"mark", "S<path d='M4 14.3V2.5h8.6l-2.4 3.2 2.4 3.2H4'/></g>"},
    IconSpec{"eye", "S<path d='M1.4 8C3.2 4.9 5.4 3.5 8 3.5s4.8 1.4 6.6 4.5c-1.8 3.1-4 4.5-6.6 4.5S3.2 11.1 1.4 8z'/></g>"
                    "F<circle cx='8' cy='8' r='2.1'/></g>"},
    IconSpec{"group", "F<circle cx='5' cy='5' r='2.3'/><circle cx='11.2' cy='5.6' r='1.9'/><path d='M1 13.3c0-3 1.7-4.9 4-4.9s4 1.9 4 "
                      "4.9zM10.2 13.3c0-1.9-.5-3.4-1.3-4.5.6-.5 1.4-.7 2.3-.7 2.2 0 3.8 1.9 3.8 5.2z'/></g>"},
    IconSpec{"clock", "S<circle cx='8' cy='8' r='6'/><path d='M8 4.4V8l2.5 1.7'/></g>"},
    IconSpec{"shield", "S<path d='M8 1.8l5.2 1.9v3.9c0 3.1-2 5.4-5.2 6.6-3.2-1.2-5.2-3.5-5.2-6.6V3.7z'/><path d='M8 5v3.6'/></g>F<circle cx='8' cy='10.8' r='.85'/></g>"},
    IconSpec{"batch", "S<path d='M2.4 5L8 2.2 13.6 5 8 7.8zM2.4 8L8 10.8 13.6 8M2.4 11L8 13.8 13.6 11'/></g>"},
};

constexpr auto makeNames()
{
    std::array<const char*, icons.size()> names{};
    std::ranges::transform(icons, names.begin(), &IconSpec::name);
    return names;
}

QByteArray svgOf(const IconSpec& spec, const QColor& color)
{
    const QByteArray paint = color.name().toLatin1();
    QByteArray body(spec.body);
    body.replace("F<", "<g fill='" + paint + "' stroke='none'><");
    body.replace("S<", "<g fill='none' stroke='" + paint + "' stroke-width='1.5' stroke-linecap='round' stroke-linejoin='round'><");
    return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>" + body + "</svg>";
}

/// Draws an SVG at whatever size is asked for, so nothing is ever scaled up. The text is kept, not the parsed tree.
class SvgEngine final : public QIconEngine {
public:
    explicit SvgEngine(QByteArray svg) : m_svg(std::move(svg)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QSvgRenderer renderer(m_svg);
        const int side = std::min(rect.width(), rect.height());
        const QRect square(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side);
        const double before = painter->opacity();
        painter->setOpacity(mode == QIcon::Disabled ? before * 0.4 : before);
        renderer.render(painter, square);
        painter->setOpacity(before);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        // Rows of tables and labels on charts ask for the same few again and again.
        const QString key = QStringLiteral("themedIcon %1 %2 %3 %4").arg(qHash(m_svg)).arg(size.width()).arg(size.height()).arg(mode);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap)) {
            return pixmap;
        }
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }
    QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override { return size; }
    [[nodiscard]] QIconEngine* clone() const override { return new SvgEngine(m_svg); }

private:
    QByteArray m_svg;
};

} // namespace

QIcon themedIcon(const char* name, const QColor& color)
{
    const auto* spec = std::ranges::find_if(icons, [name](const IconSpec& icon) { return std::strcmp(icon.name, name) == 0; });
    Q_ASSERT_X(spec != icons.end(), "themedIcon", name);
    return spec == icons.end() ? QIcon() : QIcon(new SvgEngine(svgOf(*spec, color)));
}

std::span<const char* const> iconNames()
{
    static constexpr auto names = makeNames();
    return names;
}

} // namespace headroom::ui

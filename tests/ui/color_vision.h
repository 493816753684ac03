// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include <QColor>

namespace headroom::tests {

using Triple = std::array<double, 3>;
/// From linear RGB to the linear RGB that a person sees.
using Vision = std::array<Triple, 3>;

/// Full loss of one kind of cones: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
/// Deficiency", IEEE TVCG 15(6), 2009, severity 1.0.
constexpr Vision fullVision{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Vision protanopia{{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Vision deuteranopia{{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Vision tritanopia{{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

inline Triple times(const std::array<Triple, 3>& matrix, const Triple& v)
{
    Triple out{};
    for (std::size_t row = 0; row < 3; ++row) {
        out[row] = matrix[row][0] * v[0] + matrix[row][1] * v[1] + matrix[row][2] * v[2];
    }
    return out;
}

/// CIE 1976 L*a*b*, white point D65, of an sRGB colour as that person sees it.
inline Triple labOf(const QColor& color, const Vision& vision)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    Triple seen = times(vision, {linear(color.redF()), linear(color.greenF()), linear(color.blueF())});
    std::ranges::transform(seen, seen.begin(), [](double c) { return std::clamp(c, 0.0, 1.0); });
    const Triple xyz = times({{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}}, seen);
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    const double x = f(xyz[0] / 0.95047);
    const double y = f(xyz[1]);
    const double z = f(xyz[2] / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/// How different two colours look: 2 is the least that can be seen side by side, black and white are 100 apart (CIE 1976).
inline double colorDistance(const QColor& first, const QColor& second, const Vision& vision)
{
    const Triple a = labOf(first, vision);
    const Triple b = labOf(second, vision);
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

} // namespace headroom::tests

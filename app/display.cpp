// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/display.h"

#include <cstdlib>
#include <string>

#include <xcb/xcb.h>

namespace headroom::app {
namespace {

std::string given(const char* name)
{
    const char* value = std::getenv(name); // before any thread
    return value == nullptr ? std::string() : std::string(value);
}

} // namespace

Display::Display()
{
    const std::string platform = given("QT_QPA_PLATFORM");
    if (!platform.empty() && platform != "xcb") {
        m_answers = true;
        return;
    }
    m_connection = xcb_connect(nullptr, nullptr); // never null; says by its error whether it is one
    m_answers = xcb_connection_has_error(m_connection) == 0 || (platform.empty() && !given("WAYLAND_DISPLAY").empty());
}

Display::~Display()
{
    if (m_connection != nullptr)
        xcb_disconnect(m_connection);
}

} // namespace headroom::app

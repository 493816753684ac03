// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct xcb_connection_t;

namespace headroom::app {

/// Asks whether a window can be shown before Qt does, which ends the program when it cannot. Holds its connection as long
/// as it lives: some X servers start over when their last client leaves, and then the next one finds none. Thread: main.
class Display {
public:
    Display();
    ~Display();
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;
    /// True when an X server lets us in, or another platform is to be used (Wayland, offscreen).
    [[nodiscard]] bool answers() const noexcept { return m_answers; }

private:
    xcb_connection_t* m_connection = nullptr;
    bool m_answers = false;
};

} // namespace headroom::app

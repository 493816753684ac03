// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace headroom::core {

/// What stands in the place of a secret wherever one would be shown.
inline constexpr std::string_view secretMask = "********";

/// Overwrites the text in a way that the compiler does not leave out, and empties it.
void wipe(std::string& text) noexcept;

/// A password. Copies share one buffer, which is overwritten when the last of them goes; nothing prints it. From the first
/// one on the process leaves no core dump behind and lets nobody attach (PR_SET_DUMPABLE and RLIMIT_CORE are 0).
/// Thread: any; a value, copy it freely.
class Secret {
public:
    Secret() = default;
    /// Takes the text over; the caller's is wiped.
    explicit Secret(std::string&& text);

    [[nodiscard]] bool empty() const noexcept { return m_text == nullptr; }
    /// The secret itself: for the client library, the keychain and the redactor only. Ends with a 0 byte behind it.
    [[nodiscard]] std::string_view view() const noexcept;
    bool operator==(const Secret& other) const noexcept { return view() == other.view(); }

private:
    std::shared_ptr<const std::string> m_text; ///< null when empty
};

} // namespace headroom::core

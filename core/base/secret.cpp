// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret.h"

#include <cstring>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace headroom::core {
namespace {

/// Both, because a core_pattern that names a program ignores the limit.
void forbidCoreDumps() noexcept
{
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

} // namespace

void wipe(std::string& text) noexcept
{
    explicit_bzero(text.data(), text.capacity());
    text.clear();
}

Secret::Secret(std::string&& text)
{
    if (!text.empty()) {
        forbidCoreDumps();
        const auto wiped = [](std::string* held) {
            wipe(*held);
            delete held;
        };
        m_text = std::shared_ptr<const std::string>(new std::string(text.data(), text.size()), wiped);
    }
    wipe(text);
}

std::string_view Secret::view() const noexcept { return m_text == nullptr ? std::string_view{} : std::string_view(*m_text); }

} // namespace headroom::core

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <mutex>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/secret.h"

namespace headroom::core {

/// Takes secrets out of texts that others wrote (a broker, the client library) before anybody keeps or shows them: each known
/// secret by its value, and what stands behind the name of a property that holds one ("sasl.password=..."). What could move a
/// terminal's cursor, begin a new line of a log or turn the direction of writing around is marked, as in a table's cell.
/// Thread: any. Bound: the last 16 secrets; one below 4 bytes is not looked for, it would be found in any text.
class Redactor {
public:
    static constexpr std::size_t maxSecrets = 16;
    static constexpr std::size_t leastBytes = 4;

    Redactor() = default;
    Redactor(const Redactor&) = delete;
    Redactor& operator=(const Redactor&) = delete;

    void add(const Secret& secret);
    [[nodiscard]] std::string clean(std::string_view text) const;
    [[nodiscard]] Error clean(Error error) const;

private:
    mutable std::mutex m_mutex;
    std::deque<Secret> m_secrets;
};

/// True for a property whose value is nobody's business: password, secret, token, pem, key, jaas, kinit, username in its
/// name. The name of a file (".location") is no secret.
[[nodiscard]] bool namesASecret(std::string_view property);

} // namespace headroom::core

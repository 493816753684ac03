// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "ui/views/secret_store.h"

namespace headroom::app {

/// The desktop's keychain by QtKeychain, without its insecure fallback. Where the program was built without it, or runs without a
/// session bus, a store that is not available: secrets are then kept for this run only. Thread: GUI.
[[nodiscard]] std::shared_ptr<ui::SecretStore> makeSecretStore();

} // namespace headroom::app

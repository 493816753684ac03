// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/base/units.h"

namespace headroom::core {

/// What a decoder may use, whatever the payload is. Time is bounded by these, not by the payload's size.
struct DecodeLimits {
    Bytes maxBytes = 64 * kib;          ///< of the text made; longer text is cut
    int maxDepth = 100;                 ///< of nested arrays and objects
    std::int64_t maxTokens = 10'000'000;
};

/// A payload as text for people: always valid UTF-8 and safe to show as plain text (see display_text.h).
struct Decoded {
    std::string text;       ///< also when not ok: what could be read before the problem
    bool truncated = false; ///< the payload goes on, a limit was reached
    bool ok = true;
    std::string problem;    ///< when not ok: one sentence, with the byte where it is
};

/// One way to read a payload. Pure; any thread.
struct DecoderSpec {
    std::string_view id;    ///< stable, used in settings
    std::string_view title;
    /// Cheap look at the first bytes: is this reading likely to say something?
    bool (*fits)(std::string_view bytes);
    Decoded (*decode)(std::string_view bytes, const DecodeLimits& limits);
};

/// All decoders, in the order they are offered: text, json, hex.
[[nodiscard]] std::span<const DecoderSpec> decoderRegistry() noexcept;
/// By id; nullptr when there is none.
[[nodiscard]] const DecoderSpec* findDecoder(std::string_view id) noexcept;
/// The most telling decoder that fits these bytes: json, else text, else hex.
[[nodiscard]] const DecoderSpec& likelyDecoder(std::string_view bytes) noexcept;

/// The rows' functions, one file each.
[[nodiscard]] bool fitsText(std::string_view bytes);
[[nodiscard]] Decoded decodeText(std::string_view bytes, const DecodeLimits& limits);
[[nodiscard]] bool fitsJson(std::string_view bytes);
[[nodiscard]] Decoded decodeJson(std::string_view bytes, const DecodeLimits& limits);
[[nodiscard]] bool fitsHex(std::string_view bytes);
[[nodiscard]] Decoded decodeHex(std::string_view bytes, const DecodeLimits& limits);

} // namespace headroom::core

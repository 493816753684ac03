// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/decode/decoder.h"

namespace headroom::core {
namespace {

constexpr std::size_t textRow = 0;
constexpr std::size_t jsonRow = 1;
constexpr std::size_t hexRow = 2;

constexpr std::array<DecoderSpec, 3> registry{{
    {"text", "Text", fitsText, decodeText},
    {"json", "JSON", fitsJson, decodeJson},
    {"hex", "Hex", fitsHex, decodeHex},
}};

/// From the most telling to the one that always fits.
constexpr std::array<std::size_t, registry.size()> preference{jsonRow, textRow, hexRow};

} // namespace

std::span<const DecoderSpec> decoderRegistry() noexcept
{
    return registry;
}

const DecoderSpec* findDecoder(std::string_view id) noexcept
{
    for (const DecoderSpec& decoder : registry) {
        if (decoder.id == id) {
            return &decoder;
        }
    }
    return nullptr;
}

const DecoderSpec& likelyDecoder(std::string_view bytes) noexcept
{
    for (const std::size_t row : preference) {
        if (registry[row].fits(bytes)) {
            return registry[row];
        }
    }
    return registry[hexRow];
}

} // namespace headroom::core

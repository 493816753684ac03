// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/kafka/batch.h"

namespace headroom::core {

/// True when all of it is strict UTF-8.
[[nodiscard]] bool isUtf8(std::string_view bytes);
/// True when it is text that shows as it is: UTF-8 without controls (but line breaks and tabs) and without invisible or
/// direction-changing characters.
[[nodiscard]] bool isPlainText(std::string_view bytes);
/// RFC 4648, with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

/// `"name":"text"`, `"name_base64":"..."` or `"name":null`. Printable ASCII wherever the text is not plain.
void appendJsonMember(std::string& out, std::string_view name, std::string_view bytes, bool isNull);
/// `[{"name":...,"value":...},...]`
void appendJsonHeaders(std::string& out, std::span<const HeaderView> headers);

/// One CSV field: guarded against being taken for a formula unless told not to, quoted where it must be.
void appendCsvField(std::string& out, std::string_view text, bool guard);

} // namespace headroom::core

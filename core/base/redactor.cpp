// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/redactor.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <vector>

#include "core/base/display_text.h"

namespace headroom::core {
namespace {

constexpr std::string_view ofAName = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
constexpr std::string_view blanks = " \t";
constexpr std::string_view endsAValue = " \t\r\n,;\"'})]";

void replaceAll(std::string& text, std::string_view what)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + secretMask.size()))
        text.replace(at, what.size(), secretMask);
}

std::size_t skip(std::string_view text, std::size_t at, std::string_view which) { return std::min(text.find_first_not_of(which, at), text.size()); }

/// Where the value begins whose name ends at `at`: behind `=` or `:`, with blanks and quotes around; npos when none follows.
std::size_t valueBehind(std::string_view text, std::size_t at)
{
    at = skip(text, at, "\"'");
    at = skip(text, at, blanks);
    if (at >= text.size() || (text[at] != '=' && text[at] != ':'))
        return std::string_view::npos;
    at = skip(text, at + 1, blanks);
    return skip(text, at, "\"'");
}

/// As in Kafka's properties; a topic may be named after keys too, and its name is no secret.
bool isAboutLogins(std::string_view name)
{
    constexpr std::array<std::string_view, 2> families{"ssl.", "sasl."};
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::any_of(families.begin(), families.end(), [&lower](std::string_view family) { return lower.starts_with(family) || lower.find("." + std::string(family)) != std::string::npos; });
}

void maskByName(std::string& text)
{
    for (std::size_t at = text.find_first_of(ofAName); at != std::string::npos; at = text.find_first_of(ofAName, at)) {
        const std::size_t end = skip(text, at, ofAName);
        const std::string_view name = std::string_view(text).substr(at, end - at);
        at = end;
        const std::size_t value = isAboutLogins(name) && namesASecret(name) ? valueBehind(text, end) : std::string_view::npos;
        if (value == std::string_view::npos)
            continue;
        const std::size_t valueEnd = std::min(text.find_first_of(endsAValue, value), text.size());
        if (valueEnd > value)
            text.replace(value, valueEnd - value, secretMask);
        at = value + (valueEnd > value ? secretMask.size() : 0);
    }
}

} // namespace

bool namesASecret(std::string_view property)
{
    constexpr std::array<std::string_view, 9> words{"password", "secret", "token", "pem", "key", "jaas", "kinit", "oauthbearer.config", "username"};
    std::string name(property);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (name.ends_with(".location") || name.ends_with(".url"))
        return false;
    return std::any_of(words.begin(), words.end(), [&name](std::string_view word) { return name.find(word) != std::string::npos; });
}

void Redactor::add(const Secret& secret)
{
    if (secret.view().size() < leastBytes)
        return;
    const std::scoped_lock lock(m_mutex);
    std::erase(m_secrets, secret);
    m_secrets.push_back(secret);
    if (m_secrets.size() > maxSecrets)
        m_secrets.pop_front();
}

std::string Redactor::clean(std::string_view text) const
{
    std::string out(text);
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<std::string_view> longestFirst; // one may begin with another
        for (const Secret& secret : m_secrets)
            longestFirst.push_back(secret.view());
        std::sort(longestFirst.begin(), longestFirst.end(), [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
        for (const std::string_view secret : longestFirst)
            replaceAll(out, secret);
    }
    maskByName(out);
    return displayText(out, std::numeric_limits<std::size_t>::max()); // last: a mark in a secret would hide it from the search
}

Error Redactor::clean(Error error) const
{
    error.message = clean(std::string_view(error.message));
    error.context = clean(std::string_view(error.context));
    return error;
}

} // namespace headroom::core

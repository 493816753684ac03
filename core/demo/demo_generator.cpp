// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/demo_generator.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace headroom::core {
namespace {

constexpr Bytes largestValue = 900'000; // with key and headers below the producer's message.max.bytes of 1,000,000
constexpr std::size_t hugeValue = 300 * 1024;
constexpr int manyHeaders = 10'000;
constexpr std::size_t orderUniqueBytes = 90; // what differs from order to order outside the note
constexpr std::size_t templateBytes = 1024;
constexpr std::size_t chunkBytes = 512;
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::array<std::string_view, 16> words = {"parcel", "garden", "lamp", "blue", "cotton", "deliver", "after", "noon",
    "please", "ring", "twice", "fragile", "gift", "wrapped", "invoice", "separately"};
constexpr std::array<std::string_view, 4> states = {"placed", "paid", "shipped", "returned"};

bool parseBytes(std::string_view text, Bytes& out)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size() && out >= 0 && out <= largestValue;
}

} // namespace

Bytes DemoRecord::bytes() const noexcept
{
    std::size_t total = (key ? key->size() : 0) + (value ? value->size() : 0);
    for (const auto& [name, content] : headers)
        total += name.size() + content.size() + 2;
    return static_cast<Bytes>(total);
}

Result<SizeLaw> parseSizeLaw(std::string_view text)
{
    SizeLaw law;
    if (text == "mixed")
        return law;
    const auto colon = text.find(':');
    const auto kind = text.substr(0, colon);
    const auto rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    const auto dash = rest.find('-');
    if (kind == "fixed" && parseBytes(rest, law.least)) {
        law.kind = SizeLaw::Kind::fixed;
        law.most = law.least;
        return law;
    }
    if (kind == "uniform" && dash != std::string_view::npos && parseBytes(rest.substr(0, dash), law.least)
        && parseBytes(rest.substr(dash + 1), law.most) && law.least <= law.most) {
        law.kind = SizeLaw::Kind::uniform;
        return law;
    }
    return fail(ErrorCode::invalidSetting,
        fmt::format("--size = \"{}\": not a size of values. Allowed: fixed:N, uniform:MIN-MAX (0 to {} bytes), mixed.", text, largestValue), "size");
}

DemoGenerator::DemoGenerator(const DemoLoad& load)
    : m_load(load), m_law(parseSizeLaw(load.size).value_or(SizeLaw())), m_random(load.seed)
{
    while (m_template.size() < templateBytes) {
        m_template += words[below(words.size())];
        m_template += ' ';
    }
}

double DemoGenerator::unit()
{
    return static_cast<double>(m_random() >> 11U) * 0x1.0p-53;
}

std::size_t DemoGenerator::size()
{
    switch (m_law.kind) {
    case SizeLaw::Kind::fixed:
        return static_cast<std::size_t>(m_law.least);
    case SizeLaw::Kind::uniform:
        return static_cast<std::size_t>(m_law.least) + below(static_cast<std::uint64_t>(m_law.most - m_law.least) + 1);
    case SizeLaw::Kind::mixed:
        break;
    }
    const auto lot = below(100);
    if (lot == 0)
        return 44 * 1024 + below(8 * 1024);
    if (lot <= 10)
        return 16 * 1024 + below(8 * 1024);
    return 200 + below(1849);
}

// Filler in chunks: some fresh characters, which no codec finds again, then a slice of the template, which it does.
void DemoGenerator::fill(std::string& out, std::size_t bytes, std::size_t fresh)
{
    fresh = std::min(fresh, bytes);
    const std::size_t chunks = std::max<std::size_t>(1, bytes / chunkBytes);
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
        const std::size_t end = bytes * (chunk + 1) / chunks - bytes * chunk / chunks;
        const std::size_t random = std::min(end, fresh * (chunk + 1) / chunks - fresh * chunk / chunks);
        for (std::size_t done = 0; done < random;) { // ten characters from one random number
            auto bits = m_random();
            for (int i = 0; i < 10 && done < random; ++i, ++done, bits >>= 6U)
                out += alphabet[bits & 63U];
        }
        for (std::size_t rest = end - random, from = 0; rest > 0;) {
            const auto slice = std::min(rest, m_template.size() - from);
            out.append(m_template, from, slice);
            rest -= slice;
        }
    }
}

void DemoGenerator::writeOrder(std::string& out, std::size_t size)
{
    constexpr std::string_view note = ",\"note\":\"";
    constexpr std::size_t closing = 2; // "}
    out.clear();
    fmt::format_to(std::back_inserter(out), "{{\"id\":{}", m_record.id);
    const auto unique = static_cast<std::size_t>(static_cast<double>(size) / m_load.compressibility);
    const bool full = size >= 200 && unique >= 40;
    if (full)
        fmt::format_to(std::back_inserter(out),
            ",\"order\":\"O-{:07}\",\"customer\":\"C-{:05}\",\"status\":\"{}\",\"total\":{}.{:02},\"currency\":\"EUR\","
            "\"items\":[{{\"sku\":\"{:08X}\",\"quantity\":{}}}]",
            below(10'000'000), below(100'000), states[below(states.size())], below(1000), below(100),
            below(0x100000000), 1 + below(5));
    const std::size_t used = full ? orderUniqueBytes : 12;
    if (out.size() + note.size() + closing <= size) {
        out += note;
        fill(out, size - out.size() - closing, unique > used ? unique - used : 0);
        out += "\"}";
        return;
    }
    if (out.size() + 1 < size)
        out.append(size - out.size() - 1, ' ');
    out += '}';
}

void DemoGenerator::writeHeaders()
{
    static constexpr std::array<std::string_view, 4> names = {"source", "trace-id", "content-type", "schema"};
    static constexpr std::array<std::string_view, 4> contents = {"shop", "", "application/json", "orders-3"};
    m_record.headers.resize(static_cast<std::size_t>(m_load.headers));
    for (std::size_t i = 0; i < m_record.headers.size(); ++i) {
        auto& [name, content] = m_record.headers[i];
        name = i < names.size() ? std::string(names[i]) : fmt::format("header-{}", i);
        content = i == 1 ? fmt::format("{:016x}", m_random()) : std::string(contents[i % contents.size()]);
    }
}

void DemoGenerator::poison(Poison kind)
{
    auto& value = m_record.value;
    switch (kind) {
    case Poison::nullValue:
        value.reset();
        break;
    case Poison::emptyValue:
        value->clear();
        break;
    case Poison::huge:
        writeOrder(*value, hugeValue);
        break;
    case Poison::binary:
        value->resize(4096);
        std::generate(value->begin(), value->end(), [this] { return static_cast<char>(below(256)); });
        break;
    case Poison::invalidUtf8:
        *value = "{\"id\":\"caf\xC3\x28 \xFF\xFE \xC0\xAF \xED\xA0\x80 \xF4\x90\x80\x80 cut \xE2\x82";
        break;
    case Poison::bidiAndControl:
        *value = std::string("\x1B[31mred\x1B]0;title\x07 \xE2\x80\xAEgnp.exe \xE2\x81\xA6 isolate \xE2\x80\x8B\xEF\xBB\xBF line\r\n\ttab ");
        value->push_back('\0');
        *value += "\xC2\x85 after the null, e";
        for (int i = 0; i < 200; ++i)
            *value += "\xCC\x81"; // combining marks piled on one letter
        break;
    case Poison::manyHeaders:
        m_record.headers.clear();
        for (int i = 0; i < manyHeaders; ++i)
            m_record.headers.emplace_back(fmt::format("h{}", i), "x");
        break;
    }
}

const DemoRecord& DemoGenerator::next(std::int32_t partition)
{
    m_record.id = ++m_made;
    m_record.key.reset();
    if (m_load.keys == "order")
        m_record.key = fmt::format("order-{:06}", static_cast<std::uint64_t>(partition)
                + below(1000) * static_cast<std::uint64_t>(m_load.partitions));
    if (!m_record.value)
        m_record.value.emplace();
    writeOrder(*m_record.value, size());
    writeHeaders();
    if (m_load.poisonShare > 0 && unit() < m_load.poisonShare)
        poison(static_cast<Poison>(m_poisoned++ % poisonKinds));
    return m_record;
}

double recordsDue(const DemoLoad& load, double seconds)
{
    if (load.burstSeconds <= 0)
        return load.messagesPerSecond * seconds;
    const double length = std::min(1.0, load.burstSeconds / 2); // a burst ends its period
    const double periods = std::floor(seconds / load.burstSeconds);
    const double phase = seconds - periods * load.burstSeconds;
    const double inBurst = periods * length + std::max(0.0, phase - (load.burstSeconds - length));
    return load.messagesPerSecond * (seconds + (load.burstFactor - 1) * inBurst);
}

} // namespace headroom::core

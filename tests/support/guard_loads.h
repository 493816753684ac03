// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/guarded_consumer.h"

namespace headroom::test {

using core::Bytes;
using core::mib;
using core::unknownBytes;

inline constexpr auto mibs = [](double count) { return count * static_cast<double>(mib); };
inline constexpr auto always = [](auto value) { return [value](double) { return value; }; };

inline LoadTrace trace(std::string name)
{
    LoadTrace load;
    load.name = std::move(name);
    load.limit = always(Bytes(64 * mib));
    load.baseline = always(Bytes(16 * mib));
    load.arriving = always(mibs(4));
    load.processing = always(mibs(8));
    load.queueLimit = 16 * mib;
    load.response = mib;
    return load;
}

/// Every guard has to live with each of these.
inline std::vector<LoadTrace> loads()
{
    std::vector<LoadTrace> all;
    all.push_back(trace("steady"));
    all.push_back(trace("burst"));
    all.back().arriving = [](double t) { return t > 20 && t < 30 ? mibs(30) : mibs(1); };
    all.back().queueLimit = 64 * mib;
    all.push_back(trace("saw-tooth"));
    all.back().arriving = [](double t) { return mibs(std::fmod(t, 20)); };
    all.back().queueLimit = 64 * mib;
    all.push_back(trace("slow processor"));
    all.back().arriving = always(mibs(8));
    all.back().processing = always(mibs(2));
    all.back().queueLimit = 64 * mib;
    all.push_back(trace("step up"));
    all.back().baseline = [](double t) { return 16 * mib + static_cast<Bytes>(mibs(8 * std::clamp(t - 60, 0.0, 3.0))); };
    all.back().processing = always(mibs(3));
    all.push_back(trace("just at the high mark"));
    all.back().baseline = always(Bytes(16 * mib));
    all.back().processing = always(mibs(2));
    all.back().queueLimit = 26 * mib;
    all.push_back(trace("noise around the low mark"));
    all.back().baseline = [](double t) { return Bytes(34 * mib) + Bytes(std::fmod(t * 10, 7)) * mib; };
    all.back().processing = always(mibs(2));
    all.push_back(trace("noise around the high mark"));
    all.back().baseline = [](double t) { return Bytes(24 * mib) + Bytes(std::fmod(t * 10, 3)) * 2 * mib; };
    all.back().processing = always(mibs(2));
    all.back().queueLimit = 24 * mib;
    all.push_back(trace("limit appears"));
    all.back().limit = [](double t) { return t < 60 ? unknownBytes : Bytes(64 * mib); };
    all.back().processing = always(mibs(2));
    all.push_back(trace("limit disappears"));
    all.back().limit = [](double t) { return t > 60 ? unknownBytes : Bytes(64 * mib); };
    all.back().processing = always(mibs(2));
    all.back().queueLimit = 64 * mib;
    all.push_back(trace("clock gap"));
    all.back().processing = always(mibs(2));
    all.back().queueLimit = 64 * mib;
    all.back().gapAt = 50;
    all.back().gap = 3600;
    all.push_back(trace("fills at once")); // a near broker: the queue never fits, and is full within a few looks
    all.back().arriving = always(mibs(5));
    all.back().processing = always(mibs(2));
    all.back().queueLimit = 96 * mib;
    all.back().response = 12 * mib;
    all.push_back(trace("view grows into the budget")); // and is far below its cap when nothing is left for it
    all.back().limit = always(Bytes(40 * mib));
    all.back().baseline = always(Bytes(22 * mib));
    all.back().arriving = all.back().processing = always(mibs(8));
    all.back().queueLimit = 9 * mib;
    all.back().response = 4 * mib;
    all.back().view = 24 * mib;
    all.back().holdsByPausing = false;
    all.push_back(trace("responses that do not fit"));
    all.back().limit = always(Bytes(40 * mib));
    all.back().baseline = always(Bytes(22 * mib));
    all.back().arriving = all.back().processing = always(mibs(8));
    all.back().queueLimit = 12 * mib;
    all.back().response = 6 * mib;
    all.back().view = 2 * mib;
    all.back().holds = false;
    all.push_back(trace("baseline above the marks"));
    all.back().baseline = always(Bytes(58 * mib));
    all.back().holds = false;
    all.push_back(trace("baseline above the limit"));
    all.back().baseline = always(Bytes(80 * mib));
    all.back().holds = false;
    return all;
}

} // namespace headroom::test

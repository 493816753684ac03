// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/process_census.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace headroom::test {
namespace {

int entriesOf(const char* folder)
{
    int count = 0;
    std::error_code problem;
    for (std::filesystem::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem))
        ++count;
    return count;
}

} // namespace

ProcessCensus ProcessCensus::now()
{
    ProcessCensus census;
    census.threads = entriesOf("/proc/self/task");
    census.descriptors = entriesOf("/proc/self/fd") - 1; // the listing itself holds one
    std::error_code problem;
    for (std::filesystem::directory_iterator at("/proc/self/task", problem), end; !problem && at != end; at.increment(problem)) {
        std::ifstream file(at->path() / "children"); // each thread has those that it forked
        for (std::string pid; file >> pid;)
            ++census.children;
    }
    return census;
}

core::Bytes peakRss()
{
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;) {
        core::Bytes kilobytes = 0;
        if (word == "VmHWM:" && file >> kilobytes)
            return kilobytes * core::kib;
    }
    return core::unknownBytes;
}

bool resetPeakRss()
{
    std::ofstream file("/proc/self/clear_refs");
    file << "5" << std::flush;
    return file.good();
}

} // namespace headroom::test

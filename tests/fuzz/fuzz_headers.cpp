// SPDX-License-Identifier: GPL-3.0-or-later
// Headers of any number, size and bytes are kept as the first ones that fit, and shown safely. Seen to find a planted bug:
// with the room not reduced by a header's size it stopped in the first second.
#include <algorithm>

#include <fuzzer/FuzzedDataProvider.h>

#include "core/base/display_text.h"
#include "core/records/record_page.h"
#include "tests/fuzz/fuzz_checks.h"

using namespace headroom::core;
using namespace headroom::fuzz;

namespace {

struct Given {
    std::string name;
    std::string value;
    bool null = false;
};

class Owner final : public MessageOwner {
public:
    std::vector<Given> given;
    void release(std::span<const Message>) const noexcept override {}
    void headers(const Message&, std::size_t limit, std::vector<HeaderView>& out, std::size_t& total) const override
    {
        for (const Given& one : given)
            if (out.size() < limit)
                out.push_back({one.name, one.value, one.null});
        total = given.size();
    }
};

void check(const RecordPage& page, const Owner& owner, const Message& message, Bytes preview)
{
    const RecordRow& row = page.rows().back();
    const auto kept = page.headers(row);
    demand(row.headerCount == owner.given.size() && kept.size() <= std::min(owner.given.size(), PageBuilder::maxKeptHeaders), "all are counted, not all are kept");
    std::size_t used = row.key.size() + row.value.size();
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const Given& one = owner.given[i];
        demand(kept[i].name == one.name && kept[i].value == one.value && kept[i].valueIsNull == one.null, "kept as they came, in order");
        used += one.name.size() + one.value.size();
        static_cast<void>(demandSafe(displayText(kept[i].name, maxCellCharacters), false));
        static_cast<void>(demandSafe(displayText(kept[i].value, maxCellCharacters), false));
    }
    demand(static_cast<Bytes>(used) <= preview, "within the preview's bytes");
    demand(message.key.starts_with(row.key) && message.value.starts_with(row.value), "a preview is a beginning");
    demand(page.bytes() <= PageBuilder::maxPageBytes + static_cast<Bytes>(sizeof(RecordPage)), "within a page");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const auto preview = input.ConsumeIntegralInRange<Bytes>(0, 1024);
    const auto charged = std::make_shared<PageBytes>(0);
    {
        PageBuilder builder(charged);
        Owner owner;
        const std::string key = input.ConsumeRandomLengthString(100);
        const std::string value = input.ConsumeRandomLengthString(100);
        while (input.remaining_bytes() > 0 && owner.given.size() < 200)
            owner.given.push_back({input.ConsumeRandomLengthString(60), input.ConsumeRandomLengthString(300), input.ConsumeBool()});
        Message message;
        message.key = key;
        message.value = value;
        demand(builder.add(message, owner, preview), "a first record fits");
        check(*builder.seal(1), owner, message, preview);
    }
    demand(*charged == 0, "a page's bytes are given back");
    return 0;
}

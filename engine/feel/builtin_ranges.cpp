// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/arguments.hpp"
#include "engine/feel/compare.hpp"

namespace foerderwerk::feel {

namespace {

// The relations of Allen as DMN 1.5, section 10.3.4.8, table 78 defines them. A point is taken
// as the range from itself to itself. Once two ends cannot be compared, the result is null.
struct Relation {
    const Services* services;
    bool comparable = true;

    std::strong_ordering order_of(const Value& a, const Value& b) {
        const auto found = order(a, b, services);
        comparable = comparable && found.has_value();
        return found.value_or(std::strong_ordering::equal);
    }
    bool less(const Value& a, const Value& b) { return order_of(a, b) < 0; }
    bool equal(const Value& a, const Value& b) { return order_of(a, b) == 0; }
};

bool before(Relation& r, const Range& a, const Range& b) {
    return r.less(a.end, b.start) ||
           (r.equal(a.end, b.start) && (!a.end_included || !b.start_included));
}

bool after(Relation& r, const Range& a, const Range& b) {
    return before(r, b, a);
}

bool meets(Relation& r, const Range& a, const Range& b) {
    return a.end_included && b.start_included && r.equal(a.end, b.start);
}

bool met_by(Relation& r, const Range& a, const Range& b) {
    return meets(r, b, a);
}

bool touches(Relation& r, const Range& a, const Range& b) {
    return r.less(b.start, a.end) ||
           (r.equal(a.end, b.start) && a.end_included && b.start_included);
}

bool overlaps(Relation& r, const Range& a, const Range& b) {
    return touches(r, a, b) && touches(r, b, a);
}

bool starts_no_later(Relation& r, const Range& a, const Range& b) {
    return r.less(a.start, b.start) ||
           (r.equal(a.start, b.start) && (a.start_included || !b.start_included));
}

bool ends_no_later(Relation& r, const Range& a, const Range& b) {
    return r.less(a.end, b.end) || (r.equal(a.end, b.end) && (!a.end_included || b.end_included));
}

bool overlaps_before(Relation& r, const Range& a, const Range& b) {
    const bool starts_earlier = r.less(a.start, b.start) || (r.equal(a.start, b.start) &&
                                                             a.start_included && !b.start_included);
    return starts_earlier && touches(r, a, b) && ends_no_later(r, a, b);
}

bool overlaps_after(Relation& r, const Range& a, const Range& b) {
    const bool starts_later = r.less(b.start, a.start) ||
                              (r.equal(b.start, a.start) && b.start_included && !a.start_included);
    const bool ends_no_earlier =
        r.less(b.end, a.end) || (r.equal(b.end, a.end) && (!b.end_included || a.end_included));
    return starts_later && touches(r, b, a) && ends_no_earlier;
}

bool includes(Relation& r, const Range& a, const Range& b) {
    return starts_no_later(r, a, b) && ends_no_later(r, b, a);
}

bool during(Relation& r, const Range& a, const Range& b) {
    return includes(r, b, a);
}

bool finishes(Relation& r, const Range& a, const Range& b) {
    return a.end_included == b.end_included && r.equal(a.end, b.end) && starts_no_later(r, b, a);
}

bool finished_by(Relation& r, const Range& a, const Range& b) {
    return finishes(r, b, a);
}

bool starts(Relation& r, const Range& a, const Range& b) {
    return a.start_included == b.start_included && r.equal(a.start, b.start) &&
           ends_no_later(r, a, b);
}

bool started_by(Relation& r, const Range& a, const Range& b) {
    return starts(r, b, a);
}

bool coincides(Relation& r, const Range& a, const Range& b) {
    return a.start_included == b.start_included && a.end_included == b.end_included &&
           r.equal(a.start, b.start) && r.equal(a.end, b.end);
}

template <bool (*Holds)(Relation&, const Range&, const Range&)>
Value related(Arguments& arguments) {
    const auto range_at = [&](std::size_t index) {
        const Value& value = arguments.at(index);
        return value.kind() == Kind::range ? value.as_range() : Range{value, value};
    };
    const Range a = range_at(0);
    const Range b = range_at(1);
    Relation relation{arguments.services()};
    const bool result = Holds(relation, a, b);
    return relation.comparable ? Value(result) : arguments.error("the arguments have no order");
}

}  // namespace

std::span<const Builtin> range_builtins() {
    constexpr const char* any = "point1,point2;point,range;range,point;range1,range2";
    constexpr const char* ranges = "range1,range2";
    constexpr const char* point_first = "point,range;range1,range2";
    constexpr const char* range_first = "range,point;range1,range2";
    static const Builtin builtins[] = {
        {"before", any, related<before>},
        {"after", any, related<after>},
        {"meets", ranges, related<meets>},
        {"met by", ranges, related<met_by>},
        {"overlaps", ranges, related<overlaps>},
        {"overlaps before", ranges, related<overlaps_before>},
        {"overlaps after", ranges, related<overlaps_after>},
        {"finishes", point_first, related<finishes>},
        {"finished by", range_first, related<finished_by>},
        {"includes", range_first, related<includes>},
        {"during", point_first, related<during>},
        {"starts", point_first, related<starts>},
        {"started by", range_first, related<started_by>},
        {"coincides", any, related<coincides>},
    };
    return builtins;
}

}  // namespace foerderwerk::feel

// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "connectors/console/execute_commands.hpp"
#include "engine/ledger/posting.hpp"
#include "engine/operations/append_record.hpp"
#include "engine/operations/open_effect.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::console {

namespace {

using ledger::PostingKind;

std::string amount_text(std::int64_t cents) {
    return Money::from_cents(cents).to_string();
}

std::int64_t integer(const Json& json, std::string_view name, std::int64_t otherwise = 0) {
    const Json* member = json.find(name);
    return member != nullptr && member->is_integer() ? member->as_integer() : otherwise;
}

const Json::Array& items(const Json& json, std::string_view name) {
    static const Json::Array none;
    const Json* member = json.find(name);
    return member != nullptr && member->is_array() ? member->as_array() : none;
}

/// How a kind of posting is called in the list, and in which column its amount stands.
struct Wording {
    PostingKind kind;
    const char* name;
    const char* column;
    int sign;
};

constexpr auto wordings = std::to_array<Wording>({
    {PostingKind::allot, "Zuweisung", "zuweisung", 1},
    {PostingKind::reserve, "Reservierung", "reservierung", 1},
    {PostingKind::commit, "Festlegung", "festlegung", 1},
    {PostingKind::pay, "Zahlung", "zahlung", 1},
    {PostingKind::take_back, "Zahlung zurück", "zahlung", -1},
    {PostingKind::release_reserved, "Reservierung frei", "reservierung", -1},
    {PostingKind::release_committed, "Festlegung frei", "festlegung", -1},
});

const Wording& wording_of(PostingKind kind) {
    return *std::find_if(wordings.begin(), wordings.end(),
                         [kind](const Wording& wording) { return wording.kind == kind; });
}

/// Goes through the records in the order of the log, which is the order of the postings: the list
/// is read off the evidence, not off the rows that are derived from it.
class SupervisionList {
public:
    SupervisionList(House& house, ports::StoreReader& store, const CommandRequest& request)
        : house_(house), store_(store), request_(request) {}

    Json rows() {
        store_.for_each_record("", [this](const ports::RecordRow& row) {
            const auto record = parse_json(row.bytes);
            if (record.has_value()) {
                read(row, *record);
            }
        });
        std::ranges::stable_sort(entries_, {}, [](const Entry& entry) { return entry.line; });
        std::map<std::string, std::int64_t> numbers;
        Json::Array rows;
        for (Entry& entry : entries_) {
            if (!quotas_.contains(entry.line)) {
                entry.row.set("nr", ++numbers[entry.line]);
                rows.push_back(std::move(entry.row));
            }
        }
        return Json(std::move(rows));
    }

private:
    struct Entry {
        std::string line;
        Json row;
    };

    [[nodiscard]] bool wanted(const std::string& line) const {
        const std::string only = request_.arguments.text("line");
        return only.empty() || only == line;
    }

    /// An order names no line: it is paid from the line on which its case has committed last.
    void read(const ports::RecordRow& row, const Json& record) {
        for (const Json& allotment : items(record, "allotments")) {
            ledger::Posting posting;
            posting.line = allotment.text("line");
            posting.kind = PostingKind::allot;
            posting.amount = integer(allotment, "amount");
            post(record, posting);
        }
        for (const Json& posting : items(record, "postings")) {
            const auto kind = ledger::parse_posting_kind(posting.text("kind"));
            if (integer(posting, "limit", -1) >= 0) {
                quotas_.insert(posting.text("line"));
            }
            if (kind.has_value()) {
                ledger::Posting one;
                one.line = posting.text("line");
                one.kind = *kind;
                one.amount = integer(posting, "amount");
                one.case_id = CaseId(row.case_id);
                post(record, one);
            }
        }
        for (const Json& effect : items(record, "effects")) {
            if (effect.text("processor") == "payout") {
                order(row, record, effect);
            }
        }
    }

    void post(const Json& record, const ledger::Posting& posting) {
        ledger::LineBalance& line = lines_[posting.line];
        const std::string case_id = posting.case_id.text();
        ledger::CaseHolding& holding = holdings_[case_id + " " + posting.line];
        const auto booked = ledger::apply(posting, line, holding);
        if (!booked.has_value()) {
            return;  // `db check` names it
        }
        line = booked->line;
        holding = booked->holding;
        if (posting.kind == PostingKind::commit && !quotas_.contains(posting.line)) {
            committed_on_[case_id] = posting.line;
        }
        const Wording& wording = wording_of(posting.kind);
        add(record, posting.line, wording.name, {wording.column, wording.sign * posting.amount});
    }

    void order(const ports::RecordRow& row, const Json& record, const Json& effect) {
        const auto line = committed_on_.find(row.case_id);
        ports::OutboxRow item;
        item.id = effect.text("id");
        item.case_id = row.case_id;
        item.effect_json = canonical_json(effect);
        const feel::Value data = operations::open_effect(store_, house_.casework.sealing, item);
        const feel::Value* amount = data.find("betrag");
        if (line == committed_on_.end() || amount == nullptr ||
            amount->kind() != feel::Kind::number) {
            return;
        }
        const auto cents = amount->as_number().times(feel::Decimal::from_int(100));
        add(record, line->second, "Anordnung",
            {"anordnung", cents.has_value() ? cents->to_int64().value_or(0) : 0});
    }

    void add(const Json& record, const std::string& line, const char* kind,
             const std::pair<const char*, std::int64_t>& amount) {
        if (!wanted(line)) {
            return;
        }
        const std::string case_id = record.text("case");
        Json row = Json::Object{{"line", line},
                                {"nr", 0},
                                {"date", record.text("date")},
                                {"file_number", file_number(case_id)},
                                {"art", kind}};
        for (const char* column :
             {"zuweisung", "reservierung", "festlegung", "anordnung", "zahlung"}) {
            row.set(column, std::string_view(column) == amount.first ? amount_text(amount.second)
                                                                     : std::string());
        }
        row.set("available", amount_text(lines_[line].available()));
        row.set("case", case_id == operations::register_case ? std::string() : case_id);
        entries_.push_back({line, std::move(row)});
    }

    std::string file_number(const std::string& case_id) {
        const auto known = file_numbers_.find(case_id);
        if (known != file_numbers_.end()) {
            return known->second;
        }
        const auto row = store_.find_case(case_id);
        return file_numbers_[case_id] = row.has_value() ? row->file_number : std::string();
    }

    House& house_;
    ports::StoreReader& store_;
    const CommandRequest& request_;
    std::map<std::string, ledger::LineBalance> lines_;
    std::map<std::string, ledger::CaseHolding> holdings_;  ///< by case and line
    std::map<std::string, std::string> committed_on_;      ///< line, by case
    std::map<std::string, std::string> file_numbers_;
    std::set<std::string> quotas_;  ///< lines that count pieces
    std::vector<Entry> entries_;
};

}  // namespace

CommandAnswer report_huel(House& house, const CommandRequest& request) {
    CommandAnswer answer;
    house.casework.store.read([&](ports::StoreReader& store) {
        answer.result = SupervisionList(house, store, request).rows();
    });
    return answer;
}

namespace {

/// The waiting cases that the asking person may see, of one line or of all.
class WaitingCases {
public:
    WaitingCases(House& house, ports::StoreReader& store, const CommandRequest& request)
        : house_(house), store_(store), request_(request) {}

    std::vector<ports::CaseRow> rows() {
        ports::CaseFilter page{.programme = request_.arguments.text("programme"),
                               .state = {},
                               .role = {},
                               .open_only = true,
                               .most = 500,
                               .after_case = {}};
        std::vector<ports::CaseRow> waiting;
        for (auto rows = store_.list_cases(page); !rows.empty(); rows = store_.list_cases(page)) {
            std::ranges::copy_if(rows, std::back_inserter(waiting),
                                 [this](const ports::CaseRow& row) { return is_wanted(row); });
            page.after_case = rows.back().case_id;
        }
        return waiting;
    }

private:
    bool is_wanted(const ports::CaseRow& row) {
        const std::string only = request_.arguments.text("line");
        return !row.waits_for.empty() && (only.empty() || row.waits_for == only) &&
               may_see(row.programme);
    }

    bool may_see(const std::string& programme) {
        const auto [known, is_new] = seen_.emplace(programme, false);
        if (is_new) {
            known->second = !refuse_reader(house_, store_, request_.person, programme).has_value();
        }
        return known->second;
    }

    House& house_;
    ports::StoreReader& store_;
    const CommandRequest& request_;
    std::map<std::string, bool> seen_;
};

}  // namespace

CommandAnswer report_waiting_list(House& house, const CommandRequest& request) {
    std::vector<ports::CaseRow> waiting;
    house.casework.store.read(
        [&](ports::StoreReader& store) { waiting = WaitingCases(house, store, request).rows(); });
    std::ranges::sort(waiting, {}, [](const ports::CaseRow& row) {
        return std::tuple(row.waits_for, row.waits_since, row.case_id);
    });
    std::map<std::string, std::int64_t> places;
    Json::Array rows;
    for (const ports::CaseRow& row : waiting) {
        rows.emplace_back(
            Json::Object{{"line", row.waits_for},
                         {"place", ++places[row.waits_for]},
                         {"since", berlin_text(operations::from_micros(row.waits_since))},
                         {"file_number", row.file_number},
                         {"label", row.label},
                         {"programme", row.programme},
                         {"case", row.case_id}});
    }
    return {.exit = 0, .result = Json(std::move(rows)), .reasons = {}};
}

}  // namespace foerderwerk::console

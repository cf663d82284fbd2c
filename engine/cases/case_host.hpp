// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cases/decide.hpp"
#include "engine/cases/derivation_log.hpp"
#include "engine/statechart/interpreter.hpp"

namespace foerderwerk::cases {

/// The types of <send> that have an event I/O processor; without a type, and for a legal date, it
/// is the session itself.
inline constexpr std::array<std::string_view, 3> event_processors = {"portal", "payout", "case"};

/// What a chart means to the outside while it runs one step of a case: it collects effects,
/// timers, postings, rules and reasons, and lets nothing out.
class CaseHost final : public statechart::Host {
public:
    /// `state` is the case before the step: what it holds on ledger lines, and what it waits for.
    CaseHost(const Definition& definition, const Facts& facts, const CaseState& state,
             const feel::Environment& environment, DerivationLog& derivations);

    std::optional<statechart::Undelivered> send(const statechart::SendRequest& request) override;
    void cancel(const statechart::SendRequest& request) override;
    void log(const std::string& label, const feel::Value& value) override;
    void evaluated(const std::string& subject) override;
    std::optional<std::string> custom(const statechart::Custom& element,
                                      statechart::DataModel& data) override;
    std::optional<statechart::Undelivered> invoke(
        const statechart::InvokeRequest& request) override;
    void cancel_invoke(const std::string& invokeid) override;
    void forward(const std::string& invokeid, const statechart::Event& event) override;

    struct Collected {
        std::vector<Effect> effects;  ///< without ids
        std::vector<Timer> timers_set;
        std::vector<std::string> timers_dropped;
        std::vector<ledger::Posting> postings;
        std::vector<UsedRule> rules;
        std::map<std::string, ledger::CaseHolding> holdings;
        std::map<std::string, ledger::LineBalance> lines_after;
        Waiting waiting;
        Reasons reasons;
    };
    [[nodiscard]] Collected& collected() { return collected_; }

private:
    [[nodiscard]] feel::Value derivation_of(const feel::Value& due) const;
    std::optional<std::string> require(const statechart::Custom& element,
                                       statechart::DataModel& data);
    std::optional<std::string> refuse(const statechart::Custom& element,
                                      statechart::DataModel& data);
    struct ChosenTable {
        std::string file;
        std::string day;  ///< empty when the file was not chosen by a legal day
    };
    Result<ChosenTable, std::string> choose_table(const statechart::Custom& element,
                                                  statechart::DataModel& data);
    std::optional<std::string> decide_by_rules(const statechart::Custom& element,
                                               statechart::DataModel& data);
    std::optional<std::string> post(const statechart::Custom& element, statechart::DataModel& data,
                                    ledger::PostingKind kind);
    std::optional<std::string> write_document(const statechart::Custom& element,
                                              statechart::DataModel& data);
    std::optional<std::string> wait(const statechart::Custom& element, statechart::DataModel& data);
    std::optional<std::string> add_reason(const statechart::Custom& element,
                                          statechart::DataModel& data);

    const Definition& definition_;
    const Facts& facts_;
    const feel::Environment& environment_;
    DerivationLog& derivations_;
    std::map<std::string, ledger::LineBalance> lines_;  ///< as facts gave them, then as posted
    std::map<std::string, bool> line_is_money_;
    Collected collected_;
};

}  // namespace foerderwerk::cases

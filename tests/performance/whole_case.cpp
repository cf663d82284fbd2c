// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/whole_case.hpp"

#include "engine/operations/open_effect.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::performance {

namespace {

using namespace std::chrono_literals;

void require(bool taken, const std::string& what, const Reasons& reasons) {
    if (!taken) {
        throw OperatingError(FailureKind::permanent,
                             what + ": " + (reasons.empty() ? "?" : reasons.front().text));
    }
}

feel::DateTime utc(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    return {.date = LocalDate(day),
            .time = {.since_midnight = instant - day, .offset = 0s, .zone = {}}};
}

}  // namespace

CaseCaller::CaseCaller(BenchmarkHouse& benchmark)
    : benchmark_(benchmark),
      casework_{.store = benchmark.house().casework.store,
                .sealing = benchmark.house().casework.sealing,
                .clock = clock_,
                .definitions = benchmark.house().casework.definitions,
                .services = benchmark.house().casework.services,
                .programmes = benchmark.house().casework.programmes,
                .warm = benchmark.house().casework.warm,
                .numbers = benchmark.house().casework.numbers},
      receiver_(casework_, benchmark.house().gate, benchmark.house().codec) {}

CaseCaller::CaseCaller(BenchmarkHouse& benchmark, Cold /*cold*/) : CaseCaller(benchmark) {
    casework_.warm = nullptr;
}

std::string CaseCaller::open(const Application& application) {
    clock_.set(benchmark_.start());
    return receive(application);
}

void CaseCaller::examine(const std::string& case_id) {
    clock_.set(benchmark_.start());
    case_id_ = case_id;
    act("pruefung.beginnen", "sb-1");
    act("votum.positiv", "sb-1", "Kontingent frei");
}

std::string CaseCaller::run(const Application& application, const AfterStep& after) {
    const auto done = [&] {
        if (after) {
            after(case_id_);
        }
    };
    case_id_ = open(application);
    done();
    act("pruefung.beginnen", "sb-1");
    done();
    act("votum.positiv", "sb-1", "Kontingent frei");
    done();
    act("zeichnen", "zz-1");
    sign_decision();
    done();
    clock_.set(benchmark_.start() + 40 * 24h);
    prove_attendance(application);
    done();
    act("anordnen", "sb-1");
    done();
    act("freigeben", "ao-1");
    done();
    confirm_payment();
    done();
    return case_id_;
}

std::string CaseCaller::receive(const Application& application) {
    const ports::IntakeAnswer answer = receiver_.receive({.leistung = BenchmarkHouse::leistung(),
                                                          .message_id = application.uuid,
                                                          .bytes = application.bytes,
                                                          .transport = {},
                                                          .received = clock_.now().instant});
    require(answer.kind == ports::IntakeAnswer::Kind::stored && answer.reasons.empty(),
            "antrag.einreichen", answer.reasons);
    return answer.receipt.substr(0, answer.receipt.find('-'));
}

void CaseCaller::take(const cases::Command& command) {
    const operations::Handled handled = operations::handle_command(casework_, command);
    require(handled.kind == operations::Handled::Kind::taken, command.event, handled.reasons);
}

void CaseCaller::act(const std::string& action, const std::string& person,
                     const std::string& reason) {
    cases::Command command;
    command.case_id = CaseId(case_id_);
    command.event = "action." + action;
    command.reason = reason;
    casework_.store.read([&](ports::StoreReader& store) {
        const auto actor = operations::person_as_actor(
            store, person, casework_.programmes.front().programme, clock_.now());
        require(actor.has_value(), person, {});
        command.actor = *actor;
    });
    take(command);
}

/// As the dispatcher does it, without the way over the network.
void CaseCaller::sign_decision() {
    ports::OutgoingMessage message;
    casework_.store.read([&](ports::StoreReader& store) {
        for (const ports::OutboxRow& item : store.outbox_of_case(case_id_)) {
            if (item.event == "antrag.entscheidung") {
                message = {.outbox_id = item.id,
                           .event = item.event,
                           .recipient = "bk",
                           .decided = clock_.now().instant,
                           .data = operations::open_effect(store, casework_.sealing, item)};
            }
        }
    });
    const auto bytes = benchmark_.composer().compose(message);
    require(bytes.has_value(), "antrag.entscheidung",
            bytes.has_value() ? Reasons{} : bytes.error());
}

void CaseCaller::prove_attendance(const Application& application) {
    std::string file_number;
    casework_.store.read([&](ports::StoreReader& store) {
        file_number = store.find_case(case_id_).value_or(ports::CaseRow{}).file_number;
    });
    feel::Context attendance;
    attendance.set("voucher", application.ags + "-" + file_number + "-01");
    attendance.set("anmeldung", utc(benchmark_.start() + 24h));
    attendance.set("tage_gesamt", 3);
    attendance.set("tage_teilgenommen", 3);
    attendance.set("gebuehr", 540);
    feel::Context data;
    data.set("aktenzeichen", file_number);
    data.set("bildungstraeger", "VWA-S");
    data.set("teilnahme", feel::List{feel::Value(std::move(attendance))});
    cases::Command command;
    command.case_id = CaseId(case_id_);
    command.event = "message.teilnahme.nachweis";
    command.data = feel::Value(std::move(data));
    command.actor = {
        .kind = cases::Actor::Kind::sender, .id = "service-bw", .roles = {}, .on_behalf_of = {}};
    take(command);
}

void CaseCaller::confirm_payment() {
    feel::Context data;
    data.set("end_to_end_id", case_id_);
    data.set("value_date", clock_.now().berlin_date);
    cases::Command command;
    command.case_id = CaseId(case_id_);
    command.event = "answer.payout.paid";
    command.data = feel::Value(std::move(data));
    command.actor = {
        .kind = cases::Actor::Kind::connector, .id = "payout", .roles = {}, .on_behalf_of = {}};
    take(command);
}

}  // namespace foerderwerk::performance

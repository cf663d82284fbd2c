// SPDX-License-Identifier: EUPL-1.2
#include "tests/replay/lived_house.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "engine/feel/value_json.hpp"
#include "engine/operations/change_register.hpp"
#include "engine/operations/dispatch_outbox.hpp"

namespace foerderwerk::testhouse {

namespace fs = std::filesystem;

namespace {

class PlainComposer final : public ports::MessageComposer {
public:
    [[nodiscard]] Result<std::string, Reasons> compose(
        const ports::OutgoingMessage& message) const override {
        return message.event + " " + feel::to_text(message.data);
    }
};

class Mailbox final : public ports::EventProcessor {
public:
    [[nodiscard]] ports::DeliveryAnswer send(const ports::OutgoingDocument& document) override {
        return ports::Delivered{.receipt = "Q-" + document.id.text()};
    }
};

operations::RegisterAct act_with(std::vector<ports::RegisterRow> rows) {
    return {.act = "setup",
            .actor = "setup",
            .reason = "Einrichtung",
            .rows = std::move(rows),
            .allotments = {},
            .batches = {}};
}

std::string person_json(const std::string& role) {
    return canonical_json(
        Json::Object{{"roles", Json::Array{Json::Object{{"programme", ""}, {"role", role}}}}});
}

feel::Value person(const std::string& given, const std::string& family, int number) {
    feel::Context context;
    const std::string subject = "teilnehmer." + std::to_string(number);
    context.set("vorname", feel::Value::personal(given, subject));
    context.set("nachname", feel::Value::personal(family, subject));
    return feel::Value(std::move(context));
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string folder = (fs::temp_directory_path() / "house-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    path_ = folder;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string read_bytes(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

void write_bytes(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

cases::Files basis_files() {
    const fs::path folder = FOERDERWERK_SOURCE_DIR "/workflows/digitallotsen-basis";
    cases::Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string path = fs::relative(entry.path(), folder).string();
        if (entry.is_regular_file() && !path.starts_with("scenarios/")) {
            files[path] = read_bytes(entry.path());
        }
    }
    return files;
}

LivedHouse::LivedHouse(const fs::path& database)
    : store_({.path = database.string()}),
      casework_{.store = store_,
                .sealing = sealing_,
                .clock = clock,
                .definitions = definitions_,
                .services = nullptr,
                .programmes = {}} {
    found();
}

void LivedHouse::found() {
    const cases::Files files = basis_files();
    auto definition = loader_.load(files);
    if (!definition.has_value()) {
        throw std::runtime_error(definition.error().front().text);
    }
    definition_ = *definition;
    definitions_.add(definition_);
    feel::Context settings;
    settings.set("period", "2026");
    settings.set("period_end", *parse_date("2026-12-31"));
    settings.set("budget_line", "haushalt/2026");
    settings.set("voucher_pattern", "{ags}-{az}-{n:02}");
    casework_.programmes.push_back({.programme = definition_->programme,
                                    .definition = definition_->id.text(),
                                    .leistung = "6007739",
                                    .file_number_pattern = "BV-{year}-{number:05}",
                                    .settings = std::move(settings)});
    operations::RegisterAct act = act_with({
        {"gemeinde", "08115001", "2025-01-01",
         R"({"ags":"08115001","art":"Gemeinde","einwohner":{"number":"30001"},)"
         R"("name":"Aidlingen"})"},
        {"bildungstraeger", "VWA-S", "0001-01-01",
         R"({"iban":"DE89370400440532013000","id":"VWA-S","name":"VWA Stuttgart"})"},
        {"person", "sb-1", "", person_json("sachbearbeitung")},
        {"person", "zz-1", "", person_json("zweitzeichnung")},
        {"person", "ao-1", "", person_json("anordnung")},
    });
    ports::PostingRow allotment;
    allotment.line = "haushalt/2026";
    allotment.amount = 1'000'000;
    act.allotments.push_back(allotment);
    act.batches.push_back({.id = "batch-1",
                           .created = 1,
                           .content_json = R"({"payments":[]})",
                           .file_digest = std::string(64, 'a')});
    store_.write([&](ports::UnitOfWork& unit) {
        unit.put_definition({.id = definition_->id.text(),
                             .programme = definition_->programme,
                             .files_json = operations::files_json(files)});
        operations::change_register(unit, casework_, act);
    });
}

ports::IntakeAnswer LivedHouse::send(const std::string& name, feel::Context data) {
    clock.instant += std::chrono::minutes(1);
    operations::TrustedMessage message;
    message.leistung = "6007739";
    message.sender = "portal";
    message.signer_fingerprint = std::string(64, 'f');
    message.signature_algorithm = "rsa-sha256";
    message.message.name = name;
    message.message.id = "message-" + std::to_string(++messages_);
    message.message.data = feel::Value(std::move(data));
    message.canonical = name + canonical_json(*feel::to_json(message.message.data));
    message.received = "<signed>" + message.canonical;
    message.report = "{}";
    ports::IntakeAnswer answer;
    store_.write([&](ports::UnitOfWork& unit) {
        answer = operations::take_message(unit, casework_, message);
    });
    return answer;
}

std::string LivedHouse::apply(int persons, const std::string& start) {
    feel::Context municipality;
    municipality.set("ags", "08115001");
    municipality.set("name", "Aidlingen");
    feel::List people;
    for (int i = 1; i <= persons; ++i) {
        people.push_back(person("Vera" + std::to_string(i), "Verborgen", i));
    }
    feel::Context data;
    data.set("kommune", std::move(municipality));
    data.set("personen", persons);
    data.set("kurs_beginn", *parse_date(start));
    data.set("bildungstraeger", "VWA-S");
    data.set("teilnehmer", std::move(people));
    const ports::IntakeAnswer answer = send("antrag.einreichen", std::move(data));
    return answer.receipt.substr(0, answer.receipt.find('-'));
}

operations::Handled LivedHouse::act(const std::string& case_id, const std::string& action,
                                    const std::string& person, const std::string& reason) {
    clock.instant += std::chrono::minutes(1);
    cases::Command command;
    command.case_id = CaseId(case_id);
    command.event = "action." + action;
    command.reason = reason;
    store_.read([&](ports::StoreReader& reader) {
        command.actor =
            operations::person_as_actor(reader, person, definition_->programme, clock.now())
                .value();
    });
    return operations::handle_command(casework_, command);
}

void LivedHouse::prove_attendance(const std::string& case_id) {
    clock.instant = *parse_instant("2026-02-12T08:00:00Z");
    std::string file_number;
    store_.read(
        [&](ports::StoreReader& reader) { file_number = reader.find_case(case_id)->file_number; });
    feel::Context attended;
    attended.set("voucher", "08115001-" + file_number + "-01");
    attended.set("anmeldung", feel::DateTime{.date = *parse_date("2026-01-15"),
                                             .time = {.since_midnight = std::chrono::hours(9),
                                                      .offset = std::chrono::hours(1),
                                                      .zone = {}}});
    attended.set("tage_gesamt", 3);
    attended.set("tage_teilgenommen", 3);
    attended.set("gebuehr", *feel::Decimal::parse("540.00"));
    feel::Context data;
    data.set("aktenzeichen", file_number);
    data.set("bildungstraeger", "VWA-S");
    data.set("teilnahme", feel::List{feel::Value(std::move(attended))});
    (void)send("teilnahme.nachweis", std::move(data));
}

void LivedHouse::deliver() {
    PlainComposer composer;
    Mailbox mailbox;
    operations::OutboxDispatcher dispatcher(
        casework_, {{"portal", {.processor = &mailbox, .composer = &composer}}});
    while (dispatcher.dispatch_due() > 0) {
    }
}

void LivedHouse::live() {
    const std::string granted = apply(1);
    const std::string rejected = apply(1);
    const std::string incomplete = apply(1);
    (void)apply(2);                // more than is left: waits, and is woken in vain
    (void)apply(1, "2026-01-05");  // the course has begun: refused, with its reason
    act(granted, "votum.positiv", "sb-1", "Kontingent frei");
    act(granted, "zeichnen", "sb-1");  // four eyes: recorded as refused
    act(rejected, "votum.negativ", "sb-1", "Die Unterlagen von Vera1 fehlen");
    act(granted, "zeichnen", "zz-1");
    act(rejected, "ablehnen", "zz-1");
    act(incomplete, "nachfordern", "sb-1", "Bitte nachreichen");
    deliver();
    prove_attendance(granted);
    act(granted, "anordnen", "sb-1");
    act(granted, "freigeben", "ao-1");
}

operations::LogKey LivedHouse::log_key() const {
    evidence::VerifierKey verifier{.name = "foerderwerk.example/log", .public_key = {}};
    const std::string public_key = key_.public_key();
    std::copy(public_key.begin(), public_key.end(), verifier.public_key.begin());
    return {.verifier = std::move(verifier),
            .sign = [this](std::string_view text) { return key_.sign(text); },
            .verify =
                [](const evidence::Ed25519PublicKey& key, std::string_view text,
                   std::string_view blob) {
                    const std::string_view bytes(reinterpret_cast<const char*>(key.data()),
                                                 key.size());
                    return signature::verify_ed25519(bytes, text, blob);
                },
            .sha256 = signature::sha256_of};
}

std::uint64_t LivedHouse::publish(ports::LogFiles& files) {
    return operations::publish_log(store_, files, log_key());
}

}  // namespace foerderwerk::testhouse

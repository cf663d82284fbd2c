// SPDX-License-Identifier: EUPL-1.2
#include "engine/evidence/entry.hpp"

#include <algorithm>

#include "engine/evidence/log_text.hpp"
#include "engine/types/json.hpp"
#include "engine/types/utf8.hpp"

namespace foerderwerk::evidence {
namespace {

constexpr std::int64_t entry_version = 1;
constexpr std::size_t longest_text = 1'000;
constexpr std::uint64_t largest_sequence = (std::uint64_t{1} << 53) - 1;

bool is_plain_text(std::string_view text) {
    const bool controls = std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<std::uint8_t>(c) < 0x20 || c == '\x7F';
    });
    return !controls && text.size() <= longest_text && is_valid_utf8(text);
}

bool is_case_id(std::string_view text) {
    return text.size() == 32 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

/// The name of the first member whose value no entry may have, or nothing.
std::string_view wrong_field(const Entry& entry) {
    if (entry.sequence > largest_sequence) {
        return "seq";
    }
    if (!entry.case_id.empty() && !is_case_id(entry.case_id.text())) {
        return "case";
    }
    if (entry.type.empty() || !is_plain_text(entry.type)) {
        return "type";
    }
    if (!is_plain_text(entry.actor.text())) {
        return "actor";
    }
    return is_plain_text(entry.role) ? "" : "role";
}

void set_text(Json& json, const char* name, const std::string& text) {
    if (!text.empty()) {
        json.set(name, text);
    }
}

void set_digest(Json& json, const char* name, const std::optional<Digest>& digest) {
    if (digest) {
        json.set(name, to_base64(as_bytes(*digest)));
    }
}

}  // namespace

Result<std::string, Reason> write_entry(const Entry& entry) {
    if (const auto field = wrong_field(entry); !field.empty()) {
        return Failure<Reason>({"ENTRY_FIELD", std::string(field),
                                "the value is too long or not of the form this field has"});
    }
    Json json;
    json.set("v", entry_version).set("seq", entry.sequence).set("time", to_string(entry.time));
    json.set("type", entry.type);
    set_text(json, "case", entry.case_id.text());
    set_text(json, "actor", entry.actor.text());
    set_text(json, "role", entry.role);
    set_digest(json, "object", entry.object);
    set_digest(json, "prev", entry.previous);
    set_digest(json, "commit", entry.commit);
    return canonical_json(json);
}

Result<Entry, Reason> parse_entry(std::string_view bytes) {
    const Failure<Reason> failure(
        {"ENTRY_FORM", "", "the bytes are not an entry in its canonical form"});
    if (bytes.size() > largest_entry) {
        return failure;
    }
    const auto json = parse_json(bytes);
    if (!json) {
        return failure;
    }
    const Json* sequence = json->find("seq");
    const auto time = parse_instant(json->text("time"));
    const auto commit = digest_from_base64(json->text("commit"));
    if (sequence == nullptr || !sequence->is_integer() || sequence->as_integer() < 0 || !time ||
        !commit) {
        return failure;
    }
    Entry entry;
    entry.sequence = static_cast<std::uint64_t>(sequence->as_integer());
    entry.time = *time;
    entry.case_id = CaseId(json->text("case"));
    entry.type = json->text("type");
    entry.actor = PersonId(json->text("actor"));
    entry.role = json->text("role");
    entry.object = digest_from_base64(json->text("object"));
    entry.previous = digest_from_base64(json->text("prev"));
    entry.commit = *commit;
    // Writing it again settles everything else at once: version, unknown or doubled members,
    // order, blanks, empty texts, other spellings.
    const auto again = write_entry(entry);
    if (!again) {
        return Failure<Reason>(again.error());
    }
    return *again == bytes ? Result<Entry, Reason>(std::move(entry)) : failure;
}

}  // namespace foerderwerk::evidence

// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/submissions.hpp"

#include "connectors/servicebw/sandbox/portal_forms.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

using State = Submission::State;

constexpr std::string_view state_names[] = {"waiting", "accepted", "refused"};

Json note_of(const Submission& submission) {
    Json::Array reasons;
    for (const auto& reason : submission.reasons) {
        reasons.emplace_back(
            Json::Object{{"code", reason.code}, {"place", reason.place}, {"text", reason.text}});
    }
    return Json::Object{{"title", submission.title},
                        {"mailbox", submission.mailbox},
                        {"created", submission.created},
                        {"state", state_names[static_cast<std::size_t>(submission.state)]},
                        {"receipt", submission.receipt},
                        {"reasons", std::move(reasons)}};
}

Submission submission_of(const KeptDocument& document) {
    Submission submission;
    submission.uuid = document.id;
    submission.title = document.note.text("title");
    submission.mailbox = document.note.text("mailbox");
    submission.created = document.note.text("created");
    submission.receipt = document.note.text("receipt");
    submission.bytes = document.bytes;
    for (const State state : {State::waiting, State::accepted, State::refused}) {
        if (document.note.text("state") == state_names[static_cast<std::size_t>(state)]) {
            submission.state = state;
        }
    }
    // The note has the members of a problem body.
    submission.reasons = http::reasons_of_problem(canonical_json(document.note));
    return submission;
}

/// Where the answer will go: named by the form, or the mailbox of the applying municipality.
std::string mailbox_of(const Answers& answers) {
    const auto& ags = answer_of(answers, "kommune_ags");
    return ags.empty() ? answer_of(answers, "konto") : mailbox_handle(ags);
}

void take_answer(Submission& submission, const http::HttpResponse& answer) {
    if (answer.status == 200 || answer.status == 201 || answer.status == 204) {
        submission.state = State::accepted;
        const std::string* const receipt = answer.header("Receipt");
        submission.receipt = receipt == nullptr ? "" : *receipt;
        submission.reasons.clear();
        return;
    }
    const bool for_good =
        answer.status >= 400 && answer.status < 500 && answer.status != 408 && answer.status != 429;
    submission.state = for_good ? State::refused : State::waiting;
    submission.reasons = http::reasons_of_problem(answer.body);
    if (submission.reasons.empty()) {
        submission.reasons = {
            {"HTTP_" + std::to_string(answer.status), "",
             "Die Annahmestelle antwortete mit " + std::to_string(answer.status) + "."}};
    }
}

}  // namespace

Submissions::Submissions(SubmissionSettings settings, DocumentFolder& folder,
                         const ports::MessageSigning& signing, const ports::Clock& clock,
                         const http::HttpClient& inbox)
    : settings_(std::move(settings)),
      folder_(folder),
      signing_(signing),
      clock_(clock),
      inbox_(inbox) {}

Result<Submission, Reasons> Submissions::submit(const FormDefinition& form, const Answers& answers,
                                                const std::string& uuid) {
    if (const auto known = send_again(uuid)) {
        return *known;
    }
    const auto now = clock_.now().instant;
    auto signed_bytes = signing_.sign(
        message_bytes({uuid, form.message, form.code, now, settings_.reader, settings_.author},
                      form.content(answers)),
        now);
    if (!signed_bytes.has_value()) {
        return Failure(signed_bytes.error());
    }
    Submission submission;
    submission.uuid = uuid;
    submission.title = form.title;
    submission.mailbox = mailbox_of(answers);
    submission.created = to_string(now);
    submission.bytes = std::move(*signed_bytes);
    if (!folder_.add(uuid, submission.bytes, note_of(submission))) {
        return *send_again(uuid);  // the same form was sent twice at once
    }
    send(submission);
    return submission;
}

std::optional<Submission> Submissions::send_again(const std::string& uuid) {
    auto submission = find(uuid);
    if (submission.has_value() && submission->state == State::waiting) {
        send(*submission);
    }
    return submission;
}

std::optional<Submission> Submissions::find(const std::string& uuid) const {
    if (!is_uuid(uuid)) {
        return std::nullopt;
    }
    const auto document = folder_.find(uuid);
    return document.has_value() ? std::optional(submission_of(*document)) : std::nullopt;
}

void Submissions::send(Submission& submission) {
    const auto answer =
        inbox_.send({.method = "PUT",
                     .path = "/" + settings_.leistung + "/" + submission.uuid + ".xml",
                     .content_type = "application/xml",
                     .body = submission.bytes});
    if (answer.has_value()) {
        take_answer(submission, *answer);
    } else {
        submission.state = State::waiting;
        submission.reasons = {{"VERBINDUNG", "", "Die Annahmestelle ist nicht erreichbar."}};
    }
    folder_.change_note(submission.uuid, note_of(submission));
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) {
        return false;
    }
    for (std::size_t index = 0; index < text.size(); ++index) {
        const bool hyphen = index == 8 || index == 13 || index == 18 || index == 23;
        const char character = text[index];
        const bool hex =
            (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
        if (hyphen ? character != '-' : !hex) {
            return false;
        }
    }
    return true;
}

}  // namespace foerderwerk::servicebw::sandbox

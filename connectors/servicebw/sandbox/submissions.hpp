// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "connectors/http/http_client.hpp"
#include "connectors/servicebw/sandbox/document_folder.hpp"
#include "connectors/servicebw/sandbox/form_definition.hpp"
#include "connectors/servicebw/sandbox/message_text.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/message_signing.hpp"

namespace foerderwerk::servicebw::sandbox {

/// A declaration that was signed and is on its way to the authority, or arrived there.
struct Submission {
    enum class State { waiting, accepted, refused };
    std::string uuid;
    std::string title;    ///< of the form
    std::string mailbox;  ///< handle; may be empty
    std::string created;  ///< instant
    State state = State::waiting;
    std::string receipt;  ///< the authority's; set when accepted
    Reasons reasons;      ///< why it is waiting or refused
    std::string bytes;    ///< the signed message
};

struct SubmissionSettings {
    std::string leistung;  ///< service catalogue number, part of the inbox path
    Party reader;          ///< the authority
    Party author;          ///< the portal
};

/// Signs what a form says, keeps it, and puts it into the authority's inbox. Kept before it is
/// sent: sending again sends the same bytes under the same id.
class Submissions {
public:
    /// Everything handed in must outlive this.
    Submissions(SubmissionSettings settings, DocumentFolder& folder,
                const ports::MessageSigning& signing, const ports::Clock& clock,
                const http::HttpClient& inbox);

    /// Does nothing but send again when there is a submission of that id. Reasons: the message
    /// could not be signed.
    [[nodiscard]] Result<Submission, Reasons> submit(const FormDefinition& form,
                                                     const Answers& answers,
                                                     const std::string& uuid);
    /// Sends a waiting submission once more; nothing happens to another one.
    [[nodiscard]] std::optional<Submission> send_again(const std::string& uuid);
    [[nodiscard]] std::optional<Submission> find(const std::string& uuid) const;

private:
    void send(Submission& submission);

    SubmissionSettings settings_;
    DocumentFolder& folder_;
    const ports::MessageSigning& signing_;
    const ports::Clock& clock_;
    const http::HttpClient& inbox_;
};

/// 8-4-4-4-12 hexadecimal digits.
[[nodiscard]] bool is_uuid(std::string_view text);

}  // namespace foerderwerk::servicebw::sandbox

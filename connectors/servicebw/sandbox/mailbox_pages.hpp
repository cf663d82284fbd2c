// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "connectors/http/http_message.hpp"
#include "connectors/servicebw/sandbox/document_folder.hpp"
#include "connectors/servicebw/sandbox/submissions.hpp"
#include "engine/ports/message_gate.hpp"

namespace foerderwerk::servicebw::sandbox {

/// Asks which Behördenkonto's mailbox to open.
[[nodiscard]] http::HttpResponse choose_mailbox_page();
[[nodiscard]] http::HttpResponse mailbox_page(const std::string& handle,
                                              const std::vector<KeptDocument>& messages);
/// The message in German words, whether its signature holds, and what can be answered to it.
/// Words come from the verified bytes only.
[[nodiscard]] http::HttpResponse message_page(
    const std::string& handle, const KeptDocument& message,
    const Result<ports::VerifiedMessage, Reasons>& verified);

/// What became of a declaration, with its copy to keep (§ 15d EGovG). `copy` is its content.
[[nodiscard]] http::HttpResponse submission_page(const Submission& submission,
                                                 const std::string& token);

}  // namespace foerderwerk::servicebw::sandbox

// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "connectors/http/http_message.hpp"
#include "connectors/servicebw/sandbox/form_definition.hpp"

namespace foerderwerk::servicebw::sandbox {

/// The form with what was filled in so far. With reasons: 422, a summary on top that links to the
/// fields, and each reason at its field.
[[nodiscard]] http::HttpResponse form_page(const FormDefinition& form, const Answers& answers,
                                           const Reasons& reasons, const std::string& token);

/// The whole declaration once more before it is sent, with the warning (§ 15d EGovG). `uuid`
/// becomes the id of the message: sending twice is sending once.
[[nodiscard]] http::HttpResponse review_page(const FormDefinition& form, const Answers& answers,
                                             const std::string& uuid, const std::string& token);

}  // namespace foerderwerk::servicebw::sandbox

// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "connectors/http/http_message.hpp"
#include "connectors/servicebw/sandbox/html.hpp"

namespace foerderwerk::servicebw::sandbox {

/// A whole page around `content`, as an answer with the headers that keep scripts, frames and
/// foreign sites out. `title` is the page's h1 as well.
[[nodiscard]] http::HttpResponse page(int status, const std::string& title, const Html& content);

/// 303: the browser asks for that page of ours with GET.
[[nodiscard]] http::HttpResponse see_other(const std::string& path);

/// A file to be saved under `name` (letters, digits, ".", "-").
[[nodiscard]] http::HttpResponse download(std::string bytes, const std::string& name);

[[nodiscard]] Html paragraph(const std::string& text);
[[nodiscard]] Html link(const std::string& path, const std::string& text);
/// `kind` is "bad", "good" or "warn".
[[nodiscard]] Html box(const std::string& kind, const Html& content);

}  // namespace foerderwerk::servicebw::sandbox

// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/request_head.hpp"

#include <algorithm>
#include <charconv>

#include "connectors/http/text_rules.hpp"
#include "engine/types/utf8.hpp"

namespace foerderwerk::http {

namespace {

constexpr std::string_view line_end = "\r\n";

Failure<Refusal> refuse(int status, std::string code, std::string place, std::string text) {
    return Failure(Refusal{status, {std::move(code), std::move(place), std::move(text)}});
}

bool is_plain_target_byte(char character) {
    return character > ' ' && character < 0x7F;
}

/// A decoded path that names one thing only, whoever resolves it.
bool is_unambiguous_path(std::string_view path) {
    const bool bad_byte = std::ranges::any_of(path, [](char character) {
        const auto byte = static_cast<unsigned char>(character);
        return byte < 0x20 || byte == 0x7F || character == '\\';
    });
    if (bad_byte || path.empty() || path.front() != '/' || !is_valid_utf8(path)) {
        return false;
    }
    std::string_view rest = path.substr(1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('/'), rest.size());
        const auto segment = rest.substr(0, end);
        if (segment.empty() || segment == "." || segment == "..") {
            return false;
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return true;
}

bool hides_a_slash(std::string_view raw_path) {
    const std::string small = lower_case(raw_path);
    return small.find("%2f") != std::string::npos || small.find("%5c") != std::string::npos;
}

std::optional<Refusal> read_target(std::string_view target, RequestHead& head) {
    const auto mark = std::min(target.find('?'), target.size());
    const auto raw_path = target.substr(0, mark);
    auto path = percent_decode(raw_path);
    if (!std::ranges::all_of(target, is_plain_target_byte) ||
        target.find('#') != std::string_view::npos || hides_a_slash(raw_path) ||
        !path.has_value() || !is_unambiguous_path(*path)) {
        return Refusal{400, {"HTTP_TARGET", "request line", "The target is not a plain path."}};
    }
    auto query = parse_form(target.substr(std::min(mark + 1, target.size())));
    if (!query.has_value()) {
        return Refusal{400, {"HTTP_TARGET", "request line", "The query cannot be decoded."}};
    }
    head.path = std::move(*path);
    head.query = std::move(*query);
    return std::nullopt;
}

std::optional<Refusal> read_request_line(std::string_view line, const HeadLimits& limits,
                                         RequestHead& head) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last || !is_token(line.substr(0, first))) {
        return Refusal{400, {"HTTP_REQUEST_LINE", "request line", "This is no request line."}};
    }
    const auto version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        const bool other = version.starts_with("HTTP/") && version.size() == 8;
        return Refusal{other ? 505 : 400,
                       {"HTTP_VERSION", "request line", "Only HTTP/1.1 and HTTP/1.0 are spoken."}};
    }
    const auto target = line.substr(first + 1, last - first - 1);
    if (target.size() > limits.target_bytes_max) {
        return Refusal{414, {"HTTP_TARGET", "request line", "The target is too long."}};
    }
    head.method = line.substr(0, first);
    head.keep_alive = version == "HTTP/1.1";
    return read_target(target, head);
}

std::optional<Refusal> read_fields(std::string_view lines, const HeadLimits& limits,
                                   RequestHead& head) {
    while (!lines.empty()) {
        const auto end = lines.find(line_end);
        const auto line = lines.substr(0, end);
        lines.remove_prefix(end + line_end.size());
        const auto colon = std::min(line.find(':'), line.size());
        const auto name = line.substr(0, colon);
        const auto value = trim(line.substr(std::min(colon + 1, line.size())));
        if (colon == line.size() || !is_token(name) || !is_field_value(value)) {
            return Refusal{400, {"HTTP_FIELD", "header", "A header field is malformed."}};
        }
        if (head.headers.size() == limits.fields_max) {
            return Refusal{431, {"HTTP_FIELD", "header", "There are too many header fields."}};
        }
        head.headers.emplace_back(name, value);
    }
    return std::nullopt;
}

/// Content-Length and Transfer-Encoding decide where the next request begins: one reading only.
std::optional<Refusal> read_framing(RequestHead& head) {
    const auto lengths = count_headers(head.headers, "Content-Length");
    const std::string* const coding = find_header(head.headers, "Transfer-Encoding");
    if (coding != nullptr && lengths > 0) {
        return Refusal{400,
                       {"HTTP_FRAMING", "Transfer-Encoding",
                        "Transfer-Encoding and Content-Length exclude each other."}};
    }
    if (coding != nullptr) {
        const bool chunked = same_name(*coding, "chunked");
        return Refusal{
            chunked ? 411 : 501,
            {"HTTP_FRAMING", "Transfer-Encoding", "A body is taken only with a Content-Length."}};
    }
    if (lengths > 1) {
        return Refusal{400,
                       {"HTTP_FRAMING", "Content-Length", "Content-Length stands more than once."}};
    }
    if (lengths == 0) {
        return std::nullopt;
    }
    const std::string& text = *find_header(head.headers, "Content-Length");
    const bool digits = !text.empty() && std::ranges::all_of(text, [](char character) {
        return character >= '0' && character <= '9';
    });
    if (!digits) {
        return Refusal{400,
                       {"HTTP_FRAMING", "Content-Length", "Content-Length is no decimal number."}};
    }
    std::size_t length = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), length);
    if (parsed.ec != std::errc{}) {
        return Refusal{413, {"HTTP_BODY_SIZE", "Content-Length", "The body is too large."}};
    }
    head.content_length = length;
    return std::nullopt;
}

std::optional<Refusal> read_connection_fields(std::string_view version_line, RequestHead& head) {
    const auto hosts = count_headers(head.headers, "Host");
    if (hosts > 1 || (hosts == 0 && version_line.ends_with("HTTP/1.1"))) {
        return Refusal{400, {"HTTP_HOST", "Host", "Exactly one Host field is needed."}};
    }
    if (const std::string* const connection = find_header(head.headers, "Connection")) {
        head.keep_alive =
            head.keep_alive && lower_case(*connection).find("close") == std::string::npos;
    }
    if (const std::string* const expectation = find_header(head.headers, "Expect")) {
        if (!same_name(*expectation, "100-continue")) {
            return Refusal{417, {"HTTP_EXPECT", "Expect", "This expectation is not known."}};
        }
        head.expects_continue = true;
    }
    return std::nullopt;
}

}  // namespace

Result<std::size_t, Refusal> find_head_end(std::string_view buffer, const HeadLimits& limits) {
    if (!buffer.empty() && (buffer.front() < 'A' || buffer.front() > 'Z')) {
        return refuse(400, "HTTP_REQUEST_LINE", "request line", "This is no request line.");
    }
    const auto end = buffer.find("\r\n\r\n");
    const auto head = buffer.substr(0, end);
    for (auto feed = head.find('\n'); feed != std::string_view::npos;
         feed = head.find('\n', feed + 1)) {
        if (feed == 0 || head[feed - 1] != '\r') {
            return refuse(400, "HTTP_FIELD", "header", "A line ends without a carriage return.");
        }
    }
    if (head.size() > limits.bytes_max) {
        const bool in_first_line = head.find('\n') == std::string_view::npos;
        return in_first_line ? refuse(414, "HTTP_TARGET", "request line", "The target is too long.")
                             : refuse(431, "HTTP_FIELD", "header", "The header is too large.");
    }
    return end == std::string_view::npos ? 0 : end + 4;
}

Result<RequestHead, Refusal> parse_request_head(std::string_view bytes, const HeadLimits& limits) {
    RequestHead head;
    const auto first_end = bytes.find(line_end);
    const auto line = bytes.substr(0, first_end);
    // Without the request line and without the empty line at the end.
    const auto fields_start = first_end + line_end.size();
    const auto fields = bytes.substr(fields_start, bytes.size() - fields_start - line_end.size());
    if (auto refusal = read_request_line(line, limits, head)) {
        return Failure(std::move(*refusal));
    }
    if (auto refusal = read_fields(fields, limits, head)) {
        return Failure(std::move(*refusal));
    }
    if (auto refusal = read_framing(head)) {
        return Failure(std::move(*refusal));
    }
    if (auto refusal = read_connection_fields(line, head)) {
        return Failure(std::move(*refusal));
    }
    return head;
}

Result<std::size_t, Refusal> body_length(const RequestHead& head, std::size_t body_bytes_max) {
    const bool body_belongs =
        head.method == "PUT" || head.method == "POST" || head.method == "PATCH";
    if (find_header(head.headers, "Content-Encoding") != nullptr) {
        return refuse(415, "HTTP_CONTENT_ENCODING", "Content-Encoding",
                      "The body must be sent as it is, without a content coding.");
    }
    if (body_belongs && !head.content_length.has_value()) {
        return refuse(411, "HTTP_FRAMING", "Content-Length", "A Content-Length is needed.");
    }
    const std::size_t length = head.content_length.value_or(0);
    if (!body_belongs && length > 0) {
        return refuse(400, "HTTP_FRAMING", "Content-Length", "This method takes no body.");
    }
    if (length > body_bytes_max) {
        return refuse(413, "HTTP_BODY_SIZE", "Content-Length",
                      "The body is larger than " + std::to_string(body_bytes_max) + " bytes.");
    }
    return length;
}

}  // namespace foerderwerk::http

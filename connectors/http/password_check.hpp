// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/http/http_message.hpp"
#include "engine/types/instant.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::http {

/// A user of HTTP Basic authentication and the scrypt hash (RFC 7914; r = 8, p = 1) of the
/// password. It costs 32 MiB and some 60 ms to try one password.
struct PasswordHash {
    std::string user;
    unsigned log2_cost = 15;
    std::string salt;  ///< 16 bytes
    std::string hash;  ///< 32 bytes
};

/// With a fresh salt. Throws OperatingError when the machine gives no random bytes.
[[nodiscard]] PasswordHash hash_password(std::string user, std::string_view password);

/// "user:$scrypt$ln=15,r=8,p=1$<salt>$<hash>", Base64, without a line feed.
[[nodiscard]] std::string to_line(const PasswordHash& hash);

/// One such line a user; empty lines and lines that begin with '#' are passed over. Every line
/// that is wrong is named (code INBOX_USERS, place "line 3"); a clear password is never accepted.
[[nodiscard]] Result<std::vector<PasswordHash>, Reasons> parse_password_file(std::string_view text);

/// Judges user and password. Whoever was right once is known again at no cost; the others pay the
/// full price, one after the other, known user or not, and after ten wrong passwords in a minute
/// from one address no further one of it is tried. Safe for use by many threads.
class PasswordCheck {
public:
    explicit PasswordCheck(std::vector<PasswordHash> users);

    enum class Verdict { known, unknown, too_many };
    [[nodiscard]] Verdict check(const BasicCredentials& credentials, const std::string& peer,
                                Instant now);

private:
    [[nodiscard]] std::string mark_of(const BasicCredentials& credentials) const;
    [[nodiscard]] bool is_right(const BasicCredentials& credentials);
    [[nodiscard]] bool may_try(const std::string& peer, Instant now);

    std::vector<PasswordHash> users_;
    std::string key_;  ///< of this process; accepted passwords are kept as their HMAC under it
    std::mutex slow_mutex_;  ///< one scrypt at a time: 32 MiB and one processor, no more
    std::mutex mutex_;       ///< for what follows; held for moments only
    std::map<std::string, std::string> accepted_;
    std::map<std::string, std::deque<Instant>> failures_;  ///< by peer, of the last minute
};

}  // namespace foerderwerk::http

// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/password_check.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::http {

namespace {

constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_bytes = 32;
constexpr unsigned log2_cost_min = 14;
constexpr unsigned log2_cost_max = 20;
constexpr std::uint64_t block_size = 8;
constexpr std::size_t failures_max = 10;
constexpr std::size_t peers_max = 10'000;
constexpr std::chrono::minutes window{1};

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
        throw OperatingError(FailureKind::transient, "passwords: no random bytes");
    }
    return bytes;
}

std::string scrypt(std::string_view password, const std::string& salt, unsigned log2_cost) {
    std::string hash(hash_bytes, '\0');
    const std::uint64_t cost = std::uint64_t{1} << log2_cost;
    const std::uint64_t memory_max = 2 * 128 * block_size * cost;
    if (EVP_PBE_scrypt(password.data(), password.size(),
                       reinterpret_cast<const unsigned char*>(salt.data()), salt.size(), cost,
                       block_size, 1, memory_max, reinterpret_cast<unsigned char*>(hash.data()),
                       hash.size()) != 1) {
        throw OperatingError(FailureKind::transient, "passwords: scrypt needs more memory");
    }
    return hash;
}

/// The time it takes says nothing about how much was right.
bool same_bytes(const std::string& left, const std::string& right) {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (std::size_t end = text.find(at); end != std::string_view::npos; end = text.find(at)) {
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    parts.push_back(text);
    return parts;
}

/// "ln=15,r=8,p=1"; 0 for anything else.
unsigned cost_of(std::string_view parameters) {
    constexpr std::string_view before = "ln=";
    constexpr std::string_view after = ",r=8,p=1";
    if (!parameters.starts_with(before) || !parameters.ends_with(after)) {
        return 0;
    }
    parameters.remove_prefix(before.size());
    parameters.remove_suffix(after.size());
    const std::string digits(parameters);
    unsigned cost = 0;
    const char* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, cost);
    return read.ec == std::errc{} && read.ptr == end && cost >= log2_cost_min &&
                   cost <= log2_cost_max
               ? cost
               : 0;
}

std::optional<PasswordHash> parse_line(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos) {
        return std::nullopt;
    }
    const auto parts = split(line.substr(colon + 1), '$');
    if (parts.size() != 5 || !parts[0].empty() || parts[1] != "scrypt") {
        return std::nullopt;
    }
    const unsigned cost = cost_of(parts[2]);
    auto salt = from_base64(parts[3]);
    auto hash = from_base64(parts[4]);
    if (cost == 0 || !salt.has_value() || salt->size() != salt_bytes || !hash.has_value() ||
        hash->size() != hash_bytes) {
        return std::nullopt;
    }
    return PasswordHash{.user = std::string(line.substr(0, colon)),
                        .log2_cost = cost,
                        .salt = std::move(*salt),
                        .hash = std::move(*hash)};
}

}  // namespace

PasswordHash hash_password(std::string user, std::string_view password) {
    PasswordHash made;
    made.user = std::move(user);
    made.salt = random_bytes(salt_bytes);
    made.hash = scrypt(password, made.salt, made.log2_cost);
    return made;
}

std::string to_line(const PasswordHash& hash) {
    return hash.user + ":$scrypt$ln=" + std::to_string(hash.log2_cost) + ",r=8,p=1$" +
           to_base64(hash.salt) + "$" + to_base64(hash.hash);
}

Result<std::vector<PasswordHash>, Reasons> parse_password_file(std::string_view text) {
    std::vector<PasswordHash> users;
    Reasons reasons;
    std::size_t number = 0;
    for (const std::string_view line : split(text, '\n')) {
        ++number;
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        const std::string place = "line " + std::to_string(number);
        auto user = parse_line(line);
        if (!user.has_value()) {
            reasons.push_back({"INBOX_USERS", place,
                               "This is no line of `foerderwerk inbox-user`: "
                               "name:$scrypt$ln=15,r=8,p=1$salt$hash."});
        } else if (std::any_of(users.begin(), users.end(), [&user](const PasswordHash& known) {
                       return known.user == user->user;
                   })) {
            reasons.push_back({"INBOX_USERS", place, "This user stands in the file twice."});
        } else {
            users.push_back(std::move(*user));
        }
    }
    if (reasons.empty() && users.empty()) {
        reasons.push_back({"INBOX_USERS", "", "The file names no user."});
    }
    if (!reasons.empty()) {
        return Failure<Reasons>(std::move(reasons));
    }
    return users;
}

PasswordCheck::PasswordCheck(std::vector<PasswordHash> users)
    : users_(std::move(users)), key_(random_bytes(hash_bytes)) {}

std::string PasswordCheck::mark_of(const BasicCredentials& credentials) const {
    const std::string text = credentials.user + '\n' + credentials.password;
    std::array<unsigned char, EVP_MAX_MD_SIZE> mark{};
    unsigned length = 0;
    HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), mark.data(), &length);
    return {reinterpret_cast<const char*>(mark.data()), length};
}

bool PasswordCheck::is_right(const BasicCredentials& credentials) {
    const std::lock_guard one_at_a_time(slow_mutex_);
    const auto user = std::find_if(
        users_.begin(), users_.end(),
        [&credentials](const PasswordHash& one) { return one.user == credentials.user; });
    // For a name that nobody has the same work is done, so that the answer's time tells no names.
    const PasswordHash& against = user != users_.end() ? *user : users_.front();
    const bool same =
        same_bytes(scrypt(credentials.password, against.salt, against.log2_cost), against.hash);
    return same && user != users_.end();
}

bool PasswordCheck::may_try(const std::string& peer, Instant now) {
    if (failures_.size() > peers_max) {
        std::erase_if(failures_, [now](const auto& item) {
            return item.second.empty() || item.second.back() + window <= now;
        });
    }
    if (failures_.size() > peers_max) {
        return failures_.contains(peer) && failures_[peer].size() < failures_max;
    }
    std::deque<Instant>& mine = failures_[peer];
    while (!mine.empty() && mine.front() + window <= now) {
        mine.pop_front();
    }
    return mine.size() < failures_max;
}

PasswordCheck::Verdict PasswordCheck::check(const BasicCredentials& credentials,
                                            const std::string& peer, Instant now) {
    if (users_.empty()) {
        return Verdict::unknown;
    }
    const std::string mark = mark_of(credentials);
    {
        const std::lock_guard lock(mutex_);
        const auto known = accepted_.find(credentials.user);
        if (known != accepted_.end() && same_bytes(known->second, mark)) {
            return Verdict::known;
        }
        if (!may_try(peer, now)) {
            return Verdict::too_many;
        }
        // Counted before it is judged: many at once are not more than one after the other.
        failures_[peer].push_back(now);
    }
    const bool right = is_right(credentials);
    if (right) {
        const std::lock_guard lock(mutex_);
        accepted_[credentials.user] = mark;
        failures_.erase(peer);
    }
    return right ? Verdict::known : Verdict::unknown;
}

}  // namespace foerderwerk::http

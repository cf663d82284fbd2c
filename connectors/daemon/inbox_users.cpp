// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/inbox_users.hpp"

#include <iostream>

#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "connectors/daemon/read_folder.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {

namespace {

constexpr std::size_t password_length_min = 16;

/// What is typed is not shown until this goes out of scope.
class UnseenInput {
public:
    UnseenInput() : at_terminal_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (at_terminal_) {
            termios silent = before_;
            silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
            std::cerr << "Password: ";
        }
    }
    ~UnseenInput() {
        if (at_terminal_) {
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
            std::cerr << '\n';
        }
    }
    UnseenInput(const UnseenInput&) = delete;
    UnseenInput& operator=(const UnseenInput&) = delete;

private:
    termios before_{};
    bool at_terminal_;
};

}  // namespace

std::vector<http::PasswordHash> inbox_users(const std::string& file) {
    if (file.empty()) {
        return {};
    }
    struct stat facts {};
    if (::stat(file.c_str(), &facts) == 0 && (facts.st_mode & S_IRWXO) != 0) {
        throw OperatingError(FailureKind::misconfigured,
                             file + ": others may not read it (mode 0600 or 0640)");
    }
    auto users = http::parse_password_file(read_file(file));
    if (!users.has_value()) {
        const Reason& first = users.error().front();
        throw OperatingError(
            FailureKind::misconfigured,
            file + (first.place.empty() ? "" : ", " + first.place) + ": " + first.text);
    }
    return std::move(*users);
}

std::string new_inbox_user(const std::string& name) {
    if (name.empty() || name.starts_with('#') || name.find_first_of(":\n\r") != std::string::npos) {
        throw OperatingError(FailureKind::misconfigured,
                             "a user name has no colon and does not begin with '#'");
    }
    std::string password;
    {
        const UnseenInput unseen;
        std::getline(std::cin, password);
    }
    if (password.size() < password_length_min) {
        throw OperatingError(FailureKind::misconfigured, "a password of a machine has at least " +
                                                             std::to_string(password_length_min) +
                                                             " characters");
    }
    return http::to_line(http::hash_password(name, password)) + "\n";
}

}  // namespace foerderwerk::daemon

// SPDX-License-Identifier: EUPL-1.2
#pragma once

// What a TLS server of ours may and may not speak, asked by a foreign program: openssl s_client.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <sys/wait.h>

namespace foerderwerk::testing {

/// Output of a command; `exit` is its exit code.
inline std::string output_of(const std::string& command, int& exit) {
    std::string output;
    std::FILE* const pipe = ::popen((command + " 2>&1").c_str(), "r");
    char chunk[4096];
    while (pipe != nullptr && std::fgets(chunk, sizeof chunk, pipe) != nullptr) {
        output += chunk;
    }
    const int status = pipe == nullptr ? -1 : ::pclose(pipe);
    exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return output;
}

inline bool has_openssl() {
    return std::system("openssl version >/dev/null 2>&1") == 0;
}

/// `options` are those of openssl s_client; `input` is typed once the connection stands.
inline std::string s_client(int port, const std::string& options, int& exit,
                            const std::string& input = "") {
    return output_of("printf '" + input + "' | timeout 20 openssl s_client -connect 127.0.0.1:" +
                         std::to_string(port) + " " + options,
                     exit);
}

struct SpokenRow {
    const char* options;
    bool spoken;
};

/// For a server with a P-256 key. The client is told to allow everything.
inline const std::vector<SpokenRow>& spoken_by_curves() {
    static const std::vector<SpokenRow> rows = {
        {"-tls1_3", true},
        {"-tls1_3 -curves P-384", true},
        {"-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256", false},
        {"-tls1_3 -ciphersuites TLS_AES_128_CCM_SHA256", false},
        {"-tls1_3 -curves X25519", false},
        {"-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384", true},
        {"-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256", true},
        {"-tls1_2 -cipher ECDHE-ECDSA-AES256-SHA384:@SECLEVEL=0", false},
        {"-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256:@SECLEVEL=0", false},
        {"-tls1_2 -cipher ECDHE-ECDSA-AES256-SHA:@SECLEVEL=0", false},
        {"-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305", false},
        {"-tls1_2 -cipher ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0", false},
        {"-tls1_2 -sigalgs ECDSA+SHA256", true},
        {"-tls1_2 -sigalgs ECDSA+SHA1 -cipher ALL:@SECLEVEL=0", false},
        {"-tls1_2 -sigalgs ECDSA+SHA224 -cipher ALL:@SECLEVEL=0", false},
        {"-tls1_2 -curves P-224 -cipher ALL:@SECLEVEL=0", false},
        {"-tls1_1 -cipher ALL:@SECLEVEL=0", false},
        {"-tls1 -cipher ALL:@SECLEVEL=0", false},
    };
    return rows;
}

/// For a server with an RSA key of 3072 bits.
inline const std::vector<SpokenRow>& spoken_by_rsa() {
    static const std::vector<SpokenRow> rows = {
        {"-tls1_3", true},
        {"-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384", true},
        {"-tls1_2 -sigalgs RSA-PSS+SHA256", true},
        {"-tls1_2 -sigalgs RSA+SHA256", false},
        {"-tls1_2 -sigalgs RSA+SHA1 -cipher ALL:@SECLEVEL=0", false},
        {"-tls1_2 -cipher AES256-GCM-SHA384", false},
        {"-tls1_2 -cipher DHE-RSA-AES256-GCM-SHA384", false},
        {"-tls1_2 -cipher ECDHE-RSA-AES256-SHA384:@SECLEVEL=0", false},
        {"-tls1_2 -cipher AES256-SHA256:@SECLEVEL=0", false},
    };
    return rows;
}

}  // namespace foerderwerk::testing

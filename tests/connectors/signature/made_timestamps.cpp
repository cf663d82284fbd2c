// SPDX-License-Identifier: EUPL-1.2
#include "tests/connectors/signature/made_timestamps.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace foerderwerk::signature::test {

namespace fs = std::filesystem;

namespace {

constexpr const char* configuration = R"(
[req]
distinguished_name = name
prompt = no
[name]
CN = Zeitstempeldienst zum Testen
[stamping]
extendedKeyUsage = critical,timeStamping
[service]
signer_cert = tsa.pem
certs = tsa.pem
signer_key = tsa.key
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
)";

}  // namespace

bool runs(const std::string& command) {
    return std::system(("( " + command + " ) >/dev/null 2>&1").c_str()) == 0;
}

std::string file_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

MadeTimestamps::MadeTimestamps() {
    std::string name = (fs::temp_directory_path() / "stamps-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    std::ofstream(folder_ / "tsa.cnf") << configuration;
    std::ofstream(folder_ / "serial") << "01\n";
    const std::string new_key = " -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes ";
    if (!runs("cd '" + folder_.string() + "' && openssl req -x509 -days 30" + new_key +
              "-keyout root.key -out root.pem -subj '/CN=Wurzel der Zeitstempel'" +
              " && openssl req" + new_key + "-keyout tsa.key -out tsa.csr -config tsa.cnf" +
              " && openssl x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial" +
              " -days 30 -extfile tsa.cnf -extensions stamping -out tsa.pem")) {
        throw std::runtime_error("openssl made no time stamp service");
    }
}

MadeTimestamps::~MadeTimestamps() {
    fs::remove_all(folder_);
}

std::string MadeTimestamps::answer(const std::string& query) const {
    std::ofstream(folder_ / "query.tsq", std::ios::binary) << query;
    const bool done = runs("cd '" + folder_.string() +
                           "' && openssl ts -reply -config tsa.cnf -section service"
                           " -queryfile query.tsq -out answer.tsr");
    return done ? file_text(folder_ / "answer.tsr") : std::string();
}

std::string MadeTimestamps::root_pem() const {
    return file_text(folder_ / "root.pem");
}

}  // namespace foerderwerk::signature::test

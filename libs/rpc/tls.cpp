// SPDX-License-Identifier: Apache-2.0
// gRPC's watcher of certificate files, behind a check of what they hold at first.
#include "rpc/tls.h"

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>

#include "core/file.h"

namespace broadsheet::rpc {
namespace {

using Watcher = grpc::experimental::FileWatcherCertificateProvider;

constexpr std::size_t kPemMax = 1 << 20;

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

Owned<BIO> reader_of(const std::string& pem) {
  return Owned<BIO>(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// No key is asked for its passphrase: nobody is there to say it.
int no_passphrase(char*, int, int, void*) { return 0; }

Result<void> check_authorities(const std::string& file) {
  TRY_LET(pem, read_file(file, kPemMax));
  const Owned<X509> first(PEM_read_bio_X509(reader_of(pem).get(), nullptr, nullptr, nullptr));
  if (!first) return bad_input("there is no certificate in it", file, "it is to be PEM");
  return {};
}

Result<void> check_pair(const std::string& certificate_file, const std::string& key_file) {
  TRY_LET(certificate_pem, read_file(certificate_file, kPemMax));
  TRY_LET(key_pem, read_file(key_file, kPemMax));
  const Owned<X509> certificate(
      PEM_read_bio_X509(reader_of(certificate_pem).get(), nullptr, nullptr, nullptr));
  if (!certificate) {
    return bad_input("there is no certificate in it", certificate_file, "it is to be PEM");
  }
  const Owned<EVP_PKEY> key(
      PEM_read_bio_PrivateKey(reader_of(key_pem).get(), nullptr, no_passphrase, nullptr));
  if (!key) {
    return bad_input("there is no key in it, or one with a passphrase", key_file,
                     "it is to be PEM without a passphrase");
  }
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    return bad_input("this key is not that of " + certificate_file, key_file,
                     "name a certificate and its own key");
  }
  return {};
}

unsigned seconds_of(Duration reload) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(reload).count();
  return static_cast<unsigned>(std::clamp<std::int64_t>(seconds, 1, 3600));
}

}  // namespace

Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(
    const std::optional<ServerTls>& tls) {
  if (!tls) return grpc::InsecureServerCredentials();
  TRY(check_pair(tls->certificate_file, tls->key_file));
  const bool mutual = !tls->client_ca_file.empty();
  if (mutual) TRY(check_authorities(tls->client_ca_file));
  grpc::experimental::TlsServerCredentialsOptions options(std::make_shared<Watcher>(
      tls->key_file, tls->certificate_file, tls->client_ca_file, seconds_of(tls->reload)));
  options.watch_identity_key_cert_pairs();
  if (mutual) options.watch_root_certs();
  options.set_cert_request_type(mutual ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                                       : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  // Who a caller is says its certificate; which name it dials from says nothing.
  options.set_certificate_verifier(std::make_shared<grpc::experimental::NoOpCertificateVerifier>());
  options.set_check_call_host(false);
  return grpc::experimental::TlsServerCredentials(options);
}

Result<std::shared_ptr<grpc::ChannelCredentials>> channel_credentials(
    const std::optional<ClientTls>& tls) {
  if (!tls) return grpc::InsecureChannelCredentials();
  const bool shows = !tls->certificate_file.empty() || !tls->key_file.empty();
  if (shows) TRY(check_pair(tls->certificate_file, tls->key_file));
  if (!tls->ca_file.empty()) TRY(check_authorities(tls->ca_file));
  grpc::experimental::TlsChannelCredentialsOptions options;
  if (shows || !tls->ca_file.empty()) {
    options.set_certificate_provider(std::make_shared<Watcher>(
        tls->key_file, tls->certificate_file, tls->ca_file, seconds_of(tls->reload)));
  }
  if (!tls->ca_file.empty()) options.watch_root_certs();
  if (shows) options.watch_identity_key_cert_pairs();
  return grpc::experimental::TlsCredentials(options);
}

}  // namespace broadsheet::rpc

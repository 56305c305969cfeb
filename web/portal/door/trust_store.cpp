#include "web/portal/door/trust_store.hpp"

namespace sigillo::portal {

namespace {

std::vector<pki::Anchor> anchors_of(const std::vector<TrustStore::Source>& sources) {
    std::vector<pki::Anchor> anchors;
    anchors.reserve(sources.size());
    for (const auto& source : sources) {
        anchors.push_back(source.anchor);
    }
    return anchors;
}

} // namespace

TrustStore::TrustStore(std::vector<Source> sources)
    : sources_(std::move(sources)),
      picture_(
          std::make_shared<Picture>(Picture{pki::Trust(anchors_of(sources_)), {}, anchors_of(sources_)})) {}

bool TrustStore::Picture::listed_as_revoked(const pki::Certificate& certificate) const {
    const auto number = pki::number_of(certificate.der());
    return number && listed_as_revoked(*number);
}

bool TrustStore::Picture::listed_as_revoked(const pki::CertificateNumber& certificate) const {
    for (const auto& anchor : anchors) {
        if (anchor.certificate.facts().subject_der != certificate.issuer_der) {
            continue;
        }
        const auto list = revocation.newest_of(anchor.certificate);
        if (list != nullptr && list->revoked_since(certificate)) {
            return true;
        }
    }
    return false;
}

domain::Status TrustStore::refresh(domain::Instant now) {
    const auto before = picture();
    auto next = std::make_shared<Picture>(*before);
    domain::Status first = domain::Done{};
    for (const auto& source : sources_) {
        domain::Status added = domain::Done{};
        const auto bytes = source.revocation_list(now);
        if (!bytes) {
            added = bytes.error();
        } else if (auto list = pki::Crl::parse(*bytes); !list) {
            added = list.error();
        } else {
            added = next->revocation.add(*list, source.anchor.certificate);
        }
        if (!added && first) {
            first = added;
        }
    }
    const std::lock_guard lock(mutex_);
    picture_ = std::move(next);
    return first;
}

std::shared_ptr<const TrustStore::Picture> TrustStore::picture() const {
    const std::lock_guard lock(mutex_);
    return picture_;
}

} // namespace sigillo::portal

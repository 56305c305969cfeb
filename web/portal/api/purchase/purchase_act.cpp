#include "web/portal/api/purchase/purchase_act.hpp"

#include "web/portal/api/validation.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

domain::Result<domain::ValidationData> purchase_data(const domain::purchase::State& state,
                                                     const domain::purchase::Facts& facts) {
    if (!facts.register_entry) {
        return Error(ErrorId::register_not_enrolled, {{"order", state.subject.order.value}});
    }
    const domain::Product* product =
        facts.convention ? domain::product_by_id(*facts.convention, state.form.product) : nullptr;
    if (product == nullptr) {
        return Error(ErrorId::convention_unknown, {{"convention", state.convention.value}});
    }
    // The certificate is yet to be made: what it will say is what the member stated.
    domain::CardCertificates stated;
    stated.given_name = state.form.holder.given_name;
    stated.surname = state.form.holder.surname;
    stated.title = state.form.enrolment.title;
    stated.section = state.form.enrolment.section;
    stated.sector = state.form.enrolment.sector;
    stated.number = state.form.enrolment.number;
    auto data = domain::validation_data(*facts.register_entry, stated, *facts.convention, *product,
                                        state.price.total.gross);
    data.expires_at.clear();
    return data;
}

domain::Digest current_data(const domain::purchase::State& state, const domain::purchase::Facts& facts) {
    const auto data = purchase_data(state, facts);
    return data ? digest_of(*data) : domain::Digest();
}

} // namespace sigillo::portal

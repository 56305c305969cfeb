// What the people of the demo order, each under the convention of their Order.

const residence = (street, postcode, municipality, province) => ({ street, postcode, municipality, province })
const card = (number, by) => ({ kind: 'identity_card', number, issued_by: by, issued_on: '2022-05-10', expires_on: '2032-05-09' })

export const orders = {
  // S0: the kit with the photograph, paid by bank transfer.
  longo: {
    code: 'CNSCNA13', orderName: /^Ordine dimostrativo degli Architetti P\.P\.C\./, total: 5368,
    pages: ['product', 'holder', 'document', 'enrolment', 'photo', 'billing', 'shipping', 'payment'],
    product: /^Kit CNS per architetti/, residence: residence('Via Roma 12', '63100', 'Ascoli Piceno', 'AP'),
    document: { kind: 'passport', number: 'YA1234567', issued_by: 'Questura di Ascoli Piceno', issued_on: '2021-03-15', expires_on: '2031-03-14' },
    payment: 'bank_transfer'
  },
  // S1: a card to the holder's home, identified with SPID. The code is in the members' area alone.
  ferraris: {
    code: 'INGTODEMO25', orderName: /Torino/, total: 6039,
    pages: ['product', 'identification', 'holder', 'document', 'enrolment', 'billing', 'shipping', 'payment'],
    product: /^Smart card CNS con certificato di ruolo/, residence: residence('Corso Vittorio Emanuele II 24', '10123', 'Torino', 'TO'),
    document: card('CA12345AB', 'Comune di Torino'), identification: 'spid', payment: 'card'
  },
  // S2: the kit with the ArubaKEY, paid with PayPal.
  brambilla: {
    code: 'FDING1793', orderName: /PAVIA/, total: 7747,
    pages: ['product', 'holder', 'document', 'enrolment', 'billing', 'shipping', 'payment'],
    product: /^Kit per Firma Digitale ArubaKEY/, residence: residence('Via Dante 3', '27029', 'Vigevano', 'PV'),
    document: card('CA67890CD', 'Comune di Vigevano'), payment: 'paypal'
  },
  // S4: a smart card, collected at the Order.
  novaro: {
    code: 'CNSCNI18', orderName: /Imperia/, total: 5185,
    pages: ['product', 'holder', 'document', 'enrolment', 'billing', 'shipping', 'payment'],
    product: /^Smart card CNS con certificato di ruolo e layout personalizzato/, residence: residence('Via Matteotti 101', '18038', 'Sanremo', 'IM'),
    document: card('CA24680EF', 'Comune di Sanremo'), payment: 'card'
  },
  // S4: a remote signature with a display, to the holder's home, identified with the health card.
  amoretti: {
    code: 'FRCNI25', orderName: /Imperia/, total: 5771,
    pages: ['product', 'identification', 'holder', 'document', 'enrolment', 'billing', 'shipping', 'payment'],
    product: /^Firma remota OTP Display/, residence: residence('Via Cascione 18', '18100', 'Imperia', 'IM'),
    document: { kind: 'driving_licence', number: 'U1A2B3C4D5', issued_by: 'MIT-UCO', issued_on: '2020-09-01', expires_on: '2030-10-05' },
    identification: 'ts_cns', payment: 'card'
  }
}

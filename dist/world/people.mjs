// Who lives in the demo: five Orders, their registers, their people and the cards in the drawer, and somebody of the
// provider. All of it is invented; days are counted from the day on which the demo is provisioned.

const conventions = { 'architetti-fermo': 'CNSCNA13', 'ingegneri-imperia': 'CNSCNI18' }

const member = (order) => [{ role: 'member', order }]
const office = (order) => [{ role: 'secretary', order }, { role: 'administrator', order }]
const signs = (order) => [{ role: 'signatory', order }, { role: 'secretary', order }]
const password = 'Sigillo-demo-2026'

// `register` is what the Albo says; `card` what the card's certificates say, where that differs.
export const people = [
  {
    id: 'rossi', given_name: 'Mario', surname: 'Rossi', codice_fiscale: 'RSSMRA80A01H501U', order: 'architetti-fermo',
    roles: member('architetti-fermo'), register: { title: 'Architetto', section: 'A', sector: 'Architettura', number: '412', registered_on: '2006-03-14' },
    card: { serial: '7420090000000101', profile: 'myeid', ends_in_days: 30, years: 6, about: 'CNS di un iscritto, scade tra 30 giorni' }
  },
  {
    id: 'verdi', given_name: 'Giulia', surname: 'Verdi', codice_fiscale: 'VRDGLI78E52D542R', order: 'architetti-fermo',
    roles: member('architetti-fermo'), register: { title: 'Architetto', section: 'A', sector: 'Architettura', number: '388', registered_on: '2004-11-02' },
    card: { serial: '7420090000000102', profile: 'myeid', ends_in_days: -12, years: 6, about: 'CNS di una iscritta, scaduta da 12 giorni' }
  },
  {
    id: 'neri', given_name: 'Luca', surname: 'Neri', codice_fiscale: 'NRELCU85P23E290H', order: 'architetti-fermo',
    roles: member('architetti-fermo'), register: { title: 'Architetto', section: 'A', sector: 'Architettura', number: '530', registered_on: '2012-05-21' },
    card: { serial: '7420090000000103', profile: 'myeid', ends_in_days: 41, years: 6, role: { number: '503', surname: 'Neri Bossi' }, about: 'CNS con dati diversi dall\'Albo (cognome e numero), scade tra 41 giorni' }
  },
  {
    id: 'gallo', given_name: 'Anna', surname: 'Gallo', codice_fiscale: 'GLLNNA90S43I138H', order: 'ingegneri-imperia',
    roles: member('ingegneri-imperia'), register: { title: 'Ingegnere', section: 'A', sector: 'Civile e ambientale', number: '1207', registered_on: '2016-02-09' },
    card: { serial: '7420090000000104', profile: 'itacns', ends_in_days: 25, years: 3, about: 'CNS di sola lettura con OpenSC, scade tra 25 giorni' }
  },
  {
    id: 'bianchi', given_name: 'Laura', surname: 'Bianchi', codice_fiscale: 'BNCLRA72C55D542A', order: 'architetti-fermo',
    roles: [{ role: 'secretary', order: 'architetti-fermo' }, { role: 'administrator', order: 'architetti-fermo' }], what: 'segretaria e amministratrice dell\'Ordine'
  },
  {
    id: 'conti', given_name: 'Paolo', surname: 'Conti', codice_fiscale: 'CNTPLA65L30A271N', order: 'architetti-fermo', signatory: true,
    roles: [{ role: 'signatory', order: 'architetti-fermo' }, { role: 'secretary', order: 'architetti-fermo' }], register: { title: 'Architetto', section: 'A', sector: 'Architettura', number: '101', registered_on: '1992-01-20' },
    what: 'firmatario dell\'Ordine', card: { serial: '7420090000000201', profile: 'itacns', ends_in_days: 900, years: 6, about: 'CNS del firmatario dell\'Ordine degli Architetti' }
  },
  {
    id: 'riva', given_name: 'Elena', surname: 'Riva', codice_fiscale: 'RVILNE76B59E290V', order: 'ingegneri-imperia',
    roles: [{ role: 'secretary', order: 'ingegneri-imperia' }, { role: 'administrator', order: 'ingegneri-imperia' }], what: 'segretaria e amministratrice dell\'Ordine'
  },
  {
    id: 'ferri', given_name: 'Marco', surname: 'Ferri', codice_fiscale: 'FRRMRC69R05D969A', order: 'ingegneri-imperia', signatory: true,
    roles: [{ role: 'signatory', order: 'ingegneri-imperia' }, { role: 'secretary', order: 'ingegneri-imperia' }], register: { title: 'Ingegnere', section: 'A', sector: 'Industriale', number: '640', registered_on: '1996-10-11' },
    what: 'firmatario dell\'Ordine', card: { serial: '7420090000000202', profile: 'myeid', ends_in_days: 700, years: 3, about: 'CNS del firmatario dell\'Ordine degli Ingegneri' }
  },
  // Those who buy have no card of the provider's yet; `birth` is what their order asks and no register holds.
  {
    id: 'longo', given_name: 'Chiara Maria', surname: 'Longo', codice_fiscale: 'LNGCRM86H58A462K', order: 'architetti-dimostrativo',
    birth: { on: '1986-06-18', sex: 'F', place: 'Ascoli Piceno' }, roles: member('architetti-dimostrativo'), what: 'compra il kit CNS (CNSCNA13)',
    register: { title: 'Architetto', section: 'A', sector: '', number: '215', registered_on: '2013-02-04' }
  },
  {
    id: 'serra', given_name: 'Silvia', surname: 'Serra', codice_fiscale: 'SRRSLV74P43A462F', order: 'architetti-dimostrativo',
    roles: office('architetti-dimostrativo'), what: 'segretaria e amministratrice dell\'Ordine'
  },
  {
    id: 'ferraris', given_name: 'Davide', surname: 'Ferraris', codice_fiscale: 'FRRDVD88S07L219S', order: 'ingegneri-torino',
    birth: { on: '1988-11-07', sex: 'M', place: 'Torino' }, roles: member('ingegneri-torino'), what: 'compra una carta (INGTODEMO25), identificato con SPID',
    register: { title: 'Ingegnere', section: 'A', sector: 'Informazione', number: '10234', registered_on: '2014-03-10' }
  },
  {
    id: 'giordano', given_name: 'Marta', surname: 'Giordano', codice_fiscale: 'GRDMRT79E62L219G', order: 'ingegneri-torino',
    roles: office('ingegneri-torino'), what: 'segretaria e amministratrice dell\'Ordine'
  },
  {
    id: 'bertone', given_name: 'Franco', surname: 'Bertone', codice_fiscale: 'BRTFNC63B14D205D', order: 'ingegneri-torino', signatory: true,
    roles: signs('ingegneri-torino'), register: { title: 'Ingegnere', section: 'A', sector: 'Industriale', number: '4410', registered_on: '1990-06-25' },
    what: 'firmatario dell\'Ordine', card: { serial: '7420090000000203', profile: 'itacns', ends_in_days: 800, years: 3, about: 'CNS del firmatario dell\'Ordine di Torino' }
  },
  {
    id: 'brambilla', given_name: 'Elisa', surname: 'Brambilla', codice_fiscale: 'BRMLSE91D70L872L', order: 'ingegneri-pavia',
    birth: { on: '1991-04-30', sex: 'F', place: 'Vigevano' }, roles: member('ingegneri-pavia'), what: 'compra il kit ArubaKEY (FDING1793)',
    register: { title: 'Ingegnere', section: 'A', sector: 'Civile e ambientale', number: '3120', registered_on: '2017-05-15' }
  },
  {
    id: 'sacchi', given_name: 'Carla', surname: 'Sacchi', codice_fiscale: 'SCCCRL70T49G388G', order: 'ingegneri-pavia',
    roles: office('ingegneri-pavia'), what: 'segretaria e amministratrice dell\'Ordine'
  },
  {
    id: 'villa', given_name: 'Giorgio', surname: 'Villa', codice_fiscale: 'VLLGRG66M27G388N', order: 'ingegneri-pavia', signatory: true,
    roles: signs('ingegneri-pavia'), register: { title: 'Ingegnere', section: 'A', sector: 'Civile e ambientale', number: '1502', registered_on: '1993-04-19' },
    what: 'firmatario dell\'Ordine', card: { serial: '7420090000000204', profile: 'itacns', ends_in_days: 600, years: 3, about: 'CNS del firmatario dell\'Ordine di Pavia' }
  },
  {
    id: 'novaro', given_name: 'Francesca', surname: 'Novaro', codice_fiscale: 'NVRFNC93C52I138P', order: 'ingegneri-imperia',
    birth: { on: '1993-03-12', sex: 'F', place: 'Sanremo' }, roles: member('ingegneri-imperia'), what: 'compra una smart card CNS (CNSCNI18)',
    register: { title: 'Ingegnere', section: 'A', sector: 'Industriale', number: '1311', registered_on: '2019-09-23' }
  },
  {
    id: 'amoretti', given_name: 'Pietro', surname: 'Amoretti', codice_fiscale: 'MRTPTR87R05Z110N', order: 'ingegneri-imperia',
    birth: { on: '1987-10-05', sex: 'M', place: 'Francia' }, roles: member('ingegneri-imperia'), what: 'compra una firma remota (FRCNI25), identificato con la tessera sanitaria',
    register: { title: 'Ingegnere', section: 'A', sector: 'Informazione', number: '1288', registered_on: '2018-07-02' },
    card: { serial: '7420090000000301', profile: 'ts-cns', ends_in_days: 1100, years: 6, of_others: true, about: 'Tessera sanitaria (TS-CNS), senza certificato di firma' }
  },
  {
    id: 'colombo', given_name: 'Sara', surname: 'Colombo', codice_fiscale: 'CLMSRA83L59A390Z',
    roles: [{ role: 'operator' }], what: 'operatrice del fornitore'
  }
].map((person, index) => ({
  ...person,
  name: `${person.given_name} ${person.surname}`,
  email: `${person.given_name.split(' ')[0]}.${person.surname}@posta.example`.toLowerCase(),
  mobile: `+39333000${1460 + index}`, // each its own: a number belongs to one person
  password,
  pin: '12345678',
  puk: '87654321'
}))

// What `provision` reads (web/portal/provision/README.md). `file` names a card's certificate of a role.
export function world(today, file) {
  const day = (offset) => new Date(today.getTime() + offset * 86400e3).toISOString().slice(0, 10)
  return {
    register: people.filter((p) => p.register).map((p) => ({
      order: p.order, codice_fiscale: p.codice_fiscale, given_name: p.given_name, surname: p.surname, ...p.register,
      email: p.email, mobile: p.mobile, status: 'enrolled', dues_paid_up_to: day(365)
    })),
    people: people.map((p) => ({
      codice_fiscale: p.codice_fiscale, given_name: p.given_name, surname: p.surname, email: p.email, mobile: p.mobile,
      language: 'it', password: p.password, roles: p.roles
    })),
    signatories: people.filter((p) => p.signatory).map((p) => ({
      order: p.order, codice_fiscale: p.codice_fiscale, name: p.name, from: day(-400), until: null
    })),
    cards: people.filter((p) => p.card && !p.signatory && !p.card.of_others).map((p) => ({
      serial: p.card.serial, order: p.order, convention: conventions[p.order], email: p.email,
      authentication: file(p, 'authentication'), signature: file(p, 'signature')
    }))
  }
}

// A file of the Order's register, to try the import with: Mario Rossi's dues are paid further, Luca Neri has the
// number of his card, two members are new, one line has faults, and whoever is in no line is missing.
export function registerFile(today) {
  const day = (iso) => iso.split('-').reverse().join('/')
  const later = day(new Date(today.getTime() + 730 * 86400e3).toISOString().slice(0, 10))
  const line = (p, changed = {}) => {
    const r = { ...p.register, ...changed }
    return [p.codice_fiscale, p.surname, p.given_name, r.number, day(r.registered_on), r.title, r.section, r.sector, p.email, p.mobile, 'iscritto', later]
  }
  const of = (id) => people.find((p) => p.id === id)
  const lines = [
    ['Codice fiscale', 'Cognome', 'Nome', 'Numero', 'Data iscrizione', 'Titolo', 'Sezione', 'Settore', 'E-mail', 'Cellulare', 'Stato', 'Quote pagate fino al'],
    line(of('rossi')), line(of('neri'), { number: '503' }), line(of('conti')),
    ['MRNSFO91T45D542W', 'Marini', 'Sofia', '611', '12/01/2018', 'Architetto', 'A', 'Architettura', 'sofia.marini@posta.example', '333 0002001', 'iscritta', later],
    ['LNEGNN58H10D542A', 'Leone', 'Giovanni', '77', '03/05/1984', 'Architetto', 'A', 'Architettura', '', '', 'sospeso', ''],
    ['FSCCHR88M52D542W', 'Fusco', 'Chiara', '702', '31/02/2015', 'Pianificatore Territoriale', 'C', '', 'mario.rossi@posta.example', '', 'iscritta', later]
  ]
  return lines.map((fields) => fields.join(';') + '\r\n').join('')
}

import type { Protocol } from '@/lib/protocols';

/** The people of the demonstration host. Every name is invented; every domain is reserved for examples (RFC 2606). */

export const demoPassword = 'milepost-demo';

export type Language = 'de' | 'fr' | 'en' | 'pl' | 'ja' | 'ar' | 'el' | 'tr' | 'es' | 'it' | 'uk' | 'sv';

export interface DemoPerson {
  email: string;
  name: string;
  role: 'staff_admin' | 'staff_auditor' | 'reseller' | 'customer_admin';
  /** The key of the tenant of the role; the platform by default. */
  tenant?: string;
  locale: 'en' | 'fr';
}

export interface DemoMailbox {
  local: string;
  name: string;
  language: Language;
  /** The approximate number of messages. */
  mails: number;
  /** Its own folders, in addition to the default ones. */
  folders?: string[];
  /** Receives mail from machines and strangers: requests, orders, reports. */
  shared?: boolean;
  quotaMegabytes?: number;
  /** The share of the quota that photographs use, from 0 to 1. */
  full?: number;
  off?: Protocol[];
  suspended?: string;
  appPasswords?: { name: string; protocols: string[]; expired?: boolean }[];
}

export interface DemoDomain {
  /** As people write it; the seed converts the IDN one to its A-label. */
  name: string;
  mailboxes: DemoMailbox[];
  /** Source local part to destination addresses. */
  aliases?: Record<string, string[]>;
}

export interface DemoTenant {
  key: string;
  name: string;
  kind: 'reseller' | 'customer';
  reseller?: string;
  locale?: 'fr';
  domains?: DemoDomain[];
}

export const platformName = 'Milepost';

export const persons: DemoPerson[] = [
  { email: 'staff@milepost.test', name: 'Mira Staff', role: 'staff_admin', locale: 'en' },
  { email: 'auditor@milepost.test', name: 'Otto Auditor', role: 'staff_auditor', locale: 'en' },
  { email: 'reseller@nordwind.test', name: 'Henrik Nordwind', role: 'reseller', tenant: 'nordwind', locale: 'en' },
  { email: 'reseller@ostsee.test', name: 'Wiebke Ostsee', role: 'reseller', tenant: 'ostsee', locale: 'en' },
  {
    email: 'customer@alpenglas.test',
    name: 'Carla Alpenglas',
    role: 'customer_admin',
    tenant: 'alpenglas',
    locale: 'en',
  },
  { email: 'customer@brise.test', name: 'Camille Brise', role: 'customer_admin', tenant: 'brise', locale: 'fr' },
];

const phone = { name: 'iPhone', protocols: ['imap', 'submission'] };
const android = { name: 'Pixel phone', protocols: ['imap', 'submission'] };
const laptop = { name: 'Office laptop', protocols: ['imap', 'submission', 'sieve'] };
const tablet = { name: 'iPad', protocols: ['imap', 'submission'] };
const outlook = { name: 'Outlook in the office', protocols: ['pop3', 'submission'] };
const oldPhone = { name: 'Old phone', protocols: ['imap'], expired: true };

export const tenants: DemoTenant[] = [
  { key: 'nordwind', name: 'Nordwind Hosting', kind: 'reseller' },
  { key: 'ostsee', name: 'Ostsee Webhosting', kind: 'reseller' },
  {
    key: 'alpenglas',
    name: 'Alpenglas',
    kind: 'customer',
    reseller: 'nordwind',
    domains: [
      {
        name: 'alpenglas.example',
        mailboxes: [
          {
            local: 'anna.berger',
            name: 'Anna Berger',
            language: 'de',
            mails: 220,
            folders: ['Projekte', 'Projekte/Neubau Tauern', 'Rechnungen', 'Privat'],
            appPasswords: [phone, laptop, oldPhone],
          },
          {
            local: 'info',
            name: 'Alpenglas Info',
            language: 'de',
            mails: 140,
            shared: true,
            appPasswords: [outlook, phone],
          },
          {
            local: 'lukas.hofer',
            name: 'Lukas Hofer',
            language: 'de',
            mails: 130,
            folders: ['Baustellen', 'Baustellen/Innsbruck'],
            appPasswords: [android],
          },
          {
            local: 'marie.gruber',
            name: 'Marie Gruber',
            language: 'de',
            mails: 110,
            folders: ['Bewerbungen'],
            appPasswords: [laptop],
          },
          { local: 'johann.steiner', name: 'Johann Steiner', language: 'de', mails: 80 },
          {
            local: 'buchhaltung',
            name: 'Buchhaltung Alpenglas',
            language: 'de',
            mails: 160,
            quotaMegabytes: 6,
            full: 0.4,
            shared: true,
            folders: ['Rechnungen', 'Rechnungen/Bezahlt', 'Mahnungen'],
          },
          {
            local: 'vertrieb',
            name: 'Vertrieb Alpenglas',
            language: 'de',
            mails: 120,
            shared: true,
            folders: ['Angebote'],
          },
          { local: 'jonas.egger', name: 'Jonas Egger', language: 'de', mails: 70, off: ['pop3'] },
          { local: 'sophie.wagner', name: 'Sophie Wagner', language: 'de', mails: 90, appPasswords: [phone, tablet] },
          { local: 'tomasz.nowak', name: 'Tomasz Nowak', language: 'pl', mails: 80, folders: ['Rodzina'] },
          { local: 'elif.yilmaz', name: 'Elif Yılmaz', language: 'tr', mails: 70 },
          {
            local: 'kenji.tanaka',
            name: '田中 健二',
            language: 'ja',
            mails: 75,
            folders: ['見積書'],
            appPasswords: [laptop],
          },
          { local: 'werkstatt', name: 'Werkstatt', language: 'de', mails: 60, shared: true, off: ['webmail'] },
          {
            local: 'peter.maurer',
            name: 'Peter Maurer',
            language: 'de',
            mails: 45,
            suspended: 'Left the company on 31 October',
          },
        ],
        aliases: {
          office: ['info@alpenglas.example'],
          kontakt: ['info@alpenglas.example'],
          rechnung: ['buchhaltung@alpenglas.example'],
          geschaeftsleitung: ['anna.berger@alpenglas.example', 'johann.steiner@alpenglas.example'],
          postmaster: ['lukas.hofer@alpenglas.example'],
        },
      },
      {
        name: 'alpenglas-shop.example',
        mailboxes: [
          {
            local: 'bestellung',
            name: 'Alpenglas Shop',
            language: 'de',
            mails: 150,
            quotaMegabytes: 5,
            full: 0.74,
            shared: true,
            folders: ['Versendet'],
          },
          { local: 'service', name: 'Kundendienst', language: 'de', mails: 90, shared: true },
          { local: 'lena.moser', name: 'Lena Moser', language: 'de', mails: 65, appPasswords: [android] },
          {
            local: 'versand',
            name: 'Versand',
            language: 'de',
            mails: 70,
            shared: true,
            quotaMegabytes: 3,
            full: 0.955,
          },
        ],
        aliases: {
          hilfe: ['service@alpenglas-shop.example'],
          retoure: ['service@alpenglas-shop.example', 'versand@alpenglas-shop.example'],
        },
      },
      {
        name: 'glashütte-tirol.example',
        mailboxes: [
          { local: 'museum', name: 'Museum Glashütte', language: 'de', mails: 60, shared: true },
          { local: 'theresa.oeller', name: 'Theresa Öller', language: 'de', mails: 40 },
          { local: 'fuehrungen', name: 'Führungen', language: 'de', mails: 45, shared: true },
        ],
      },
    ],
  },
  {
    key: 'brise',
    name: 'Brise Marine',
    kind: 'customer',
    reseller: 'nordwind',
    locale: 'fr',
    domains: [
      {
        name: 'brise-marine.example',
        mailboxes: [
          { local: 'contact', name: 'Brise Marine', language: 'fr', mails: 140, shared: true, appPasswords: [outlook] },
          {
            local: 'camille.lefevre',
            name: 'Camille Lefèvre',
            language: 'fr',
            mails: 150,
            folders: ['Clients', 'Clients/Groupes', 'Factures'],
            appPasswords: [phone, laptop],
          },
          {
            local: 'yann.kerouedan',
            name: 'Yann Kerouédan',
            language: 'fr',
            mails: 95,
            folders: ['Bateaux'],
            appPasswords: [android],
          },
          { local: 'chloe.martin', name: 'Chloé Martin', language: 'fr', mails: 85 },
          {
            local: 'comptabilite',
            name: 'Comptabilité',
            language: 'fr',
            mails: 110,
            shared: true,
            folders: ['Factures', 'Factures/2025'],
          },
          { local: 'lucia.fernandez', name: 'Lucía Fernández', language: 'es', mails: 60 },
          {
            local: 'reservations',
            name: 'Réservations',
            language: 'fr',
            mails: 130,
            quotaMegabytes: 5,
            full: 0.62,
            shared: true,
            folders: ['Confirmées'],
          },
        ],
        aliases: { bonjour: ['contact@brise-marine.example'], factures: ['comptabilite@brise-marine.example'] },
      },
      {
        name: 'ecole-de-voile.example',
        mailboxes: [
          { local: 'inscriptions', name: 'École de voile', language: 'fr', mails: 100, shared: true },
          { local: 'moniteurs', name: 'Moniteurs', language: 'fr', mails: 70, shared: true },
          { local: 'maelys.legall', name: 'Maëlys Le Gall', language: 'fr', mails: 60, appPasswords: [phone] },
          { local: 'giulia.rossi', name: 'Giulia Rossi', language: 'it', mails: 50 },
        ],
      },
      {
        name: 'hotel-brise.example',
        mailboxes: [
          {
            local: 'reception',
            name: 'Réception Hôtel Brise',
            language: 'fr',
            mails: 120,
            shared: true,
            folders: ['Arrivées'],
          },
          { local: 'cuisine', name: 'Cuisine', language: 'fr', mails: 40, shared: true, off: ['pop3', 'sieve'] },
          { local: 'omar.benali', name: 'عمر بن علي', language: 'ar', mails: 55 },
          { local: 'direction', name: 'Direction', language: 'fr', mails: 75, appPasswords: [tablet] },
        ],
      },
    ],
  },
  {
    key: 'kontor',
    name: 'Kontor Weiss',
    kind: 'customer',
    reseller: 'nordwind',
    domains: [
      {
        name: 'kontor-weiss.example',
        mailboxes: [
          {
            local: 'friedrich.weiss',
            name: 'Friedrich Weiß',
            language: 'de',
            mails: 130,
            folders: ['Einkauf', 'Einkauf/Japan', 'Einkauf/Griechenland'],
            appPasswords: [phone],
          },
          { local: 'einkauf', name: 'Einkauf', language: 'en', mails: 130, shared: true, folders: ['Offers'] },
          { local: 'yuki.mori', name: '森 由紀', language: 'ja', mails: 70 },
          { local: 'eleni.papadaki', name: 'Ελένη Παπαδάκη', language: 'el', mails: 65, appPasswords: [android] },
          { local: 'layla.haddad', name: 'ليلى حداد', language: 'ar', mails: 60 },
          { local: 'agnieszka.zielinska', name: 'Agnieszka Zielińska', language: 'pl', mails: 65 },
          {
            local: 'emma.clark',
            name: 'Emma Clark',
            language: 'en',
            mails: 110,
            folders: ['Samples', 'Shipping'],
            appPasswords: [laptop, phone],
          },
          { local: 'oleh.kovalenko', name: 'Олег Коваленко', language: 'uk', mails: 55 },
          { local: 'zoll', name: 'Zoll & Versand', language: 'de', mails: 80, shared: true },
        ],
        aliases: {
          import: ['einkauf@kontor-weiss.example'],
          everyone: [
            'friedrich.weiss@kontor-weiss.example',
            'emma.clark@kontor-weiss.example',
            'einkauf@kontor-weiss.example',
          ],
        },
      },
      {
        name: 'teehaus-weiss.example',
        mailboxes: [
          { local: 'laden', name: 'Teehaus Weiss', language: 'de', mails: 90, shared: true },
          { local: 'hannah.krueger', name: 'Hannah Krüger', language: 'de', mails: 60, appPasswords: [phone] },
          { local: 'newsletter', name: 'Teehaus Newsletter', language: 'de', mails: 45, shared: true },
        ],
      },
      {
        name: 'weiss-logistik.example',
        mailboxes: [
          {
            local: 'dispo',
            name: 'Disposition',
            language: 'de',
            mails: 110,
            quotaMegabytes: 4,
            full: 0.83,
            shared: true,
          },
          { local: 'sven.ostberg', name: 'Sven Östberg', language: 'sv', mails: 50 },
          { local: 'fahrer', name: 'Fahrer', language: 'de', mails: 40, shared: true, off: ['submission'] },
          { local: 'lager', name: 'Lager Hamburg', language: 'de', mails: 60, shared: true },
        ],
      },
      {
        name: 'kaffee-speicher.test',
        mailboxes: [
          { local: 'roesterei', name: 'Rösterei', language: 'de', mails: 60, shared: true },
          { local: 'noor', name: 'Noor de Vries', language: 'en', mails: 45 },
        ],
      },
    ],
  },
  {
    key: 'lotte',
    name: 'Strandcafé Lotte',
    kind: 'customer',
    reseller: 'ostsee',
    domains: [
      {
        name: 'strandcafe-lotte.example',
        mailboxes: [
          { local: 'lotte', name: 'Lotte Petersen', language: 'de', mails: 80, appPasswords: [phone] },
          { local: 'reservierung', name: 'Reservierung', language: 'de', mails: 70, shared: true },
          { local: 'kueche', name: 'Küche', language: 'de', mails: 35, shared: true },
        ],
      },
      {
        name: 'lotte-catering.test',
        mailboxes: [{ local: 'hallo', name: 'Lotte Catering', language: 'de', mails: 45, shared: true }],
      },
    ],
  },
];

export interface Correspondent {
  name: string;
  address: string;
  language: Language;
}

/** External people and companies that write to the mailboxes. */
export const correspondents: Correspondent[] = [
  { name: 'Katharina Brandner', address: 'k.brandner@brandner-architektur.example', language: 'de' },
  { name: 'Dr. Georg Thaler', address: 'thaler@kanzlei-thaler.example', language: 'de' },
  { name: 'Stefan Wörgötter', address: 'stefan@woergoetter-bau.example', language: 'de' },
  { name: 'Birgit Öhler', address: 'birgit.oehler@quarzwerke-sued.example', language: 'de' },
  { name: 'Familie Pichler', address: 'pichler.familie@gasthof-post.example', language: 'de' },
  { name: 'Mathias Lorenz', address: 'lorenz@spedition-lorenz.example', language: 'de' },
  { name: 'Ulrike Fuchs', address: 'ulrike.fuchs@buero-fuchs.example', language: 'de' },
  { name: 'Jan-Ole Petersen', address: 'jan-ole@hafenkontor.example', language: 'de' },
  { name: 'Sabine Größing', address: 'sabine.groessing@vhs-mitte.example', language: 'de' },
  { name: 'Élodie Garnier', address: 'elodie.garnier@voiles-garnier.example', language: 'fr' },
  { name: 'Loïc Tanguy', address: 'loic.tanguy@chantier-naval-tanguy.example', language: 'fr' },
  { name: 'Mme Françoise Bérard', address: 'f.berard@office-tourisme.example', language: 'fr' },
  { name: 'Théo Dubois', address: 'theo.dubois@lycee-hoche.example', language: 'fr' },
  { name: 'Aïcha Benmoussa', address: 'aicha@traiteur-benmoussa.example', language: 'fr' },
  { name: 'Gérard Roussel', address: 'gerard.roussel@assurances-roussel.example', language: 'fr' },
  { name: 'Sarah O’Connell', address: 'sarah@oconnell-interiors.example', language: 'en' },
  { name: 'James Whitfield', address: 'j.whitfield@whitfield-teas.example', language: 'en' },
  { name: 'Priya Raman', address: 'priya.raman@nilgiri-estates.example', language: 'en' },
  { name: 'Noah Larsen', address: 'noah@harbour-forwarding.example', language: 'en' },
  { name: '渡辺 健', address: 'watanabe@kurashiki-glass.example', language: 'ja' },
  { name: '佐藤 美咲', address: 'sato@uji-chaen.example', language: 'ja' },
  { name: 'محمد الحداد', address: 'm.haddad@levant-trading.example', language: 'ar' },
  { name: 'سارة منصور', address: 'sara@atlas-spices.example', language: 'ar' },
  { name: 'Νίκος Παπαδόπουλος', address: 'n.papadopoulos@aegean-herbs.example', language: 'el' },
  { name: 'Σοφία Γεωργίου', address: 'sofia@piraeus-shipping.example', language: 'el' },
  { name: 'Zofia Kowalczyk', address: 'zofia@huta-krosno.example', language: 'pl' },
  { name: 'Paweł Wiśniewski', address: 'pawel.wisniewski@transport-wisniewski.example', language: 'pl' },
  { name: 'Ayşe Demir', address: 'ayse.demir@izmir-cam.example', language: 'tr' },
  { name: 'Mehmet Çelik', address: 'mehmet@celik-lojistik.example', language: 'tr' },
  { name: 'Carmen Ibáñez', address: 'carmen@regatas-ibanez.example', language: 'es' },
  { name: 'Marco Bianchi', address: 'marco.bianchi@vela-livorno.example', language: 'it' },
  { name: 'Олена Шевченко', address: 'olena@lviv-coffee.example', language: 'uk' },
  { name: 'Åsa Lindqvist', address: 'asa.lindqvist@goteborg-hamn.example', language: 'sv' },
];

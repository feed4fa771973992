import { Dice } from './random';
import { type Resident, residents } from './residents';

/** The IMAP ID of a mail client (RFC 2971). */
export interface Program {
  name: string;
  version: string;
  more?: Record<string, string>;
}

/** One mail client of one person. */
export interface Device {
  key: string;
  resident: Resident;
  protocol: 'imap' | 'pop3' | 'sieve';
  program: Program | null;
  /** The name of the app password, or null for the main password. */
  credential: string;
  ip: string;
  /** Its address at other times, such as that of a phone in the office's network. */
  otherIp: string;
  tls: boolean;
  habit: 'stays' | 'visits' | 'takes' | 'leaves' | 'manages';
  /** Whether it also submits mail. */
  sends: boolean;
  /** Whether the simulator runs it. The others only have a history. */
  live: boolean;
}

const programs = {
  iphone: { name: 'iPhone Mail', version: '22F76', more: { os: 'iOS', 'os-version': '18.5 (22F76)' } },
  ipad: { name: 'iPad Mail', version: '22F76', more: { os: 'iOS', 'os-version': '18.5 (22F76)' } },
  mac: {
    name: 'Mac OS X Mail',
    version: '16.0 (3826.600.51)',
    more: { os: 'Mac OS X', 'os-version': '15.5 (24F74)', vendor: 'Apple Inc.' },
  },
  k9: { name: 'K-9 Mail', version: '8.2', more: { os: 'Android', vendor: 'Thunderbird' } },
  fairemail: { name: 'FairEmail', version: '1.2289', more: { os: 'Android', 'os-version': '15' } },
  thunderbird: { name: 'Thunderbird', version: '140.5.0' },
  outlookMobile: { name: 'Outlook-iOS-Android', version: '4.2540.0', more: { vendor: 'Microsoft' } },
  evolution: { name: 'Evolution', version: '3.46.4' },
  emClient: { name: 'eM Client', version: '10.3.2619.0', more: { os: 'Windows' } },
} satisfies Record<string, Program>;

/** The address of each customer's office, from the ranges for documentation (RFC 5737). */
const offices: Record<string, string> = {
  alpenglas: '203.0.113.10',
  brise: '198.51.100.20',
  kontor: '192.0.2.44',
  lotte: '198.51.100.200',
};
const ranges = ['203.0.113', '198.51.100', '192.0.2'];

function programFor(name: string, dice: Dice): Program {
  if (name === 'iPhone') return programs.iphone;
  if (name === 'iPad') return programs.ipad;
  if (name === 'Pixel phone' || name === 'Old phone') return dice.chance(0.6) ? programs.k9 : programs.fairemail;
  return dice.pick([programs.thunderbird, programs.mac, programs.evolution, programs.emClient]);
}

/** Mailboxes with something to see immediately. */
const takers = ['info@alpenglas.example', 'contact@brise-marine.example'];
const leavers = [
  'bestellung@alpenglas-shop.example',
  'dispo@weiss-logistik.example',
  'reservierung@strandcafe-lotte.example',
];
const maxLive = 20;

function devicesOf(resident: Resident, away: () => string): Device[] {
  const { address, mailbox, tenant } = resident;
  const dice = new Dice(`devices ${address}`);
  const office = offices[tenant.key] ?? '203.0.113.1';
  const device = (key: string, rest: Omit<Device, 'key' | 'resident' | 'live' | 'otherIp'>): Device => ({
    key: `${address} ${key}`,
    resident,
    live: false,
    otherIp: office,
    ...rest,
  });
  const list: Device[] = [];
  for (const password of mailbox.appPasswords ?? []) {
    if (password.expired || password.protocols.includes('pop3')) continue;
    const stationary = password.name === 'Office laptop';
    list.push(
      device(password.name, {
        protocol: 'imap',
        program: programFor(password.name, dice),
        credential: password.name,
        ip: stationary ? office : away(),
        tls: true,
        habit: stationary && dice.chance(0.4) ? 'visits' : 'stays',
        sends: true,
      }),
    );
  }
  if (takers.includes(address)) {
    const own = mailbox.appPasswords?.find(({ protocols }) => protocols.includes('pop3'));
    list.push(
      device('outlook', {
        protocol: 'pop3',
        program: null,
        credential: own?.name ?? 'main',
        ip: office,
        tls: true,
        habit: 'takes',
        sends: true,
      }),
    );
  } else if (leavers.includes(address)) {
    // An old client without TLS: it relies on its local network.
    list.push(
      device('pop3', {
        protocol: 'pop3',
        program: null,
        credential: 'main',
        ip: office,
        tls: false,
        habit: 'leaves',
        sends: false,
      }),
    );
  }
  if (!mailbox.appPasswords?.length || (mailbox.shared && !takers.includes(address))) {
    const program = dice.pick([
      programs.thunderbird,
      programs.outlookMobile,
      programs.emClient,
      programs.k9,
      programs.mac,
    ]);
    list.push(
      device('main', {
        protocol: 'imap',
        program,
        credential: 'main',
        ip: dice.chance(0.6) ? office : away(),
        tls: dice.chance(0.85),
        habit: dice.chance(0.5) ? 'stays' : 'visits',
        sends: !mailbox.off?.includes('submission'),
      }),
    );
  }
  if (address === 'emma.clark@kontor-weiss.example' || address === 'anna.berger@alpenglas.example') {
    list.push(
      device('sieve', {
        protocol: 'sieve',
        program: null,
        credential: 'Office laptop',
        ip: office,
        tls: false,
        habit: 'manages',
        sends: false,
      }),
    );
  }
  return mailbox.suspended ? [] : list;
}

/** All clients of the demonstration. Few of them are live, so that a small machine can run them. */
export function cast(): Device[] {
  let handed = 0;
  // Only people of the same office share an address.
  const away = () => `${ranges[handed % ranges.length]}.${60 + Math.floor(handed++ / ranges.length)}`;
  const devices = residents.flatMap((resident) => devicesOf(resident, away));
  const wanted = (device: Device) =>
    device.habit === 'takes' ||
    device.habit === 'leaves' ||
    device.habit === 'manages' ||
    takers.includes(device.resident.address);
  let left = maxLive;
  // People with app passwords first, because the accounts page shows them.
  const ranked = [...devices].sort((a, b) => Number(a.credential === 'main') - Number(b.credential === 'main'));
  for (const device of ranked) {
    device.live = wanted(device) || left-- > 0;
  }
  // A few with the main password, one of them without TLS.
  for (const device of devices
    .filter(({ credential, protocol }) => credential === 'main' && protocol === 'imap')
    .slice(0, 5))
    device.live = true;
  const open = devices.find(({ tls, protocol }) => !tls && protocol === 'imap');
  if (open) open.live = true;
  return devices;
}

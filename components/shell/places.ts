import {
  Filter,
  Gauge,
  Globe,
  Hourglass,
  Inbox,
  type LucideIcon,
  Mailbox,
  MonitorSmartphone,
  PlugZap,
  Route,
  ScrollText,
  Settings,
  ShieldCheck,
  Users,
  UsersRound,
} from 'lucide-react';

export interface Place {
  /** Key of the catalogue's `nav`. */
  name: string;
  href: string;
  icon: LucideIcon;
}

const overview = { name: 'overview', href: '/overview', icon: Gauge };
const domains = { name: 'domains', href: '/domains', icon: Globe };
const mailboxes = { name: 'mailboxes', href: '/mailboxes', icon: Mailbox };
const customers = { name: 'customers', href: '/customers', icon: Users };
const people = { name: 'people', href: '/people', icon: UsersRound };
const sessions = { name: 'sessions', href: '/sessions', icon: PlugZap };
const trail = { name: 'trail', href: '/trail', icon: Route };
const retention = { name: 'retention', href: '/retention', icon: Hourglass };
const audit = { name: 'audit', href: '/audit', icon: ScrollText };
const access = { name: 'access', href: '/audit', icon: ScrollText };
const settings = { name: 'settings', href: '/settings', icon: Settings };
const mail = { name: 'mail', href: '/mail', icon: Inbox };
const devices = { name: 'devices', href: '/devices', icon: MonitorSmartphone };
const filters = { name: 'filters', href: '/filters', icon: Filter };
const security = { name: 'security', href: '/settings', icon: ShieldCheck };

/** The places of each role, most used first. */
export function placesOf(role: string, webmail: boolean): Place[] {
  if (role === 'owner') return [...(webmail ? [mail] : []), devices, filters, trail, access, security];
  const tenants = role === 'customer_admin' ? [] : [customers];
  return [overview, sessions, mailboxes, domains, ...tenants, trail, retention, people, audit, settings];
}

export function isAt(pathname: string, place: Place): boolean {
  return pathname === place.href || pathname.startsWith(`${place.href}/`);
}

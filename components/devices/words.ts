'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { clientText } from '@/components/sessions/words';
import type { Device, HabitKind } from '@/lib/devices/shapes';

/** A device with its merged parts, the main one first. */
export function whole(device: Device): Device[] {
  return [device, ...device.parts];
}

/** The device that each part is shown as, by id. */
export function leadsOf(devices: Device[]): Map<string, string> {
  return new Map(devices.flatMap((device) => whole(device).map((part) => [part.id, device.id] as const)));
}

export function isLive(device: Device): boolean {
  return whole(device).some(({ live }) => live.length > 0);
}

export function takesAway(device: Device): boolean {
  return whole(device).some(({ takes }) => takes === 'at-once' || takes === 'later');
}

/** Texts about a device: its name, what it does, and when it was seen. */
export function useDeviceWords() {
  const t = useTranslations('devices');
  const format = useFormatter();

  const duration = (seconds: number) => {
    if (seconds < 90) return t('duration.seconds', { count: Math.round(seconds) });
    if (seconds < 90 * 60) return t('duration.minutes', { count: Math.round(seconds / 60) });
    if (seconds < 36 * 3600) return t('duration.hours', { count: Math.round(seconds / 3600) });
    return t('duration.days', { count: Math.round(seconds / 86_400) });
  };
  const name = (device: Pick<Device, 'name' | 'protocol' | 'clientName' | 'clientVersion' | 'credentialLabel'>) =>
    device.name ??
    (device.protocol === 'webmail'
      ? t('name.unnamed.webmail')
      : (clientText(device) ?? device.credentialLabel ?? t(`name.unnamed.${device.protocol}`)));
  const comes = ({ rhythm }: Device) =>
    rhythm.kind === 'polls' ? t('rhythm.polls', { every: duration(rhythm.everySeconds) }) : t(`rhythm.${rhythm.kind}`);
  const does = (device: Device) =>
    device.takes === 'later' && device.kept && device.kept.days >= 0.5
      ? t('short.laterDays', { days: Math.round(device.kept.days) })
      : t(`short.${device.takes}`);
  /** "polls every 5 minutes, removes at once" */
  const sentence = (device: Device) => t('sentence', { rhythm: comes(device), does: does(device) });
  /** The hour for today, the day for this year, the month for older dates. */
  const since = (instant: string) => {
    const at = new Date(instant);
    const age = Date.now() - at.getTime();
    if (age < 20 * 3_600_000) return format.dateTime(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    if (age < 60 * 86_400_000) return format.dateTime(at, { day: 'numeric', month: 'long' });
    return format.dateTime(at, age < 300 * 86_400_000 ? { month: 'long' } : { month: 'long', year: 'numeric' });
  };
  const clock = (at: number | string) =>
    format.dateTime(new Date(at), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayAndClock = (at: number | string) =>
    format.dateTime(new Date(at), {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  const clockSeconds = (at: number | string) =>
    format.dateTime(new Date(at), { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

  const habits = (
    device: Device,
  ): { kind: HabitKind; text: string; detail?: string; tone: 'plain' | 'warn' | 'bad' }[] => {
    const list: ReturnType<typeof habits> = [];
    const { rhythm, kept } = device;
    if (rhythm.kind === 'polls') {
      const spread = t('habit.spread', { spread: duration(rhythm.spreadSeconds) });
      list.push({
        kind: 'polls',
        text: t('habit.polls', { every: duration(rhythm.everySeconds) }),
        detail: spread,
        tone: 'plain',
      });
    }
    if (rhythm.kind === 'stays') {
      list.push({ kind: 'stays', text: t(device.protocol === 'imap' ? 'habit.idle' : 'habit.stays'), tone: 'plain' });
    }
    if (device.takes === 'at-once' || device.takes === 'later') {
      const text =
        device.takes === 'later' && kept
          ? t('habit.removesDays', { days: Math.round(kept.days) })
          : t(`habit.${device.takes}`);
      const detail = kept
        ? t('habit.kept', { duration: duration(kept.days * 86_400), count: kept.sample })
        : t('habit.removed', { count: device.removed });
      list.push({ kind: 'removes', text, detail, tone: 'bad' });
    } else if (device.protocol === 'pop3' && device.takes === 'leaves') {
      list.push({ kind: 'leaves', text: t('habit.leaves'), tone: 'plain' });
    } else if (device.removed > 0) {
      list.push({
        kind: 'removes',
        text: t('habit.removes'),
        detail: t('habit.removed', { count: device.removed }),
        tone: 'plain',
      });
    }
    if (device.downloads) list.push({ kind: 'downloads', text: t('habit.downloads'), tone: 'plain' });
    if (device.transport === 'clear') list.push({ kind: 'clear', text: t('habit.clear'), tone: 'bad' });
    if (device.tlsProtocol && /^(SSLv3|TLSv1|TLSv1\.[01])$/.test(device.tlsProtocol)) {
      list.push({ kind: 'old-tls', text: t('habit.old-tls'), tone: 'warn' });
    }
    if (device.credential === 'main')
      list.push({ kind: 'main-password', text: t('habit.main-password'), tone: 'warn' });
    return list;
  };

  return { t, duration, name, sentence, since, clock, clockSeconds, dayAndClock, habits };
}

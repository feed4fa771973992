'use client';

import type { Finding, FindingDetails } from '@/lib/devices/shapes';
import { useDeviceWords } from './words';

/** Texts of a finding, short enough to read out on the phone. */
export function useFindingWords() {
  const { t, duration } = useDeviceWords();
  const label = (device: FindingDetails['devices'][number] | undefined) =>
    !device
      ? ''
      : (device.label ??
        (t.has(`name.unnamed.${device.protocol}`) ? t(`name.unnamed.${device.protocol}`) : device.protocol));
  const list = (devices: FindingDetails['devices']) => {
    const names = [...new Set(devices.map(label))];
    return names.length > 3
      ? t('finding.andMore', { names: names.slice(0, 2).join(', '), count: names.length - 2 })
      : names.length > 1
        ? t('finding.and', { names: names.slice(0, -1).join(', '), last: names.at(-1) ?? '' })
        : (names[0] ?? '');
  };
  return {
    sentence: ({ kind, details }: Pick<Finding, 'kind' | 'details'>) => {
      const { devices, others, count = 0, everySeconds, ips = 0, ip, network, credentialLabel } = details;
      const { messages = 0, recipients = 0, seconds = 0 } = details;
      const why = { 'old-tls': 'tls', 'no-cipher': 'cipher', 'certificate-refused': 'certificate' }[
        details.reason ?? 'old-tls'
      ];
      return t(`finding.sentence.${kind}${kind === 'pop3-takes' && everySeconds ? '-polls' : ''}`, {
        device: label(devices[0]),
        devices: list(devices),
        others: list(others),
        ip: devices[0]?.ip ?? ip ?? '',
        every: duration(everySeconds ?? 0),
        network: network ?? '',
        password: credentialLabel ?? t('finding.anAppPassword'),
        count,
        ips,
        messages,
        recipients,
        seconds,
        why,
      });
    },
  };
}

import type { DovecotSettings } from './settings';
import { configure23 } from './version-23';

export type { DovecotSettings } from './settings';

/**
 * Dovecot's configuration as files, by their path in the data directory. Callers need not know the version of
 * Dovecot.
 */
export function configureDovecot(settings: DovecotSettings): Record<string, string> {
  const [major, minor] = settings.version.split('.').map(Number);
  if (major === 2 && minor === 3) return configure23(settings);
  throw new Error(
    `Dovecot ${settings.version} is installed, and Milepost can configure only 2.3 (Debian 12) so far: ` +
      '2.4 has another configuration language.',
  );
}

import { build, buildPrograms } from './build';
import { addressesOf, adminAddress } from './database';
import { dovecotPart, panelPart, policyPart, postfixPart, postgresPart, rspamdPart, type StackContext } from './parts';
import type { StackPorts } from './ports';
import { loadSecrets } from './secrets';
import { readSettings } from './settings';
import type { Part } from './supervise';

export type BarePart = Part;

/** The servers and the panel of an existing data directory, in the order of their start. The caller starts them. */
export async function bareParts(dataDirectory: string, ports: StackPorts): Promise<BarePart[]> {
  const settings = readSettings({ ...process.env, MILEPOST_HOME: dataDirectory }, { empty: true });
  const secrets = loadSecrets(dataDirectory);
  const addresses = addressesOf(settings, ports, secrets);
  const url = `http://127.0.0.1:${ports.panel}`;
  const programs = await buildPrograms();
  const context: StackContext = { settings, ports, url, secrets, addresses, programs };
  const { dist } = await build(settings);
  return [
    postgresPart(context, adminAddress(settings, ports, secrets)),
    policyPart(context),
    dovecotPart(context),
    ...(settings.who.root ? [rspamdPart(context), postfixPart(context)] : []),
    panelPart(context, dist),
  ];
}

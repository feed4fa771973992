import { alive, startedAt } from './process-table';
import { readRecord, supervisorOf } from './running';
import { locate } from './settings';
import { messageOf } from './stop';

function main(): number {
  const { dataDirectory } = locate(process.env);
  const record = readRecord(dataDirectory);
  const supervisor = supervisorOf(dataDirectory);
  if (!supervisor) {
    const left = Object.entries(record?.parts ?? {}).filter(([, part]) => part.process && alive(part.process));
    process.stdout.write(`${dataDirectory} is not running\n`);
    if (left.length) {
      process.stdout.write(
        `Left by a killed start: ${left.map(([name]) => name).join(', ')}. End them with: npm run down\n`,
      );
    }
    return 1;
  }
  process.stdout.write(
    `${dataDirectory} is ${record?.state ?? 'starting'} at ${record?.url ?? '?'} (process ${supervisor.pid})\n\n`,
  );
  let whole = record?.state === 'running';
  for (const [name, part] of Object.entries(record?.parts ?? {})) {
    const up = part.process !== null && alive(part.process);
    whole &&= up;
    const cells = [
      name.padEnd(10),
      (up ? 'running' : 'down').padEnd(8),
      String(up ? part.process?.pid : '').padEnd(8),
      up && part.process ? `since ${startedAt(part.process).toISOString().slice(0, 19)}Z` : ''.padEnd(26),
      part.restarts ? `${part.restarts} restarts` : '',
      part.ports.length ? `ports ${part.ports.join(' ')}` : '',
      part.note,
    ];
    process.stdout.write(
      `  ${cells
        .filter((cell, index) => index < 3 || cell)
        .join('  ')
        .trimEnd()}\n`,
    );
  }
  for (const warning of record?.warnings ?? []) process.stdout.write(`\nWarning: ${warning}\n`);
  return whole ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}

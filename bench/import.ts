import { checkImport, readImport, startImport } from '@/lib/imports';
import { hashPassword } from '@/lib/passwords';
import type { Estate } from './estate';

/** Compares an import with hashing as many passwords, which is its lower bound. */
export async function measureImport({ reseller, tag }: Estate, lines: number): Promise<void> {
  const passwords = Array.from({ length: lines }, (_, i) => `imported-password-${i}`);
  const hashing = performance.now();
  const queue = passwords.slice(0, Math.min(lines, 1000));
  const sample = queue.length;
  const worker = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) await hashPassword(next);
  };
  // The same concurrency as the import.
  await Promise.all(Array.from({ length: 100 }, worker));
  const floor = sample / ((performance.now() - hashing) / 1000);
  const text = ['address,name,quota_mb,password']
    .concat(passwords.map((password, i) => `import${i}@d${1 + (i % 100)}-${tag}.example,Person ${i},1000,${password}`))
    .join('\n');
  const checking = performance.now();
  const { id } = await checkImport(reseller, 'bench.csv', bytes(text));
  const checked = lines / ((performance.now() - checking) / 1000);
  const start = performance.now();
  await startImport(reseller, id);
  for (;;) {
    const row = await readImport(reseller, id);
    if (row?.state === 'done') {
      if (row.done !== lines) throw new Error(`${row.done} of ${lines} lines were carried out`);
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const rate = lines / ((performance.now() - start) / 1000);
  console.log(`\nCSV import of ${lines} mailboxes by the stack's worker`);
  console.log(`preview                       ${checked.toFixed(0).padStart(10)} lines/s`);
  console.log(`argon2id alone (${sample})${floor.toFixed(1).padStart(21)} hashes/s`);
  console.log(
    `import                        ${rate.toFixed(1).padStart(10)} mailboxes/s, ${(rate / floor).toFixed(2)} of hashing alone`,
  );
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

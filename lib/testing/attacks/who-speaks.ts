import { setTimeout as wait } from 'node:timers/promises';
import { type Account, ManageSieveClient } from '@/lib/mail-clients';
import { type Attack, held, unless } from './attack';
import type { Host } from './host';
import { deliver, isRefusal, message, Smtp } from './smtp';

/** The line ends that some servers take for the end of a message, and others do not. */
const falseEnds = { 'LF.CRLF': '\n.\r\n', 'LF.LF': '\n.\n', 'CRLF.LF': '\r\n.\n', 'CR.CR': '\r.\r' };

/** What arrives after a false end, or in the name of another, has arrived after this time. */
const settleMs = 2_000;

let count = 0;
/** A subject that no other message has. */
const subjectOf = (what: string) => `${what} ${process.pid}x${++count}`;

/** Who speaks: senders, signatures and verdicts of somebody else. */
export function whoSpeaks(host: Host): Attack[] {
  const { stack, mailHost, messagesOf, arrivalOf } = host;
  const { ports } = stack;
  const anna = host.mailbox('anna');
  const ben = host.mailbox('ben');
  const cara = host.mailbox('cara');
  const dave = host.mailbox('dave');
  const olga = host.mailbox('olga');
  const rosa = host.mailbox('rosa');
  const own = anna.address;
  const theirs = olga.address;

  const ways = {
    'Dovecot’s submission': { port: ports.submissions, secure: true },
    'direct SASL': { port: ports.smtpSubmission },
  };
  type Way = keyof typeof ways;
  const wayNames = Object.keys(ways) as Way[];

  async function submit(way: Way, from: string, to: string, text: string, lingerMs = 0): Promise<string> {
    const smtp = await Smtp.connect(ways[way]);
    try {
      const signedIn = await smtp.signIn(anna);
      if (!signedIn.startsWith('235')) throw new Error(`the sign-in: ${signedIn}`);
      const reply = await smtp.send({ from, to, text });
      await wait(lingerMs);
      return reply;
    } finally {
      smtp.close();
    }
  }

  /** Lines at the top of a message, and the envelope sender, by what they pretend. */
  const forgeries: Record<string, { from?: string; top: string[] }> = {
    'From of another tenant': { top: [`From: <${theirs}>`] },
    'From of another mailbox of the own domain': { top: [`From: <${ben.address}>`] },
    'From of a foreign domain': { top: ['From: <ceo@elsewhere.example>'] },
    'the envelope sender of another tenant': { from: theirs, top: [`From: <${own}>`] },
    'a null sender with From of another tenant': { from: '', top: [`From: <${theirs}>`] },
    'two From headers': { top: [`From: <${own}>`, `From: <${theirs}>`] },
    'two From headers, the own one last': { top: [`From: <${theirs}>`, `From: <${own}>`] },
    'a second From with a space before the colon': { top: [`From: <${own}>`, `From : <${theirs}>`] },
    'two addresses in From': { top: [`From: <${own}>, <${theirs}>`] },
    'a group in From': { top: [`From: team: <${theirs}>;`] },
    'an empty group in From': { top: ['From: undisclosed:;'] },
    'the own address in a comment of From': { top: [`From: (${own}) ${theirs}`] },
    'a comment inside the address in From': { top: [`From: ${theirs.replace('@', `(${own})@`)}`] },
    'the own address as the name in From': { top: [`From: "${own}" <${theirs}>`] },
    'an encoded name in From': { top: [`From: =?utf-8?q?${own.replace('@', '=40')}?= <${theirs}>`] },
    'a folded From': { top: [`From:\r\n "${own}"\r\n <${theirs}>`] },
    'a second From after a bare LF': { top: [`From: <${own}>`, `X-A: b\nFrom: <${theirs}>`] },
  };

  const submissions = wayNames.flatMap((way): Attack[] => [
    {
      name: `the own address, a suffix and a null sender are accepted over ${way} (control)`,
      attempt: async () => {
        const honest: [string, string][] = [
          [own, own],
          [own, own.replace('@', '+shop@')],
          ['', own],
        ];
        const replies = await Promise.all(
          honest.map(([from, header]) =>
            submit(way, from, ben.address, message([`From: <${header}>`], ben.address, subjectOf('Honest'))),
          ),
        );
        return unless(...replies.map((reply) => !reply.startsWith('250') && reply));
      },
    },
    ...Object.entries(forgeries).map(([what, { from = own, top }]) => ({
      name: `${what} over ${way}`,
      attempt: async () => {
        const subject = subjectOf('Forged');
        const reply = await submit(way, from, ben.address, message(top, ben.address, subject));
        return isRefusal(reply) ? held : `accepted: ${reply}`;
      },
    })),
    ...Object.entries(falseEnds).map(([what, end]) => ({
      name: `a second message in the name of another tenant after ${what} over ${way}`,
      attempt: async () => {
        const [outer, inner] = [subjectOf('Outer'), subjectOf('Smuggled')];
        const second = message([`From: <${theirs}>`], ben.address, inner);
        const smuggled = `${end}MAIL FROM:<${theirs}>\r\nRCPT TO:<${ben.address}>\r\nDATA\r\n${second}`;
        const text = `${message([`From: <${own}>`], ben.address, outer)}${smuggled}`;
        // Who hung up at once would take back what the server has not read.
        // Whoever is cut off has sent nothing.
        const reply = await submit(way, own, ben.address, text, settleMs).catch((error: Error) => error.message);
        if (reply.startsWith('250')) await arrivalOf(ben, outer);
        return unless((await messagesOf(ben, inner)).length > 0 && 'the second message arrived');
      },
    })),
  ]);

  const strangerTo = (to: string, top: string[], subject: string) =>
    deliver(ports.smtp, { from: 'a@elsewhere.example', to, text: message(top, to, subject) });
  const stranger = 'From: <a@elsewhere.example>';

  async function useScript(account: Account, script: string): Promise<void> {
    const sieve = await ManageSieveClient.connect({ port: ports.sieve }, account);
    await sieve.put('attack', script);
    await sieve.activate('attack');
    await sieve.logout();
  }

  /** Headers with verdicts that are only ours to write, each with a mark. */
  const mark = 'forged-verdict';
  const verdicts = [
    `Authentication-Results: ${mailHost}; spf=pass smtp.mailfrom=${mark}`,
    `AUTHENTICATION-RESULTS: ${mailHost.toUpperCase()}; dkim=pass header.d=${mark}`,
    `Authentication-Results: "${mailHost}"; dmarc=pass header.from=${mark}`,
    `Authentication-Results: (a comment) ${mailHost}; dmarc=pass header.from=${mark}`,
    `Authentication-Results:\r\n ${mailHost}; dmarc=pass header.from=${mark}`,
    `X-Spam: ${mark}`,
    `X-Spam-Flag: ${mark}`,
    `X-Spam-Status: No, ${mark}`,
    `X-Spamd-Result: default: False [-10] ${mark}`,
  ];
  const left = (source = '') =>
    source
      .replace(/\r\n(?=[ \t])/g, '')
      .split('\r\n')
      .filter((line) => line.includes(mark));

  return [
    ...submissions,
    {
      name: 'forged verdicts in a message over submission',
      attempt: async () => {
        const subject = subjectOf('Verdicts');
        const text = message([`From: <${own}>`, ...verdicts], ben.address, subject);
        const reply = await submit('Dovecot’s submission', own, ben.address, text);
        if (isRefusal(reply)) return `control: the message: ${reply}`;
        const [source] = await arrivalOf(ben, subject);
        return unless(...left(source));
      },
    },
    {
      name: 'forged verdicts in a message at port 25',
      attempt: async () => {
        const subject = subjectOf('Verdicts');
        const reply = await strangerTo(ben.address, [stranger, ...verdicts], subject);
        if (isRefusal(reply)) return `control: the message: ${reply}`;
        const [source = ''] = await arrivalOf(ben, subject);
        const ours = /^Authentication-Results: /im.test(source);
        return unless(...left(source), !ours && 'control: the host wrote no verdict of its own');
      },
    },
    {
      name: 'From of a local domain at port 25',
      attempt: async () => {
        const control = await strangerTo(anna.address, [stranger], subjectOf('Stranger'));
        const forged = [
          [`From: <${ben.address}>`],
          [`From: <boss@mail.${host.world.domain.name}>`],
          [`From: <${theirs}>`],
          [stranger, `From: <${ben.address}>`],
          [`From: <a@elsewhere.example>, <${ben.address}>`],
        ];
        const replies = await Promise.all(forged.map((top) => strangerTo(anna.address, top, subjectOf('Local'))));
        return unless(
          isRefusal(control) && `control: ${control}`,
          ...replies.map((reply, index) => !isRefusal(reply) && `${forged[index]?.join(', ')}: ${reply}`),
        );
      },
    },
    {
      name: 'a vacation reply in the name of another tenant',
      attempt: async () => {
        const [forged, honest] = [subjectOf('Away'), subjectOf('Away')];
        const script = (from: string, address: string, subject: string) =>
          `require "vacation";\nvacation ${from} :addresses "${address}" :subject "${subject}" "I am away.";\n`;
        await useScript(cara, script(`:from "${theirs}"`, cara.address, forged));
        await useScript(ben, script('', ben.address, honest));
        // Another tenant's mailbox asks, so that the reply can be read.
        const smtp = await Smtp.connect(ways['direct SASL']);
        await smtp.signIn(rosa);
        for (const to of [cara.address, ben.address]) {
          const text = message([`From: <${rosa.address}>`], to, subjectOf('Are you there'));
          const reply = await smtp.send({ from: rosa.address, to, text });
          if (isRefusal(reply)) return `control: the question: ${reply}`;
        }
        smtp.close();
        await arrivalOf(rosa, honest);
        await wait(settleMs);
        const replies = await messagesOf(rosa, forged);
        return unless(replies.some((source) => source.includes(theirs)) && 'the reply arrived in the name of another');
      },
    },
    {
      name: 'a stranger’s message that Sieve redirects is signed by the own domain',
      attempt: async () => {
        await useScript(dave, `redirect "${rosa.address}";\n`);
        const [passedOn, signed] = [subjectOf('Passed on'), subjectOf('Signed')];
        const reply = await strangerTo(dave.address, [stranger], passedOn);
        const text = message([`From: <${own}>`], rosa.address, signed);
        const control = await submit('Dovecot’s submission', own, rosa.address, text);
        if (isRefusal(reply) || isRefusal(control)) return `control: ${reply}; ${control}`;
        const [redirected = ''] = await arrivalOf(rosa, passedOn);
        const [mine = ''] = await arrivalOf(rosa, signed);
        const signature = /^DKIM-Signature:/im;
        return unless(
          !signature.test(mine) && 'control: a message of the mailbox itself is not signed',
          signature.test(redirected) && 'it is signed',
        );
      },
    },
    ...Object.entries(falseEnds).map(([what, end]) => ({
      name: `a second message after ${what} at port 25`,
      attempt: async () => {
        const [outer, inner] = [subjectOf('Outer'), subjectOf('Smuggled')];
        const second = message([stranger], anna.address, inner);
        const smuggled = `${end}MAIL FROM:<a@elsewhere.example>\r\nRCPT TO:<${anna.address}>\r\nDATA\r\n${second}`;
        const text = message([stranger], anna.address, outer, `Hello.${smuggled}`);
        const envelope = { from: 'a@elsewhere.example', to: anna.address, text };
        const reply = await deliver(ports.smtp, envelope, settleMs);
        if (reply.startsWith('250')) await arrivalOf(anna, outer);
        return unless((await messagesOf(anna, inner)).length > 0 && 'the second message arrived');
      },
    })),
    {
      name: 'commands that do not wait for their replies at port 25',
      attempt: async () => {
        const impatient = async (commands: string) => {
          const smtp = await Smtp.connect({ port: ports.smtp });
          smtp.write(commands);
          const replies: string[] = [];
          // It is cut off, or goes on until DATA is answered.
          while (!replies.some((reply) => /^(354|[45]\d\d)/m.test(reply)))
            replies.push(
              await smtp.reply().catch((error: Error) => (replies.length > 0 ? '500 cut off' : `500 ${error.message}`)),
            );
          smtp.close();
          return replies.at(-1) ?? '';
        };
        const rest = `MAIL FROM:<a@elsewhere.example>\r\nRCPT TO:<${anna.address}>\r\nDATA\r\n`;
        const replies = await Promise.all([
          impatient(`HELO a.example\r\n${rest}`),
          impatient(`EHLO a.example\r\n${rest}`),
        ]);
        const control = await strangerTo(anna.address, [stranger], subjectOf('Patient'));
        return unless(
          ...replies.map((reply) => reply.startsWith('354') && `goes on: ${reply}`),
          isRefusal(control) && `control: ${control}`,
        );
      },
    },
  ];
}

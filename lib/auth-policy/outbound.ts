import type { OutboundAnswer, OutboundQuestion } from '@/lib/outbound';
import type { PostfixRequest } from './postfix-request';

/** What Postfix asks, or null for a stage at which nothing is decided. */
export function readOutbound(request: PostfixRequest): OutboundQuestion | null {
  const value = (name: string) => request.get(name) ?? '';
  const stages: Record<string, OutboundQuestion['stage']> = { RCPT: 'recipient', 'END-OF-MESSAGE': 'message' };
  const stage = stages[value('protocol_state')];
  if (!stage) return null;
  return {
    stage,
    login: value('sasl_username'),
    sender: value('sender'),
    recipients: Math.max(0, Number.parseInt(value('recipient_count'), 10) || 0),
    instance: value('instance'),
    ip: value('client_address'),
  };
}

export function writeOutbound(answer: OutboundAnswer): string {
  if (answer.kind === 'allowed') return 'DUNNO';
  return `${answer.kind === 'later' ? '450 4.7.1' : '550 5.7.1'} ${answer.text}`;
}

'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { EventRow, Verdict } from '@/lib/activity/shapes';
import { type VerdictKind, verdictKinds } from '@/lib/activity/values';
import { byScore, mainReasons, reasonWord } from '@/lib/trail/values';

type Judged = EventRow & { kind: VerdictKind; verdict: Verdict };

export function isJudged(event: EventRow): event is Judged {
  return event.verdict !== null && verdictKinds.some((kind) => kind === event.kind);
}

/** "Went to Junk: score 9.1 of 6, because SPF failed (+1.0) and …" */
export function useVerdictSentence(): (event: Judged) => string {
  const t = useTranslations('trail');
  const format = useFormatter();
  const number = (value: number, more: object = {}) => format.number(value, { maximumFractionDigits: 1, ...more });
  return ({ kind, verdict }) => {
    const named = mainReasons(verdict.reasons, kind !== 'let-through').map(({ symbol, score, detail }) => {
      const word = reasonWord(symbol);
      const rule = word ? t(`reason.${word}`) : symbol;
      // The name of a virus is the reason.
      const what = word === 'virus' && detail ? t('verdict.named', { rule, detail }) : rule;
      const weight = number(score, { signDisplay: 'exceptZero', minimumFractionDigits: 1 });
      return score === 0 ? what : t('verdict.weighed', { rule: what, weight });
    });
    const values = {
      score: number(verdict.score),
      limit: number(verdict.limit),
      reasons: format.list(named, { type: 'conjunction' }),
      answer: verdict.text ?? '',
    };
    if (kind === 'deferred') return t('verdict.deferred', values);
    const form = named.length === 0 ? 'alone' : byScore(verdict) ? 'score' : 'rule';
    if (kind === 'refused' && verdict.port === 'out') return t(`verdict.refused-out.${form}`, values);
    return t(`verdict.${kind}.${form}`, values);
  };
}

'use client';

import { useTranslations } from 'next-intl';
import type { Action, Rule, Test } from '@/lib/filters/shapes';

/** A rule in a sentence: "If the subject contains “invoice”: move to Work, mark as read". */
export function useRuleWords(): {
  test: (test: Test) => string;
  action: (action: Action) => string;
  rule: (rule: Rule) => string;
} {
  const t = useTranslations('filters');
  const test = (one: Test): string => {
    if (one.kind === 'size') return t(one.over ? 'say.over' : 'say.under', { kilobytes: one.kilobytes });
    if (one.kind === 'attachment') return t(one.not ? 'say.noAttachment' : 'say.attachment');
    const field = one.kind === 'header' ? (one.header ?? '') : t(`field.${one.kind}`);
    const values = one.values.map((value) => t('say.quote', { value })).join(t('say.or'));
    return t('say.test', { field, how: t(one.not ? `hownot.${one.how}` : `how.${one.how}`), values });
  };
  const action = (one: Action): string => {
    switch (one.kind) {
      case 'move':
      case 'copy':
        return t(`say.${one.kind}`, { folder: one.folder });
      case 'forward':
        return t(one.keep ? 'say.forwardCopy' : 'say.forward', { address: one.address });
      default:
        return t(`say.${one.kind}`);
    }
  };
  const rule = ({ match, tests, actions }: Rule): string => {
    const doing = actions.map(action).join(', ');
    if (match === 'always') return t('say.always', { doing });
    const joint = t(match === 'all' ? 'say.and' : 'say.orElse');
    return t('say.rule', { tests: tests.map(test).join(joint), doing });
  };
  return { test, action, rule };
}

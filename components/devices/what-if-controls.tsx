'use client';

import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { Select } from '@/components/ui/select';
import { Minutes } from './what-if-minutes';
import type { Setting } from './what-if-settings';
import { useDeviceWords } from './words';

/** How one device looks for mail and removes it. */
export function WhatIfControls({
  setting,
  onSet,
  onRemove,
}: {
  setting: Setting;
  onSet: (change: Partial<Setting>) => void;
  onRemove: () => void;
}) {
  const { t } = useDeviceWords();
  const { name, protocol, pollMinutes, removeAfterDays } = setting;
  return (
    <li className="flex flex-wrap items-end gap-x-4 gap-y-2 px-4 py-2.5">
      <span className="flex w-48 items-center gap-2 self-center font-medium">
        <ProtocolMark protocol={protocol} />
        <span className="truncate">{name}</span>
      </span>
      <Select
        aria-label={t('whatIf.protocolOf', { name })}
        className="w-28"
        value={protocol}
        onValueChange={(next) =>
          onSet(
            next === 'pop3'
              ? { protocol: 'pop3', removeAfterDays: 0, pollMinutes: pollMinutes ?? 30 }
              : { protocol: 'imap', removeAfterDays: null },
          )
        }
        options={[
          { value: 'imap', label: 'IMAP' },
          { value: 'pop3', label: 'POP3' },
        ]}
      />
      <Select
        aria-label={t('whatIf.comes', { name })}
        className="w-44"
        value={pollMinutes === null ? 'stays' : 'polls'}
        onValueChange={(next) =>
          onSet(next === 'stays' ? { pollMinutes: null, offsetMinutes: 0 } : { pollMinutes: 30, offsetMinutes: 10 })
        }
        options={[
          { value: 'polls', label: t('whatIf.polls') },
          { value: 'stays', label: t('whatIf.stays'), disabled: protocol === 'pop3' },
        ]}
      />
      {pollMinutes !== null && (
        <>
          <Minutes label={t('whatIf.every')} value={pollMinutes} onChange={(value) => onSet({ pollMinutes: value })} />
          <Minutes
            label={t('whatIf.first')}
            value={setting.offsetMinutes}
            min={0}
            onChange={(value) => onSet({ offsetMinutes: value })}
          />
        </>
      )}
      {protocol === 'pop3' && (
        <Select
          aria-label={t('whatIf.removes', { name })}
          className="w-52"
          value={String(removeAfterDays)}
          onValueChange={(next) => onSet({ removeAfterDays: next === 'null' ? null : Number(next) })}
          options={[...new Set(['0', '1', '7', '14', 'null', String(removeAfterDays)])].map((value) => ({
            value,
            label:
              value === '0'
                ? t('whatIf.immediately')
                : value === 'null'
                  ? t('whatIf.leaves')
                  : t('whatIf.afterDays', { days: Number(value) }),
          }))}
        />
      )}
      <Button
        variant="ghost"
        size="icon"
        className="ml-auto"
        aria-label={t('whatIf.drop', { name })}
        onClick={onRemove}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

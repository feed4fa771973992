'use client';

import { useRouter } from 'next/navigation';
import { FindingList } from '@/components/devices/finding-list';
import type { Finding } from '@/lib/devices/shapes';
import { findingActions } from '../devices/device-actions';

/** Findings of many mailboxes, each with its remedies. */
export function FindingBoard({
  findings,
  mayWrite,
  mayResolve,
}: {
  findings: Finding[];
  mayWrite: boolean;
  mayResolve: boolean;
}) {
  const router = useRouter();
  return (
    <FindingList
      findings={findings}
      showMailbox
      onChanged={() => router.refresh()}
      {...(mayResolve ? { actions: findingActions({ owner: false, mayWrite }) } : {})}
    />
  );
}

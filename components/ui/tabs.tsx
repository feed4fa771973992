'use client';

import { Tabs as RadixTabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';

export function Tabs({
  value,
  defaultValue,
  onValueChange,
  tabs,
  className,
  'aria-label': label,
}: {
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  tabs: { value: string; label: ReactNode; content?: ReactNode }[];
  className?: string;
  'aria-label'?: string;
}) {
  return (
    <RadixTabs.Root
      value={value}
      defaultValue={value === undefined ? (defaultValue ?? tabs[0]?.value) : undefined}
      onValueChange={onValueChange}
      className={cn('min-w-0', className)}
    >
      <RadixTabs.List aria-label={label} className="flex gap-1 overflow-x-auto border-line border-b">
        {tabs.map((tab) => (
          <RadixTabs.Trigger
            key={tab.value}
            value={tab.value}
            // A tab whose content is elsewhere must not refer to a panel that does not exist.
            {...(tab.content === undefined ? { 'aria-controls': undefined } : {})}
            className="-mb-px inline-flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 px-3 text-ink-2 text-sm -outline-offset-2 transition-colors hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {tabs.map((tab) =>
        tab.content === undefined ? null : (
          <RadixTabs.Content key={tab.value} value={tab.value} className="pt-4 outline-none focus-visible:outline-2">
            {tab.content}
          </RadixTabs.Content>
        ),
      )}
    </RadixTabs.Root>
  );
}

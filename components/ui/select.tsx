'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Select as RadixSelect } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { control, useWiring } from './field';

export interface Option {
  value: string;
  label: ReactNode;
  disabled?: boolean;
}

// Radix reserves the empty string for "nothing chosen", but our options may use it as a value.
const empty = '\u0000';
const inward = (value: string | undefined) => (value === '' ? empty : value);
const outward = (value: string) => (value === empty ? '' : value);

export function Select({
  name,
  value,
  defaultValue,
  onValueChange,
  options,
  placeholder,
  disabled,
  className,
  id,
  'aria-label': label,
}: {
  name?: string;
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  options: Option[];
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  id?: string;
  'aria-label'?: string;
}) {
  const wiring = useWiring({ id });
  return (
    <RadixSelect.Root
      name={name}
      value={inward(value)}
      defaultValue={inward(defaultValue)}
      onValueChange={onValueChange && ((next) => onValueChange(outward(next)))}
      disabled={disabled}
    >
      <RadixSelect.Trigger
        {...wiring}
        aria-label={label}
        className={cn(
          control,
          'flex h-8 items-center justify-between gap-2 text-left data-placeholder:text-ink-3 max-sm:h-10',
          className,
        )}
      >
        <span className="min-w-0 truncate">
          <RadixSelect.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />
      </RadixSelect.Trigger>
      <RadixSelect.Portal>
        <RadixSelect.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-rise overflow-hidden rounded-md border border-line bg-raised shadow-menu"
        >
          <RadixSelect.Viewport className="p-1">
            {options.map((option) => (
              <RadixSelect.Item
                key={option.value}
                value={inward(option.value) ?? empty}
                disabled={option.disabled}
                className="flex h-8 items-center gap-2 rounded-sm pr-3 pl-2 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-hover"
              >
                <span className="grid size-4 shrink-0 place-items-center">
                  <RadixSelect.ItemIndicator>
                    <Check aria-hidden className="size-4 text-accent" />
                  </RadixSelect.ItemIndicator>
                </span>
                <RadixSelect.ItemText>{option.label}</RadixSelect.ItemText>
              </RadixSelect.Item>
            ))}
          </RadixSelect.Viewport>
        </RadixSelect.Content>
      </RadixSelect.Portal>
    </RadixSelect.Root>
  );
}

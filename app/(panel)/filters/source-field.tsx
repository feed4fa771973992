'use client';

import { useRef } from 'react';
import { cn } from '@/components/ui/cn';
import type { Complaint } from '@/lib/sieve/shapes';

/**
 * A text field with line numbers. Scripts are short, and the browser's field supports the usual keys, spell checker,
 * screen reader and undo. An editor library would add 130 kB for syntax colours.
 */
export function SourceField({
  label,
  value,
  complaints,
  onChange,
}: {
  label: string;
  value: string;
  complaints: Complaint[];
  onChange: (value: string) => void;
}) {
  const gutter = useRef<HTMLDivElement>(null);
  const count = value.split('\n').length;
  const at = new Map(complaints.map((one) => [one.line, one]));
  return (
    <div className="flex h-96 overflow-hidden rounded-md border border-line-strong bg-surface font-mono text-sm leading-5 focus-within:border-accent">
      <div
        ref={gutter}
        aria-hidden
        className="shrink-0 select-none overflow-hidden border-line border-r bg-sunken py-2 text-right text-ink-3"
      >
        {Array.from({ length: count }, (_, index) => {
          const complaint = at.get(index + 1);
          return (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is its identity
              key={index}
              data-line={index + 1}
              title={complaint?.words}
              className={cn(
                'px-2 tabular-nums',
                complaint &&
                  (complaint.level === 'error' ? 'bg-bad-soft font-semibold text-bad' : 'bg-warn-soft text-warn'),
              )}
            >
              {index + 1}
            </div>
          );
        })}
      </div>
      <textarea
        aria-label={label}
        aria-invalid={complaints.some((one) => one.level === 'error') || undefined}
        value={value}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        onChange={(event) => onChange(event.target.value)}
        className="min-w-0 flex-1 resize-none whitespace-pre bg-transparent px-3 py-2 leading-5 outline-none"
      />
    </div>
  );
}
